#pragma once

#include <string>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// Levels, rates and restarts over time, one panel above the other, with warm-up and drain shaded
/// and the faults marked and numbered from 1. Empty when there is no timeline.
std::string timeline_plot(const Measurements& measured);

}  // namespace forlopp::scenario
