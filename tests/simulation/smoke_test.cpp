// Goal: whatever breaks at whatever moment, no law of conservation is broken, nothing hangs, every
// alarm clears, and nothing crashes that was not made to.
// Method: the scenario `smoke`, in which a little of everything breaks, with many seeds: each draws
// other victims, other times and another order of events. A failure prints how to see it again.
#include <algorithm>
#include <array>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

constexpr std::uint64_t seeds_per_batch = FORLOPP_SEEDS_PER_BATCH;
constexpr std::uint64_t batches = 20;

/// Reasons of the crashes that the scenario asks for.
constexpr std::array<std::string_view, 3> wanted{
    "error: software fault in a half-call", "trap: segmentation fault at address 0x0", "killed"};

void expect_laws(const Measurements& measured) {
  EXPECT_GE(measured.audits.size(), 8U);
  for (const AuditResult& audit : measured.audits) {
    EXPECT_TRUE(audit.held) << audit.law << ": " << audit.finding;
  }
}

void expect_all_over(const Measurements& measured) {
  EXPECT_GT(measured.calls.completed, 0U);
  EXPECT_EQ(measured.calls.in_progress, 0U);
  EXPECT_EQ(measured.calls.talking, 0U);
  for (const AlarmRecord& alarm : measured.alarms) {
    EXPECT_TRUE(alarm.cleared_at) << alarm.object << ": " << alarm.text << ", never cleared";
  }
}

void expect_only_wanted_crashes(const Measurements& measured) {
  for (const CrashReport& crash : measured.crashes) {
    const bool is_wanted = std::ranges::find(wanted, crash.reason) != wanted.end();
    EXPECT_TRUE(is_wanted) << crash.text;
  }
  for (const RestartCount& restart : measured.restarts) {
    EXPECT_LT(restart.level, 4) << restart.level_name << ": a supervisor gave up";
  }
}

class Smoke : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Smoke, LeavesEverythingInOrderWhateverTheSeed) {
  const Scenario scenario = shipped_scenario("smoke");
  const std::uint64_t first = GetParam() * seeds_per_batch + 1;
  for (std::uint64_t seed = first; seed < first + seeds_per_batch; ++seed) {
    const Measurements measured = run_with(scenario, seed);
    SCOPED_TRACE(measured.run.replay_command);
    expect_laws(measured);
    expect_all_over(measured);
    expect_only_wanted_crashes(measured);
  }
}

INSTANTIATE_TEST_SUITE_P(Batch, Smoke, testing::Range(std::uint64_t{0}, batches));

}  // namespace
}  // namespace forlopp::scenario
