#include "scenarios/engine/run_audit.hpp"

#include <string>

#include "switch/maintenance/audit_call.hpp"

namespace forlopp::scenario {
namespace {

AuditResult result_of(const exchange::AuditLaw& law) {
  AuditResult result{.law = std::string{exchange::text(law.law)},
                     .held = law.broken.empty(),
                     .checks = law.audits,
                     .finding = {}};
  for (const std::string& finding : law.broken) {
    result.finding += (result.finding.empty() ? "" : "; ") + finding;
  }
  return result;
}

}  // namespace

std::vector<AuditResult> audit(runtime::SimulatedNode& node) {
  const auto report = exchange::run_audit(node);
  if (!report) {
    return {{.law = "the exchange can be audited",
             .held = false,
             .checks = 1,
             .finding = "its auditor did not answer"}};
  }
  std::vector<AuditResult> results;
  for (const exchange::AuditLaw& law : report->laws) results.push_back(result_of(law));
  return results;
}

}  // namespace forlopp::scenario
