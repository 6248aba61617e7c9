// Goal: what clients do to a run is done between two events of it, and written down.
#include <algorithm>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/run_strikes.hpp"
#include "scenarios/live/arguments.hpp"
#include "tests/unit/live/client.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::EventClass;
using management::Map;
using testing::HasSubstr;

const Map pull{{"fault", "card_pulled"}, {"target", "card 1/2"}};

std::string text_of(const Map& map, std::string_view key) {
  const management::Document* found = find(map, key);
  return found == nullptr ? "" : *found->get_if<std::string>();
}

TEST(Commands, AreEventsWithTheirArguments) {
  Client client;
  client.then("until", {{"vtime", "10s"}}).then("inject", pull);
  client.drive(small_exchange());
  const auto injected = client.events(EventClass::command, "inject");
  ASSERT_EQ(injected.size(), 1U);
  EXPECT_EQ(text_in(injected.front(), "client"), "test");
  EXPECT_EQ(text_in(injected.front(), "target"), "card 1/2");
  EXPECT_GT(number_in(injected.front(), "at_step"), 0);
  EXPECT_EQ(injected.front().vtime, std::chrono::nanoseconds{10s}.count());
  EXPECT_EQ(client.done(1).stamp.vtime, injected.front().vtime);
  EXPECT_GE(client.done(1).stamp.event, injected.front().number);
}

TEST(Commands, WithATimeOrAPaceOutOfAllBoundsAreRefused) {
  Client client;
  Map late = pull;
  late.emplace_back("in", std::numeric_limits<std::int64_t>::max());
  client.then("until", {{"vtime", "10s"}}).then("dry_run", late).then("inject", late);
  for (const double pace : {5e-324, 1e-4, 1e7}) client.then("run", {{"pace", pace}});
  client.drive(small_exchange());
  EXPECT_THAT(client.refused(1), HasSubstr("in: expected nanoseconds, at most a year"));
  EXPECT_EQ(client.refused(2), client.refused(1));
  for (const std::size_t which : {3, 4, 5}) {
    EXPECT_EQ(client.refused(which), "pace: expected 0, or a number from 0.001 to 1000000");
  }
}

TEST(Commands, InjectAtOnce) {
  Client client;
  client.then("until", {{"vtime", "10s"}}).then("inject", pull).then([&] {
    const auto list = client.inside().strikes.list(10s);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.front().stage, scenario::FaultStage::active);
    EXPECT_EQ(client.events(EventClass::fault, "strikes").size(), 1U);
    EXPECT_EQ(client.events(EventClass::fault, "hits").size(), 1U);
  });
  const auto measured = client.drive(small_exchange());
  EXPECT_EQ(text_of(client.done(1).result, "name"), "card_pulled");
  EXPECT_EQ(measured.faults.size(), 1U);
}

TEST(Commands, InjectForLater) {
  Client client;
  Map later = pull;
  later.emplace_back("at", "10.25s");
  client.then("until", {{"vtime", "10.1s"}}).then("inject", later);
  const auto measured = client.drive(small_exchange());
  ASSERT_EQ(measured.faults.size(), 1U);
  EXPECT_EQ(measured.faults.front().at, 10250ms);
}

TEST(Commands, AreRefusedWithTheArgumentThatIsWrong) {
  Client client;
  client.then("inject", {{"fault", "card_pulled"}, {"target", "card 9/9"}})
      .then("dry_run", {{"fault", "card_pulled"}, {"target", management::Array{}}})
      .then("block", {{"object", "circuit north/3"}})
      .then("block", {{"object", "house 3"}});
  client.drive(small_exchange());
  EXPECT_THAT(client.refused(0), HasSubstr("target: "));
  EXPECT_THAT(client.refused(1), HasSubstr("target: "));
  EXPECT_THAT(client.refused(2), HasSubstr("object: there is no circuit north/3"));
  EXPECT_THAT(client.refused(3), HasSubstr("object: expected"));
  EXPECT_TRUE(client.events(EventClass::command, "inject").empty());
}

TEST(Commands, DryRunNamesThoseWhoWouldHaveToPutItRight) {
  Client client;
  client.then("until", {{"vtime", "10s"}}).then("dry_run", pull);
  const auto measured = client.drive(small_exchange());
  const Map& result = client.done(1).result;
  EXPECT_EQ(*find(result, "count")->get_if<std::int64_t>(), 1);
  const auto& supervisors = *find(result, "supervisors")->get_if<management::Array>();
  ASSERT_GE(supervisors.size(), 3U);
  EXPECT_EQ(*supervisors.front().find_as<std::string>("label"), "shelf 1");
  EXPECT_GT(*supervisors.front().find_as<std::int64_t>("budget"), 0);
  EXPECT_TRUE(measured.faults.empty());
}

TEST(Commands, HaltTakesBackEverything) {
  Client client;
  client.then("until", {{"vtime", "10s"}})
      .then("inject", pull)
      .then("until", {{"vtime", "20s"}})
      .then("halt");
  const auto measured =
      client.drive(small_exchange("  - {fault: card_crash, target: card 1/1, at: 50s}\n"));
  ASSERT_EQ(measured.faults.size(), 1U);
  EXPECT_EQ(measured.faults.front().taken_back_after, 10s);
  EXPECT_EQ(client.events(EventClass::fault, "taken_back").size(), 2U);
}

std::uint64_t without_circuit(const scenario::Measurements& measured) {
  const auto& causes = measured.calls.failed_by_cause;
  const auto found = std::ranges::find(causes, 34, &scenario::CauseCount::cause);
  return found == causes.end() ? 0 : found->count;
}

TEST(Commands, BlockedCircuitsCarryNoCalls) {
  Client client;
  client.then("step", {{"kind", "event"}, {"count", 500}})
      .then("block", {{"object", "circuit north/1"}})
      .then("block", {{"object", "circuit north/2"}});
  const auto blocked = client.drive(small_exchange());
  EXPECT_EQ(client.refused(1), "done");
  EXPECT_GT(without_circuit(blocked), without_circuit(run_with(small_exchange())));
}

TEST(Commands, UnblockedCircuitsCarryThemAgain) {
  Client client;
  client.then("step", {{"kind", "event"}, {"count", 500}})
      .then("block", {{"object", "circuit north/1"}})
      .then("unblock", {{"object", "circuit north/1"}})
      .then("block", {{"object", "card 1/2"}})
      .then("unblock", {{"object", "card 1/2"}});
  const auto measured = client.drive(small_exchange());
  for (const auto& audit : measured.audits) EXPECT_TRUE(audit.held) << audit.law;
  EXPECT_EQ(without_circuit(measured), without_circuit(run_with(small_exchange())));
}

TEST(Commands, FinishEndsTheRunWhereItIs) {
  Client client;
  client.then("until", {{"vtime", "10s"}}).then("finish");
  const auto measured = client.drive(small_exchange());
  EXPECT_EQ(measured.run.virtual_time, 10s);
  EXPECT_EQ(client.status().mode, RunMode::over);
}

}  // namespace
}  // namespace forlopp::live
