#pragma once

#include <vector>

#include "runtime/simulated_node.hpp"
#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// Holds the exchange of this node against the laws of conservation, all of them, by asking its
/// auditor. Lets a few seconds of virtual time pass.
std::vector<AuditResult> audit(runtime::SimulatedNode& node);

}  // namespace forlopp::scenario
