// Goal: a run is a function of program, scenario and seed.
// Method: runs it twice in one program.
#include <gtest/gtest.h>

#include "scenarios/engine/report_json.hpp"
#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

std::string report_without_wall_time(Measurements measured) {
  measured.run.wall_time = {};
  return json_report(measured);
}

TEST(Determinism, SameSeedGivesTheSameRunTwice) {
  const Scenario scenario = shipped_scenario("smoke");
  const Measurements once = run_with(scenario, 7);
  const Measurements again = run_with(scenario, 7);
  EXPECT_EQ(once.run.fingerprint, again.run.fingerprint);
  EXPECT_EQ(report_without_wall_time(once), report_without_wall_time(again));
}

TEST(Determinism, AnotherSeedGivesAnotherRun) {
  const Scenario scenario = shipped_scenario("smoke");
  EXPECT_NE(run_with(scenario, 7).run.fingerprint, run_with(scenario, 8).run.fingerprint);
}

}  // namespace
}  // namespace forlopp::scenario
