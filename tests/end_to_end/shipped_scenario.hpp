#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// Which of the scenarios that come along: those that are over in seconds, or all others.
enum class ScenarioNames : std::uint8_t { quick, long_lasting };

/// In alphabetical order.
std::vector<std::string> shipped_scenarios(ScenarioNames which);

Scenario shipped_scenario(const std::string& name);

/// What fingerprints.txt says of this scenario and its own seed; empty if it says nothing.
std::string pinned_fingerprint(const Scenario& scenario);

}  // namespace forlopp::scenario
