#pragma once

#include <string>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// What became of the attempts: a bar for the answered, one for each cause of failure.
std::string causes_plot(const CallCounts& calls);

}  // namespace forlopp::scenario
