#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/script.hpp"
#include "switch/maintenance/audit.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Question to the auditor: are all laws kept? Answer: `AuditReport`. What does not add up is
/// looked at again a second later, because it may only have been on its way; what is still wrong
/// then is in the report.
struct RunAudit {};
struct AuditLaw {
  Law law{};
  std::uint64_t audits = 0;         ///< How often it was looked at since the auditor started.
  std::vector<std::string> broken;  ///< What is wrong now; empty: it holds.
};
struct AuditReport {
  std::vector<AuditLaw> laws{};  ///< All of them, in their order.
  std::uint64_t repaired = 0;    ///< Calls without a half-call that audits ended, so far.
  bool all_hold() const {
    for (const AuditLaw& law : laws) {
      if (!law.broken.empty()) return false;
    }
    return true;
  }
};

/// The auditor: compares everybody's books now and then, and when asked; raises an alarm for what
/// does not add up, and ends calls that nobody serves any more. A script.
runtime::Task<> audit_process(runtime::Context self, const ExchangeParts* parts);

}  // namespace forlopp::exchange
