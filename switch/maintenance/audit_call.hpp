#pragma once

#include <optional>

#include "runtime/node.hpp"
#include "switch/maintenance/audit_process.hpp"

namespace forlopp::exchange {

/// Has the exchange on this node audited now, and returns when the report is there: some time
/// passes, more than a second if something does not add up at first. On a simulated node that time
/// is virtual. Nothing if there is no auditor, or none that answers within half a minute. From
/// outside the node; simulated: between runs.
std::optional<AuditReport> run_audit(runtime::Node& node);

}  // namespace forlopp::exchange
