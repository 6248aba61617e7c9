#pragma once

#include <cstdint>
#include <optional>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// Quantile of Student's t distribution: the value it falls below with this probability, inside
/// (0, 1). For `degrees` >= 10, where it is right to 0.1 %. The same bits everywhere, since a run
/// may end by it.
double student_quantile(double probability, int degrees);

/// An interval around zero hits of `trials` >= 1: what is still likely although none was seen.
/// `confidence` lies inside (0, 1).
Interval interval_of_none(std::uint64_t trials, double confidence);

/// Whether an interval is known and reaches at most this far, relative to its value, to each side.
bool is_precise(const std::optional<Interval>& interval, double relative_half_width);

}  // namespace forlopp::scenario
