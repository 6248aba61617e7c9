// Goal: what is expected of a fault is judged, and judging changes nothing.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/live/arguments.hpp"
#include "tests/unit/live/client.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::EventClass;
using management::Map;
using scenario::FaultState;
using scenario::FaultVerdict;
using testing::HasSubstr;

const Map pull{{"fault", "card_pulled"}, {"target", "card 1/2"}, {"reinserted_after", "5s"}};

Map pull_expecting(const std::string& expected) {
  Map pulled = pull;
  pulled.emplace_back("expect", expected);
  return pulled;
}

/// A run in which this is injected after ten seconds.
struct Judged {
  explicit Judged(Map fault, const std::string& faults = {}) {
    client.then("until", {{"vtime", "10s"}})
        .then("inject", std::move(fault))
        .then("until", {{"vtime", "55s"}})
        .then([this] { state = client.inside().strikes.list(55s).back(); });
    measured = client.drive(small_exchange(faults));
  }
  std::vector<management::Event> verdicts() {
    auto all = client.events(EventClass::fault, "held");
    std::ranges::move(client.events(EventClass::fault, "not_held"), std::back_inserter(all));
    return all;
  }

  Client client;
  FaultState state;
  scenario::Measurements measured;
};

TEST(Verdicts, TellWhatWasExpectedAndWhatWasMeasured) {
  Judged judged{pull_expecting("recovered within 20s; restarts == 0; calls_lost <= 1000")};
  EXPECT_EQ(judged.client.refused(1), "done");
  const auto verdicts = judged.verdicts();
  ASSERT_EQ(verdicts.size(), 3U);
  EXPECT_EQ(text_in(verdicts[0], "kind"), "held");
  EXPECT_EQ(text_in(verdicts[0], "fault"), "card_pulled");
  EXPECT_EQ(text_in(verdicts[0], "expected"), "recovered within 20s");
  EXPECT_THAT(text_in(verdicts[0], "measured"), HasSubstr(" s"));
  EXPECT_EQ(text_in(verdicts[1], "measured"), "0");
  EXPECT_EQ(judged.state.verdict, FaultVerdict::held);
  EXPECT_THAT(judged.state.expected, HasSubstr("restarts == 0: 0"));
}

TEST(Verdicts, ComeAWhileAfterTheFaultIsOver) {
  Judged judged{pull_expecting("recovered within 20s")};
  const auto verdicts = judged.verdicts();
  ASSERT_EQ(verdicts.size(), 1U);
  const std::chrono::nanoseconds when{verdicts.front().vtime};
  EXPECT_GE(when, 10s + 5s + 30s);
  EXPECT_LE(when, 10s + 5s + 32s);
}

TEST(Verdicts, ComeWhenTheTimeIsUpThatWasGiven) {
  Map fault = pull_expecting("calls_in_progress >= 0");
  fault.emplace_back("judged_after", "1.75s");
  Judged judged{fault};
  const auto verdicts = judged.verdicts();
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(verdicts.front().vtime, std::chrono::nanoseconds{11750ms}.count());
}

TEST(Verdicts, ComeAtOnceWhenMoreHasHappenedThanMay) {
  Judged judged{Map{{"fault", "process_killed"},
                    {"target", "process of card 1/2"},
                    {"expect", "restarts == 0"},
                    {"judged_after", "40s"}}};
  const auto verdicts = judged.client.events(EventClass::fault, "not_held");
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(text_in(verdicts.front(), "measured"), "1");
  EXPECT_LE(std::chrono::nanoseconds{verdicts.front().vtime}, 12s);
  EXPECT_EQ(judged.state.verdict, FaultVerdict::not_held);
}

TEST(Verdicts, CountOnlyWhatHappenedSinceTheFaultStruck) {
  const std::string before =
      "  - {fault: process_killed, target: process of card 1/1, at: 5s, every: 1s, times: 3}\n";
  Judged judged{Map{{"fault", "process_killed"},
                    {"target", "process of card 1/2"},
                    {"expect", management::Array{"restarts == 1", "level == 2"}}},
                before};
  EXPECT_TRUE(judged.client.events(EventClass::fault, "not_held").empty());
  EXPECT_EQ(judged.client.events(EventClass::fault, "held").size(), 2U);
}

TEST(Verdicts, SayThatAFaultIsNotOverByTheEndOfTheRun) {
  Client client;
  client.then("until", {{"vtime", "10s"}})
      .then("inject",
            {{"fault", "card_pulled"}, {"target", "card 1/2"}, {"expect", "recovered within 5s"}});
  client.drive(small_exchange());
  const auto verdicts = client.events(EventClass::fault, "not_held");
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(text_in(verdicts.front(), "measured"), "never");
}

TEST(Verdicts, AreNotGivenOfWhatIsTakenBackBeforeItStrikes) {
  Map later = pull_expecting("calls_lost == 0");
  later.emplace_back("at", "30s");
  Client client;
  client.then("until", {{"vtime", "10s"}})
      .then("inject", later)
      .then("take_back", {{"name", "card_pulled"}});
  client.drive(small_exchange());
  EXPECT_EQ(client.refused(2), "done");
  EXPECT_TRUE(client.events(EventClass::fault, "held").empty());
  EXPECT_TRUE(client.events(EventClass::fault, "not_held").empty());
}

