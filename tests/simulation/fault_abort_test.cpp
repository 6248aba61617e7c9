// Goal: `abort_when` takes a fault back, whatever lasts of it, and the report says so.
// Method: each fault is to last for ever and is taken back as soon as fifty calls were attempted.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;

Measurements with_fault(const std::string& fault, const std::string& others = {}) {
  const auto scenario = read_scenario(R"(
scenario: Taken back
run: {duration: 10min, drain: 10min}
exchange: {lines: 40, cards_per_shelf: 4, lines_per_card: 10}
traffic: [{class: all, offers: 1/s, holding_time: 10s}]
faults:
  - {at: 10s, abort_when: attempts >= 50, )" +
                                          fault + "}\n" + others,
                                      "abort.yaml");
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return run_with(scenario.value_or(Scenario{}), 1);
}

class EachKind : public testing::TestWithParam<const char*> {};

TEST_P(EachKind, TakesBackWhatLasts) {
  const Measurements measured = with_fault(GetParam());
  ASSERT_FALSE(measured.faults.empty());
  for (const FaultRecord& fault : measured.faults) {
    ASSERT_TRUE(fault.taken_back_after);
    EXPECT_LT(*fault.taken_back_after, 3min);
    ASSERT_TRUE(fault.recovered_after);
    EXPECT_GE(*fault.recovered_after, *fault.taken_back_after);
    EXPECT_FALSE(fault.outlived_run);
  }
  for (const AlarmRecord& alarm : measured.alarms) EXPECT_TRUE(alarm.cleared_at) << alarm.text;
  EXPECT_TRUE(passed(measured));
}

INSTANTIATE_TEST_SUITE_P(Abort, EachKind,
                         testing::Values("fault: message_loss, target: all links, probability: 1 %",
                                         "fault: card_pulled, target: card 1/2",
                                         "fault: babbling_line, target: line 7, rate: 20/s",
                                         "fault: permanent_off_hook, target: any 3 lines"));

class WhenAnotherStrikesToo : public testing::TestWithParam<const char*> {};

TEST_P(WhenAnotherStrikesToo, LeavesOutTheCardThatTheOtherPulled) {
  const Measurements measured =
      with_fault("fault: card_pulled, target: card 1/2, spread: 1ms",
                 std::string{"  - {name: other, fault: card_pulled, target: card 1/2, "} +
                     "reinserted_after: 5min, at: " + GetParam() + "}\n");
  ASSERT_EQ(measured.faults.size(), 2U);
  ASSERT_EQ(measured.alarms.size(), 1U);
  ASSERT_TRUE(measured.alarms.front().cleared_at);
  EXPECT_GT(*measured.alarms.front().cleared_at, 5min);
  EXPECT_LT(*measured.alarms.front().cleared_at, 6min);
}

TEST_P(WhenAnotherStrikesToo, LeavesAloneTheLineThatTheOtherStruck) {
  const Measurements measured = with_fault(
      "fault: babbling_line, target: line 7, rate: 20/s",
      std::string{"  - {name: other, fault: babbling_line, target: line 7, rate: 20/s, "} +
          "lasting: 5min, at: " + GetParam() + "}\n");
  ASSERT_EQ(measured.faults.size(), 2U);
  ASSERT_FALSE(measured.alarms.empty());
  EXPECT_GT(measured.alarms.back().cleared_at.value_or(0s), 4min);
}

INSTANTIATE_TEST_SUITE_P(Abort, WhenAnotherStrikesToo, testing::Values("5s", "15s"));

TEST(Abort, LeavesAloneWhatWasOverBefore) {
  const Measurements measured =
      with_fault("fault: message_loss, target: link 1/2, probability: 1 %, lasting: 5s");
  ASSERT_EQ(measured.faults.size(), 1U);
  EXPECT_FALSE(measured.faults.front().taken_back_after);
  EXPECT_EQ(measured.faults.front().recovered_after, 5s);
}

}  // namespace
}  // namespace forlopp::scenario
