#pragma once

#include <filesystem>
#include <string>

#include "runtime/check.hpp"
#include "scenarios/engine/run.hpp"
#include "scenarios/engine/yaml_scenario.hpp"

namespace forlopp::scenario {

/// A scenario that comes along, by name.
inline Scenario shipped_scenario(const std::string& name) {
  auto scenario = load_scenario(std::filesystem::path{FORLOPP_SCENARIOS} / (name + ".yaml"));
  runtime::check(scenario.has_value(), "a scenario that comes along cannot be read");
  return std::move(*scenario);
}

/// What came of it with this seed.
inline Measurements run_with(const Scenario& scenario, std::uint64_t seed) {
  auto measured = run(scenario, {.seed = seed});
  runtime::check(measured.has_value(), "a scenario that comes along cannot be run");
  return std::move(*measured);
}

}  // namespace forlopp::scenario
