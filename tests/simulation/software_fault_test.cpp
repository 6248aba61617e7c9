// Goal: faults in half-calls strike whom the scenario names, and nobody else.
// Method: scripted calls on an exchange that is otherwise quiet.
#include <chrono>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;

Scenario read(const std::string& text) {
  auto scenario = read_scenario(text, "calls.yaml");
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return scenario.value_or(Scenario{});
}

/// Calls one line twenty times, one call after the other.
Scenario twenty_calls_to(int line) {
  std::string text = R"(
scenario: Twenty calls to one number
run: {duration: 11min, drain: 1min}
exchange: {lines: 16, lines_per_card: 8, numbers: {prefix: "2", length: 4}}
faults:
  - {fault: poison_number, target: 50 % of numbers, at: 0s}
calls:
)";
  for (int call = 0; call < 20; ++call) {
    text += fmt::format(
        "  - {{at: {}s, from: line 1, to: line {}, answer_delay: 1s, holding_time: 5s}}\n",
        1 + 30 * call, line);
  }
  return read(text);
}

TEST(PoisonNumber, FailsEachTimeOrNever) {
  int poisoned = 0;
  for (int line = 2; line <= 16; ++line) {
    const Measurements measured = run_with(twenty_calls_to(line), 1);
    EXPECT_EQ(measured.calls.attempts, 20U);
    EXPECT_TRUE(measured.calls.struck == 0 || measured.calls.struck == 20) << "line " << line;
    EXPECT_EQ(measured.calls.completed, 20U - measured.calls.struck);
    if (measured.calls.struck != 0) ++poisoned;
  }
  EXPECT_GT(poisoned, 0);
  EXPECT_LT(poisoned, 15);
}

TEST(HalfCallCrash, InAConversationTakesOneThatIsGoingOn) {
  const Scenario scenario = read(R"(
scenario: A conversation is lost
run: {duration: 2min, drain: 1min}
exchange: {lines: 16, lines_per_card: 8, numbers: {prefix: "2", length: 4}}
calls:
  - {at: 1s, from: line 1, to: line 9, answer_delay: 2s, holding_time: 60s}
  - {at: 1s, from: line 2, to: line 10, answer_delay: 2s, holding_time: 60s}
faults:
  - {fault: half_call_crash, target: any call, while: talking, at: 30s}
)");
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Measurements measured = run_with(scenario, seed);
    EXPECT_TRUE(passed(measured));
    EXPECT_EQ(measured.calls.answered, 2U);
    EXPECT_EQ(measured.calls.completed, 1U);
    EXPECT_EQ(measured.calls.cut_off_stable, 1U);
    EXPECT_EQ(measured.calls.records, 2U);
    ASSERT_EQ(measured.faults.size(), 1U);
    EXPECT_EQ(measured.faults.front().at, 30s);
  }
}

TEST(LinkFault, GoesOnWhenAnotherOneThereIsOver) {
  const Scenario scenario = read(R"(
scenario: A deaf card
run: {duration: 2min, drain: 1min}
exchange: {lines: 16, lines_per_card: 8, numbers: {prefix: "2", length: 4}}
calls:
  - {at: 60s, from: line 1, to: line 9, holding_time: 5s, dial_tone_patience: 10s}
faults:
  - {name: whole, fault: message_loss, target: link 1/1, probability: 100 %, at: 20s, lasting: 90s}
  - {name: brief, fault: message_loss, target: link 1/1, probability: 1 %, at: 30s, lasting: 10s}
)");
  EXPECT_EQ(run_with(scenario, 1).calls.attempts, 0U);
}

}  // namespace
}  // namespace forlopp::scenario
