// Goal: going back is to do the run again, so that the past is what it was.
// Method: the same client takes a run back from various places, does to it once more what came
// after, and compares the log and the end with those of a run that never went back.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/live/arguments.hpp"
#include "tests/unit/live/client.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::Document;
using management::Event;
using management::EventClass;
using management::Map;
using testing::HasSubstr;

const std::string faults =
    "  - {fault: card_crash, target: any card, at: 25s}\n"
    "  - {fault: message_loss, target: all links, probability: 1 %, at: 5s, lasting: 30s}\n";

scenario::Scenario seeded(std::uint64_t seed) {
  scenario::Scenario scenario = small_exchange(faults);
  scenario.seed = seed;
  return scenario;
}

void disturb(Client& client) {
  client.then("step", {{"kind", "message"}, {"count", 1234}})
      .then("inject", {{"fault", "card_crash"}, {"target", "any 2 cards"}, {"spread", "3s"}})
      .then("inject", {{"fault", "process_killed"}, {"target", "process path_finder"}})
      .then("until", {{"vtime", "20.000123s"}})
      .then("block", {{"object", "circuit north/1"}})
      .then("inject", {{"fault", "babbling_line"}, {"target", "any 3 lines"}, {"at", "20.4s"}})
      .then("until", {{"metric", "attempts >= 30"}});
}

void disturb_more(Client& client) {
  client.then("inject", {{"fault", "off_hook_storm"}, {"target", "30 % of lines"}})
      .then("step", {{"kind", "supervision"}})
      .then("until", {{"vtime", "45s"}})
      .then("unblock", {{"object", "circuit north/1"}})
      .then("step", {{"kind", "tick"}})
      .then("halt");
}

std::vector<std::string> texts(const std::vector<Event>& events) {
  std::vector<std::string> texts;
  for (const Event& event : events) texts.push_back(text_of(event));
  return texts;
}

class Returning : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Returning, IsTheSameRunAgain) {
  Client straight;
  disturb(straight);
  disturb_more(straight);
  const auto done = straight.drive(seeded(GetParam()));

  Client returning;
  returning.may_return();
  disturb(returning);
  std::vector<std::string> before;
  std::vector<std::string> after;
  returning.then([&] { before = texts(returning.all_events()); })
      .then("until", {{"vtime", "40s"}})
      .then("inject", {{"fault", "card_crash"}, {"target", "all cards"}})
      .then("until", {{"vtime", "50s"}})
      .then([&] {
        returning.ask_for("rewind", {{"event", before.size()}});
      })
      .then([&] { after = texts(returning.all_events()); });
  disturb_more(returning);
  const auto again = returning.drive(seeded(GetParam()));

  ASSERT_GT(before.size(), 100U);
  ASSERT_GE(after.size(), before.size() + 2);
  after.resize(before.size());
  EXPECT_EQ(after, before);
  EXPECT_EQ(again.run.fingerprint, done.run.fingerprint);
  EXPECT_EQ(report_of(again), report_of(done));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Returning, testing::Range(std::uint64_t{1}, std::uint64_t{9}));

/// A run that has come to this moment, is taken back like this, and looked at there.
struct Return {
  Client client{};
  RunStatus there{};
  std::int64_t step = 0;
  std::string why{};

  explicit Return(const Map& arguments) {
    client.may_return();
    client.then("step", {{"kind", "event"}, {"count", 500}})
        .then("until", {{"vtime", "30s"}})
        .then("rewind", arguments)
        .then([this] {
          there = client.status();
          const Event paused = client.events(EventClass::lifecycle, "paused").back();
          step = number_in(paused, "at_step");
          why = text_in(paused, "why");
        });
    client.drive(small_exchange(faults));
  }
};

