#pragma once

#include <string>
#include <vector>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// Measured blocking of each group over the load of a circuit, on the Erlang B curves of their
/// sizes. Empty when no group blocked anything.
std::string blocking_plot(const std::vector<BlockingResult>& results);

/// Measured over theory with the interval, a row for each that has both. Empty without any.
std::string agreement_plot(const std::vector<BlockingResult>& results);

}  // namespace forlopp::scenario
