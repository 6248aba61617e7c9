#pragma once

#include <cstdint>
#include <memory>

#include "hwsim/population.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// The people of a scenario. Class i of the population is traffic class i; behind them come those
/// of the scripted calls, one each.
std::shared_ptr<const hwsim::Population> population_of(const Scenario& scenario);

/// The population's class of a scripted call.
std::uint8_t class_of_call(const Scenario& scenario, std::size_t call);

}  // namespace forlopp::scenario