TEST(Past, IsReachedByTimeByStepAndByStepsBack) {
  EXPECT_EQ(Return(Map{{"vtime", "12.345s"}}).there.vtime, 12'345ms);
  EXPECT_EQ(Return(Map{{"vtime", 0}}).there.vtime, 0s);
  EXPECT_EQ(Return(Map{{"at_step", 321}}).step, 321);
  EXPECT_EQ(Return(Map{{"at_step", 321}}).why, "went back to step 321");
  EXPECT_EQ(Return(Map{{"fresh", true}}).step, 0);
}

TEST(Past, IsOneStepAwayFromThePresentAgainAndAgain) {
  Client client;
  client.may_return();
  std::vector<std::int64_t> steps;
  const auto look = [&] {
    steps.push_back(number_in(client.events(EventClass::lifecycle, "paused").back(), "at_step"));
  };
  client.then("step", {{"kind", "event"}, {"count", 500}});
  for (int i = 0; i < 3; ++i) client.then("rewind", {{"back", 1}}).then(look);
  client.then("step").then(look);
  client.drive(small_exchange(faults));
  EXPECT_EQ(steps, (std::vector<std::int64_t>{499, 498, 497, 498}));
}

TEST(Past, ShowsNothingOfItselfBeforeItIsThere) {
  Client client;
  client.may_return();
  client.then("until", {{"vtime", "30s"}}).then("rewind", {{"vtime", "20s"}});
  client.drive(small_exchange(faults));
  std::vector<std::uint64_t> seen;
  for (const auto& [status, shown] : client.seen()) {
    if (status.mode == RunMode::rewinding) seen.push_back(shown);
  }
  ASSERT_FALSE(seen.empty());
  EXPECT_THAT(seen, testing::Each(seen.front()));
  EXPECT_EQ(client.other_runs(), 1);
}

TEST(Past, IsForgottenWhenItBeginsAfresh) {
  Client client;
  client.may_return();
  client.then("inject", {{"fault", "card_crash"}, {"target", "all cards"}, {"at", "3s"}})
      .then("until", {{"vtime", "20s"}})
      .then("rewind", {{"fresh", true}});
  const auto measured = client.drive(small_exchange(faults));
  EXPECT_EQ(report_of(measured), report_of(run_with(small_exchange(faults))));
  EXPECT_EQ(client.events(EventClass::command, "inject").size(), 0U);
  EXPECT_EQ(client.events(EventClass::command, "rewind").size(), 1U);
}

TEST(Past, IsReachedFromTheEnd) {
  Client client;
  client.may_return();
  const auto nothing = [] {};  // An end is shown twice.
  client.then("run").then("rewind", {{"vtime", "10s"}}).then(nothing).then([&] {
    EXPECT_EQ(client.status().vtime, 10s);
    EXPECT_EQ(client.status().mode, RunMode::paused);
  });
  const auto measured = client.drive(small_exchange(faults), RunControlOptions::Ending::stay);
  EXPECT_EQ(report_of(measured), report_of(run_with(small_exchange(faults))));
}

TEST(Past, AnEndThatIsGoneBackToIsAnEnd) {
  Client client;
  client.may_return();
  client.then("run").then([&] {
    client.ask_for("rewind", {{"vtime", client.status().vtime.count()}});
  });
  const auto measured = client.drive(small_exchange(faults), RunControlOptions::Ending::stay);
  EXPECT_EQ(report_of(measured), report_of(run_with(small_exchange(faults))));
  EXPECT_EQ(client.events(EventClass::lifecycle, "over").size(), 1U);
}

TEST(Past, IsNotReachedFurtherThanAPauseOnTheWay) {
  Client client;
  client.may_return();
  client.then("until", {{"vtime", "30s"}}).then([&] {
    client.ask_for("rewind", {{"vtime", "29s"}});
    client.ask_for("inspect", {{"process", "path_finder"}});
    client.ask_for("pause", {});
  });
  client.drive(small_exchange(faults));
  EXPECT_THAT(client.refused(1), HasSubstr("goes back"));
  EXPECT_THAT(text_in(client.events(EventClass::lifecycle, "paused").back(), "why"),
              HasSubstr("on its way back"));
}

TEST(Past, BeginsItsCallRecordsAnew) {
  const auto database = std::filesystem::path{testing::TempDir()} / "past_test_calls.db";
  std::filesystem::remove(database);
  Client client;
  client.may_return();
  client.keep_records_in(database.string());
  client.then("until", {{"vtime", "50s"}}).then("rewind", {{"vtime", "1s"}});
  EXPECT_EQ(report_of(client.drive(small_exchange(faults))),
            report_of(run_with(small_exchange(faults))));
  std::filesystem::remove(database);
}

TEST(Past, SaysWhichArgumentIsWrong) {
  Client client;
  client.may_return();
  client.then("until", {{"vtime", "10s"}})
      .then("rewind", {})
      .then("rewind", {{"vtime", "11s"}})
      .then("rewind", {{"event", 1'000'000}})
      .then("rewind", {{"at_step", 1'000'000}})
      .then("rewind", {{"back", 0}})
      .then("rewind", {{"fresh", "yes"}});
  client.drive(small_exchange());
  EXPECT_THAT(client.refused(1), HasSubstr("expected vtime, event"));
  EXPECT_THAT(client.refused(2), HasSubstr("vtime: 11 s has not been"));
  EXPECT_THAT(client.refused(3), HasSubstr("event: 1000000 has not been"));
  EXPECT_THAT(client.refused(4), HasSubstr("at_step: there have been"));
  EXPECT_THAT(client.refused(5), HasSubstr("back:"));
  EXPECT_THAT(client.refused(6), HasSubstr("fresh:"));
}

TEST(Past, IsClosedForARunThatIsJudged) {
  Client client;
  client.then("until", {{"vtime", "10s"}}).then("rewind", {{"vtime", "1s"}});
  client.drive(small_exchange());
  EXPECT_THAT(client.refused(1), HasSubstr("judged"));
}

}  // namespace
}  // namespace forlopp::live
