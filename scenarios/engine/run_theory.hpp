#pragma once

#include <optional>
#include <string>

#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// Erlang B of the load that a group was offered, retries and overflow included: to compare with
/// where no formula fits.
TheoryValue reference_of(double offered_erlangs, int circuits);

/// Which formula describes the traffic of a trunk group of a scenario, if one does; it costs
/// nothing to ask.
std::optional<Theory> formula_of(const Scenario& scenario, const std::string& group);

/// What teletraffic theory foretells for a trunk group of a scenario: Erlang B or Engset for one
/// that is tried first, the exact overflow solution for the common last choice of two such; nothing
/// where no formula fits (several classes, changing load, retries, a route of three groups).
std::optional<TheoryValue> theory_of(const Scenario& scenario, const std::string& group);

}  // namespace forlopp::scenario
