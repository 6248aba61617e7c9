// Goal: a half-call that crashes takes its own call with it and no other, and says so.
// Method: two scripted calls; the second one crashes while the first one talks.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/report_html.hpp"
#include "scenarios/engine/report_json.hpp"
#include "scenarios/engine/report_terminal.hpp"
#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Fate {
  std::string name;
  std::string fault;
  std::string reason;
};

Scenario two_calls(const std::string& fault) {
  const std::string text = R"(
scenario: Two calls, one of which crashes
run: {duration: 1min, drain: 1min}
exchange:
  lines: 8
  lines_per_card: 4
  numbers: {prefix: "2", length: 4}
calls:
  - {at: 1s, from: line 1, to: line 5, answer_delay: 2s, holding_time: 30s}
  - {at: 20s, from: line 2, to: line 6, answer_delay: 2s, holding_time: 30s}
faults:
  - )" + fault;
  auto scenario = read_scenario(text, "two_calls.yaml");
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return scenario.value_or(Scenario{});
}

class Isolation : public testing::TestWithParam<Fate> {};

TEST_P(Isolation, CrashOfAHalfCallLosesItsOwnCallAndNoOther) {
  const Measurements measured = run_with(two_calls(GetParam().fault), 1);
  EXPECT_EQ(measured.calls.attempts, 2U);
  EXPECT_EQ(measured.calls.completed, 1U);
  EXPECT_EQ(measured.calls.cut_off_transient + measured.calls.cut_off_stable, 1U);
  EXPECT_EQ(measured.calls.struck, 1U);
  EXPECT_EQ(measured.calls.records, 1U);
  EXPECT_EQ(measured.crashes_total, 1U);
  EXPECT_TRUE(passed(measured));
}

TEST_P(Isolation, CrashIsOverWhenItsCallIsReleased) {
  const Measurements measured = run_with(two_calls(GetParam().fault), 1);
  ASSERT_EQ(measured.faults.size(), 1U);
  ASSERT_TRUE(measured.faults.front().recovered_after);
  EXPECT_LT(*measured.faults.front().recovered_after, std::chrono::milliseconds{10});
}

TEST_P(Isolation, CrashIsInAllReportsWithItsLadder) {
  const Measurements measured = run_with(two_calls(GetParam().fault), 1);
  ASSERT_EQ(measured.crashes.size(), 1U);
  const CrashReport& crash = measured.crashes.front();
  EXPECT_EQ(crash.process, "o_half 2");
  EXPECT_THAT(crash.reason, HasSubstr(GetParam().reason));
  EXPECT_THAT(crash.ladder, AllOf(HasSubstr("o_half 2"), HasSubstr("DigitHeard")));
  EXPECT_THAT(json_report(measured), HasSubstr("DigitHeard"));
  EXPECT_THAT(html_report(measured), AllOf(HasSubstr("o_half 2"), HasSubstr("DigitHeard")));
  EXPECT_THAT(terminal_report(measured, Colour::none), HasSubstr(crash.reason));
}

INSTANTIATE_TEST_SUITE_P(
    , Isolation,
    testing::Values(
        Fate{"Throwing", "{fault: poison_number, target: number 2005, at: 0s}", "software fault"},
        Fate{"DereferencingNull",
             "{fault: half_call_null_dereference, target: any call, while: routing, at: 15s}",
             "segmentation fault at address 0x0"}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace forlopp::scenario
