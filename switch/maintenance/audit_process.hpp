#pragma once

#include "runtime/script.hpp"
#include "switch/maintenance/audit_trail.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Question to the auditor: look now; have all laws been kept? Answer: `AuditReport`. What does not
/// add up is looked at again a second later, because it may only have been on its way; what is
/// still wrong then is in this report and in all later ones.
struct RunAudit {};

/// The auditor: compares everybody's books now and then, and when asked; raises an alarm for what
/// does not add up, and ends calls that nobody serves any more. A script.
runtime::Task<> audit_process(runtime::Context self, const ExchangeParts* parts);

}  // namespace forlopp::exchange
