#pragma once

#include <string>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// What a run yielded, for machines: one JSON object, indented. Durations and times are in seconds,
/// traffic in erlangs, shares are fractions; what is unknown is null. `format` grows by one with
/// every change that an old reader would misunderstand. The seed is a string, since it has 64 bits.
std::string json_report(const Measurements& measured);

}  // namespace forlopp::scenario
