// Goal: a run does not stop before what happened in it is in the books.
// Method: one scripted call, begun at a hundred moments of a second, so that it ends at any time
// between two looks of the run at its calls.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

Scenario one_call(int begins_ms) {
  const std::string text = fmt::format(R"(
scenario: One call
run: {{duration: 5s, drain: 1min}}
exchange:
  lines: 8
  lines_per_card: 4
  numbers: {{prefix: "2", length: 4}}
calls:
  - {{at: {}ms, from: line 1, to: line 5, answer_delay: 0s, holding_time: 20s, think_time: 0s,
     digit_interval: 1ms}}
expect: [answered == 1, records == answered]
)",
                                       begins_ms);
  auto scenario = read_scenario(text, "one_call.yaml");
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return scenario.value_or(Scenario{});
}

TEST(Drain, EndsWhenTheRecordOfTheLastCallIsWritten) {
  for (int begins_ms = 1000; begins_ms < 2000; begins_ms += 10) {
    const Measurements measured = run_with(one_call(begins_ms), 1);
    ASSERT_TRUE(passed(measured)) << "begun at " << begins_ms << " ms";
    EXPECT_LT(measured.run.virtual_time, std::chrono::seconds{30});
  }
}

}  // namespace
}  // namespace forlopp::scenario
