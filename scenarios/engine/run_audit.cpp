#include "scenarios/engine/run_audit.hpp"

#include <string>

#include <fmt/format.h>

#include "switch/maintenance/audit_call.hpp"

namespace forlopp::scenario {
namespace {

void add(AuditResult& result, const std::string& finding) {
  result.held = false;
  result.finding += (result.finding.empty() ? "" : "; ") + finding;
}

/// What can be said without asking around: from the books of calls alone.
bool needs_no_answers(exchange::Law law) {
  return law <= exchange::Law::one_record_each;
}

AuditResult result_of(const exchange::AuditLaw& law, std::uint64_t unanswered) {
  AuditResult result{.law = std::string{exchange::text(law.law)},
                     .held = true,
                     .checks = law.audits,
                     .finding = {}};
  for (const std::string& finding : law.broken) add(result, finding);
  if (unanswered != 0 && !needs_no_answers(law.law)) {
    add(result, fmt::format("not known at the end: {} processes did not answer", unanswered));
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
  for (const exchange::AuditLaw& law : report->laws) {
    results.push_back(result_of(law, report->unanswered));
  }
  return results;
}

}  // namespace forlopp::scenario
