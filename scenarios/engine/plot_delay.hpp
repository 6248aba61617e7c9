#pragma once

#include <string>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// A delay's distribution over a logarithmic axis, with its quantiles and its target marked. Empty
/// when there is nothing to show.
std::string delay_plot(const DelayDistribution& delay);

}  // namespace forlopp::scenario