TEST(Verdicts, LeaveTheRunAsItIs) {
  const std::string conditions =
      "  - {fault: card_crash, target: any card, when: attempts >= 20}\n";
  const Judged without{pull, conditions};
  Map fault = pull_expecting("calls_lost == 0; recovered within 3s");
  fault.emplace_back("judged_after", "3.3s");
  const Judged with{fault, conditions};
  EXPECT_EQ(with.state.verdict, FaultVerdict::not_held);
  EXPECT_EQ(with.measured.run.fingerprint, without.measured.run.fingerprint);
}

TEST(Verdicts, OfTheScenariosOwnFaultsAreExpectationsOfTheRun) {
  const std::string plain =
      "  - {name: out, fault: card_pulled, target: card 1/2, at: 10s, reinserted_after: 5s";
  const auto measured = run_with(small_exchange(
      plain + ", expect: [recovered within 20s, restarts >= 7], judged_after: 20s}\n"));
  ASSERT_EQ(measured.expectations.size(), 2U);
  EXPECT_EQ(measured.expectations[0].text, "out: recovered within 20s");
  EXPECT_TRUE(measured.expectations[0].held);
  EXPECT_FALSE(measured.expectations[1].held);
  EXPECT_EQ(measured.expectations[1].measured, "0");
  EXPECT_EQ(measured.run.fingerprint, run_with(small_exchange(plain + "}\n")).run.fingerprint);
}

std::string refused(const Map& request) {
  Client client;
  client.then("inject", request);
  client.drive(small_exchange());
  return client.refused(0);
}

TEST(Expectations, ThatCannotBeReadAreNamed) {
  EXPECT_THAT(refused(pull_expecting("calls_lots == 0")),
              testing::AllOf(testing::StartsWith("expect: "), HasSubstr("calls_lost")));
  EXPECT_THAT(refused(pull_expecting("recovered in 3s")), testing::StartsWith("expect: "));
  EXPECT_THAT(refused(pull_expecting("carried > 3 E")),
              HasSubstr("carried is known only when the run is over"));
  EXPECT_THAT(refused(pull_expecting("recovered(other) within 3s")),
              HasSubstr("is of another fault"));
  Map nothing = pull;
  nothing.emplace_back("judged_after", "3s");
  EXPECT_THAT(refused(nothing), HasSubstr("judged_after: nothing is expected"));
}

TEST(TakeBack, TakesBackOneFaultAndLeavesTheOthers) {
  Client client;
  client.then("until", {{"vtime", "10s"}})
      .then("inject", {{"fault", "card_pulled"}, {"target", "card 1/2"}})
      .then("inject", {{"fault", "card_pulled"}, {"target", "card 1/3"}})
      .then("until", {{"vtime", "20s"}})
      .then("take_back", {{"name", "card_pulled_2"}})
      .then("take_back", {{"name", "card_pulled_2"}})
      .then("take_back", {{"name", "fire"}})
      .then("take_back");
  const auto measured = client.drive(small_exchange());
  ASSERT_EQ(measured.faults.size(), 2U);
  EXPECT_FALSE(measured.faults[0].taken_back_after);
  EXPECT_EQ(measured.faults[1].taken_back_after, 10s);
  EXPECT_EQ(client.refused(4), "done");
  EXPECT_EQ(client.refused(5), "card_pulled_2 is over");
  EXPECT_EQ(client.refused(6), "name: no fault 'fire'");
  EXPECT_EQ(client.refused(7), "name: of which fault?");
  EXPECT_EQ(client.events(EventClass::command, "take_back").size(), 1U);
}

TEST(TakeBack, TellsApartTheScenariosFaultsOfOneName) {
  Client client;
  client.then("until", {{"vtime", "5s"}}).then("take_back", {{"name", "card_crash (2)"}});
  const auto measured =
      client.drive(small_exchange("  - {fault: card_crash, target: card 1/1, at: 20s}\n"
                                  "  - {fault: card_crash, target: card 1/2, at: 21s}\n"
                                  "  - {fault: card_crash, target: card 1/3, at: 22s}\n"));
  ASSERT_EQ(measured.faults.size(), 2U);
  EXPECT_EQ(measured.faults[0].target, "card 1/1");
  EXPECT_EQ(measured.faults[1].target, "card 1/3");
}

TEST(InjectIn, StrikesThatLongFromNow) {
  Map later = pull;
  later.emplace_back("in", "2.5s");
  Client client;
  client.then("until", {{"vtime", "10s"}}).then("inject", later);
  const auto measured = client.drive(small_exchange());
  ASSERT_EQ(measured.faults.size(), 1U);
  EXPECT_EQ(measured.faults.front().at, 12500ms);
  later.emplace_back("at", "20s");
  EXPECT_EQ(refused(later), "in: says when, and so does 'at'");
}

}  // namespace
}  // namespace forlopp::live
