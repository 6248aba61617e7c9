#pragma once

#include <optional>

#include "runtime/simulated_node.hpp"
#include "switch/maintenance/audit_process.hpp"

namespace forlopp::exchange {

/// Has the exchange on this node audited now, and runs the node until the report is there: some
/// virtual time passes, more than a second if something does not add up at first. Nothing if there
/// is no auditor or it does not answer. From outside the node, between runs.
std::optional<AuditReport> run_audit(runtime::SimulatedNode& node);

}  // namespace forlopp::exchange
