#pragma once

#include <vector>

#include "runtime/simulated_node.hpp"
#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/run_collector.hpp"
#include "switch/supervision/exchange.hpp"

namespace forlopp::scenario {

/// Holds an exchange against the laws of conservation, when its run is over.
std::vector<AuditResult> audit(runtime::SimulatedNode& node, const exchange::Exchange& exchange,
                               const RunCollector& collector);

}  // namespace forlopp::scenario
