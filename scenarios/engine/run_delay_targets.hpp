#pragma once

#include <vector>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// Gives the delays that Q.543 has values for their targets: those for reference load A, mean and
/// 95 %, whatever load the run offers. The dial tone is its call request delay; set-up, from the
/// last digit to the first tone, its call indication sending delay. How soon people answer is no
/// matter of the exchange.
void set_delay_targets(std::vector<DelayDistribution>& delays);

}  // namespace forlopp::scenario
