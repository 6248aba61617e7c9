#include "scenarios/engine/expectation.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/expectation_text.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;

Measurements measurements() {
  Measurements measured;
  measured.run.measured = 100s;
  measured.calls.attempts = 1'000;
  measured.calls.answered = 700;
  measured.calls.completed = 690;
  measured.calls.failed = 290;
  measured.calls.in_progress = 10;
  measured.calls.talking = 5;
  measured.calls.cut_off_transient = 3;
  measured.calls.cut_off_stable = 2;
  measured.calls.struck = 5;
  measured.calls.failed_by_cause = {{17, "user busy", 40}};
  DelayDistribution dial_tone;
  dial_tone.name = "dial tone";
  dial_tone.count = 1'000;
  dial_tone.p95 = 450ms;
  measured.delays = {dial_tone};
  BlockingResult north;
  north.name = "north";
  north.attempts = 1'000;
  north.blocked = 210;
  north.blocking = Interval{0.21, 0.20, 0.22, 0.99};
  north.theory = TheoryValue{"Erlang B", 0.2146};
  measured.blocking = {north};
  measured.restarts = {{2, "card process", "shelf 1", 3, 0, 0}, {3, "shelf", "shelves", 1, 0, 0}};
  measured.faults = {{.at = 10s,
                      .name = "pulled",
                      .kind = "card_pulled",
                      .target = "card 1/1",
                      .detected_after = 2s,
                      .recovered_after = std::nullopt,
                      .lost_transient = 1,
                      .lost_stable = 2}};
  return measured;
}

ExpectationResult result_of(const std::string& text) {
  const auto expectation = parse_expectation(text);
  EXPECT_TRUE(expectation) << (expectation ? "" : expectation.error());
  return evaluate(expectation.value_or(Expectation{}), measurements());
}

struct Case {
  const char* text;
  bool held;
  const char* measured;
};

class ExpectationOutcome : public testing::TestWithParam<Case> {};

TEST_P(ExpectationOutcome, FollowsFromTheMeasurements) {
  const auto result = result_of(GetParam().text);
  EXPECT_EQ(result.text, GetParam().text);
  EXPECT_EQ(result.held, GetParam().held);
  EXPECT_EQ(result.measured, GetParam().measured);
}

INSTANTIATE_TEST_SUITE_P(
    All, ExpectationOutcome,
    testing::Values(Case{"calls_lost == 5", true, "5"}, Case{"calls_lost == 0", false, "5"},
                    Case{"calls_lost == calls_struck", true, "5; the bound is 5"},
                    Case{"calls_lost < 1 % of attempts", true, "5; the bound is 10"},
                    Case{"attempts == 1020 within 5 %", true, "1000"},
                    Case{"attempts == 1100 within 5 %", false, "1000"},
                    Case{"answered_share > 65 %", true, "70 %"},
                    Case{"completed_rate >= 6.9/s", true, "6.9/s"},
                    Case{"p95(dial_tone_delay) < 600ms", true, "450 ms"},
                    Case{"p95(set_up_delay) < 600ms", false, "not measured"},
                    Case{"failed(17) == 40", true, "40"}, Case{"failed(34) == 0", true, "0"},
                    Case{"restarts(shelf) == 1", true, "1"}, Case{"restarts == 4", true, "4"},
                    Case{"detected(pulled) within 5s", true, "2 s"},
                    Case{"recovered(pulled) within 1min", false, "never"},
                    Case{"strikes(pulled) == 1", true, "1"}, Case{"lost(pulled) == 3", true, "3"},
                    Case{"blocking(north) <= 21 %", true, "21 %"},
                    Case{"blocking(north) agrees_with erlang_b", true,
                         "0.210000 (0.200000 .. 0.220000 at 99 %); Erlang B 0.214600"},
                    Case{"blocking(north) agrees_with 0.25", false,
                         "0.210000 (0.200000 .. 0.220000 at 99 %); known answer 0.250000"},
                    Case{"blocking(north) agrees_with engset", false,
                         "0.210000 (0.200000 .. 0.220000 at 99 %); no Engset for it"},
                    Case{"blocking(south) agrees_with erlang_b", false, "not measured"}));

TEST(Condition, IsWrittenAsItWasRead) {
  for (const auto* written : {"calls_in_progress > 200", "calls_lost < 1 % of attempts",
                              "restarts(shelf) == 1", "attempts == 100 within 5 %"}) {
    const auto condition = parse_condition(written);
    ASSERT_TRUE(condition) << condition.error();
    EXPECT_EQ(text(*condition), written);
  }
}

TEST(Condition, OnSomethingThatWasNotMeasuredIsNotMet) {
  EXPECT_FALSE(is_met(*parse_condition("blocking(south) < 50 %"), measurements()));
}

TEST(Precision, IsReachedWhenTheIntervalIsNarrow) {
  EXPECT_TRUE(is_reached(*parse_precision("blocking(north) within 5 %"), measurements()));
  EXPECT_FALSE(is_reached(*parse_precision("blocking(north) within 4 %"), measurements()));
  EXPECT_FALSE(is_reached(*parse_precision("blocking(south) within 50 %"), measurements()));
}

TEST(Metrics, AreAllReadableFromNothing) {
  for (const auto& metric : metric_definitions()) {
    EXPECT_EQ(find_metric(metric.name), &metric);
    metric.value(Measurements{}, "");
  }
}

}  // namespace
}  // namespace forlopp::scenario
