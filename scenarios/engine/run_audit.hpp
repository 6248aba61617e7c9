#pragma once

#include <vector>

#include "runtime/simulated_node.hpp"
#include "scenarios/engine/measurements.hpp"
#include "switch/supervision/exchange.hpp"

namespace forlopp::scenario {

/// Holds this exchange against the laws of conservation after a run, all of them: asks its auditor,
/// and reads the call records back from the database, if that is a file. Lets a few seconds of
/// virtual time pass.
std::vector<AuditResult> audit(runtime::SimulatedNode& node, const exchange::Exchange& exchange);

}  // namespace forlopp::scenario
