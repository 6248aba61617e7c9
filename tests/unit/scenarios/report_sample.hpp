#pragma once

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// The measurements of a made-up busy hour in which everything occurs that a report can show.
Measurements sample_measurements();

}  // namespace forlopp::scenario
