#include <algorithm>

#include <gtest/gtest.h>

#include "scenarios/engine/run.hpp"
#include "tests/end_to_end/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

/// Otherwise the scenario would show nothing of admission control.
TEST(Overload, IsTooMuchForAnExchangeThatAdmitsEverybody) {
  Scenario scenario = shipped_scenario("overload_130");
  scenario.exchange.admission.enabled = false;
  const auto measured = run(scenario, {.seed = scenario.seed});
  ASSERT_TRUE(measured) << measured.error();
  EXPECT_FALSE(std::ranges::all_of(measured->expectations, &ExpectationResult::held));
}

}  // namespace
}  // namespace forlopp::scenario
