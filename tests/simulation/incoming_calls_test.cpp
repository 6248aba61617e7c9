// Goal: what a scenario lets come in by a trunk reaches lines, or goes through to another trunk.
// Method: one class of traffic from a trunk, nothing else; all of it is counted where it arrives.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/teletraffic.hpp"
#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

struct Circuits {
  int north = 30;
  int south = 30;
};

Measurements incoming(const std::string& keys, Circuits circuits = {}) {
  const auto scenario = read_scenario(R"(
scenario: From the north
run: {duration: 1h, drain: 1h}
exchange:
  lines: 400
  trunk_groups:
    - {name: south, direction: outgoing, circuits: )" +
                                          std::to_string(circuits.south) + R"(}
    - {name: north, direction: incoming, circuits: )" +
                                          std::to_string(circuits.north) + R"(}
  routes: [{prefix: "040", digits: 6, groups: [south]}]
traffic:
  - {class: far, from: trunk north, offers: 6 E, )" +
                                          keys + "}\n",
                                      "north.yaml");
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return run_with(scenario.value_or(Scenario{}), 1);
}

const BlockingResult& group(const Measurements& measured, std::string_view name) {
  return *std::ranges::find(measured.blocking, name, &BlockingResult::name);
}

TEST(IncomingCalls, ReachTheLinesThatTheyCall) {
  const Measurements measured = incoming("calls_to: {local: 100 %}");
  EXPECT_TRUE(passed(measured));
  EXPECT_GT(measured.calls.answered, 150U);
  EXPECT_EQ(measured.calls.records, measured.calls.answered);
  EXPECT_NEAR(*group(measured, "north").carried_erlangs, 6.0, 1.5);
  EXPECT_EQ(*group(measured, "south").carried_erlangs, 0.0);
}

TEST(IncomingCalls, GoThroughToAnotherTrunk) {
  const Measurements measured = incoming("calls_to: {trunk 040: 100 %}");
  EXPECT_TRUE(passed(measured));
  EXPECT_EQ(measured.calls.answered, measured.calls.attempts);
  EXPECT_GT(measured.calls.answered, 150U);
  EXPECT_NEAR(*group(measured, "south").carried_erlangs, *group(measured, "north").carried_erlangs,
              0.01);
}

TEST(IncomingCalls, ToNumbersThatNobodyHasAreRefusedWithTheirCause) {
  const Measurements measured = incoming("calls_to: {local: 50 %, unallocated: 50 %}");
  ASSERT_FALSE(measured.calls.failed_by_cause.empty());
  EXPECT_EQ(measured.calls.failed_by_cause.front().cause, 1);
  EXPECT_TRUE(passed(measured));
}

TEST(IncomingCalls, ThatFindNoCircuitAtTheFarEndAreToldOf) {
  const Measurements measured = incoming("calls_to: {trunk 040: 100 %}", {.north = 5});
  ASSERT_EQ(measured.incoming.size(), 1U);
  const IncomingResult& north = measured.incoming.front();
  EXPECT_EQ(north.group, "north");
  EXPECT_EQ(north.attempts, north.blocked + measured.calls.attempts);
  EXPECT_EQ(north.refused, 0U);
  ASSERT_TRUE(north.blocking);
  EXPECT_TRUE(north.blocking->contains(erlang_b(6.0, 5))) << north.blocking->value;
}

TEST(IncomingCalls, ThatFindNoCircuitToGoOnAreToldOf) {
  const Measurements measured = incoming("calls_to: {trunk 040: 100 %}", {.south = 3});
  ASSERT_EQ(measured.incoming.size(), 1U);
  EXPECT_EQ(measured.incoming.front().blocked, 0U);
  EXPECT_GT(measured.incoming.front().refused, 20U);
  EXPECT_EQ(measured.incoming.front().refused, measured.calls.failed);
}

TEST(IncomingCalls, FollowTheProfileOfTheirClass) {
  const Measurements all_along = incoming("calls_to: {trunk 040: 100 %}");
  const Measurements half =
      incoming("calls_to: {trunk 040: 100 %}, profile: [{at: 30min, level: 0 %}]");
  EXPECT_NEAR(static_cast<double>(half.calls.attempts),
              static_cast<double>(all_along.calls.attempts) / 2, 30.0);
}

}  // namespace
}  // namespace forlopp::scenario
