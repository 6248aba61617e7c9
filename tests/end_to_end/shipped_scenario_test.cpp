#include "tests/end_to_end/shipped_scenario.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/run.hpp"

namespace forlopp::scenario {
namespace {

constexpr const char* on_change =
    "The behaviour has changed. If that is meant, say so in the commit message, and\n"
    "./dev fingerprints > tests/end_to_end/fingerprints.txt";

class ShippedScenario : public testing::TestWithParam<std::string> {};

Measurements run_of(const Scenario& scenario, std::uint64_t seed) {
  auto measured = run(scenario, {.seed = seed});
  EXPECT_TRUE(measured) << measured.error();
  return measured ? std::move(*measured) : Measurements{};
}

void show(const Measurements& measured) {
  fmt::print("{} seed {} {}: {} attempts, {:.1f} s\n", measured.run.scenario, measured.run.seed,
             measured.run.fingerprint, measured.calls.attempts,
             std::chrono::duration<double>{measured.run.wall_time}.count());
  for (const ExpectationResult& expectation : measured.expectations) {
    fmt::print("  {}: {}\n", expectation.text, expectation.measured);
  }
}

/// As much of it as need be to see that it takes the same way again.
Scenario to_be_repeated(Scenario scenario) {
  scenario.run.until.clear();
  scenario.run.duration = std::min<Duration>(scenario.run.duration, std::chrono::minutes{10});
  return scenario;
}

TEST_P(ShippedScenario, HoldsItsExpectationsAndTheLawsAndRunsAsPinned) {
  const Scenario scenario = shipped_scenario(GetParam());
  const Measurements measured = run_of(scenario, scenario.seed);
  show(measured);
  for (const ExpectationResult& expectation : measured.expectations) {
    EXPECT_TRUE(expectation.held) << expectation.text << ": " << expectation.measured;
  }
  EXPECT_FALSE(measured.audits.empty());
  for (const AuditResult& audit : measured.audits) {
    EXPECT_TRUE(audit.held) << audit.law << ": " << audit.finding;
  }
  for (const Precision& precision : scenario.run.until) {
    EXPECT_TRUE(is_reached(precision, measured)) << text(precision.metric) << " is not precise";
  }
  EXPECT_EQ(measured.run.fingerprint, pinned_fingerprint(scenario)) << on_change;
}

TEST_P(ShippedScenario, RunsTheSameWayAgainAndAnotherWayWithAnotherSeed) {
  const Scenario scenario = to_be_repeated(shipped_scenario(GetParam()));
  const std::string first = run_of(scenario, scenario.seed).run.fingerprint;
  EXPECT_EQ(run_of(scenario, scenario.seed).run.fingerprint, first);
  EXPECT_NE(run_of(scenario, scenario.seed + 1).run.fingerprint, first);
}

INSTANTIATE_TEST_SUITE_P(, ShippedScenario,
                         testing::ValuesIn(shipped_scenarios(FORLOPP_SCENARIOS_TESTED)),
                         [](const auto& scenario) { return scenario.param; });

}  // namespace
}  // namespace forlopp::scenario
