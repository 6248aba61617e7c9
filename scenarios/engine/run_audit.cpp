#include "scenarios/engine/run_audit.hpp"

#include <memory>
#include <optional>
#include <string>

#include "runtime/script.hpp"
#include "switch/config/names.hpp"
#include "switch/maintenance/audit_process.hpp"

namespace forlopp::scenario {
namespace {

using exchange::AuditReport;

/// Where the script leaves what it was told; both live in the same simulated thread.
using Answer = std::shared_ptr<std::optional<AuditReport>>;

constexpr Duration patience = std::chrono::seconds{30};
constexpr Duration between_looks = std::chrono::milliseconds{100};

/// The auditor may be on its way back from a crash: asks until it answers.
runtime::Task<> ask(runtime::Context self, Answer answer) {
  while (!*answer) {
    const runtime::Pid auditor = self.whereis(exchange::names().audit);
    const exchange::RunAudit question{};
    auto report = co_await runtime::call<AuditReport>(self, auditor, question, patience);
    if (report) *answer = std::move(*report);
    if (!report) co_await runtime::sleep(self, between_looks);
  }
}

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
  const auto answer = std::make_shared<std::optional<AuditReport>>();
  node.spawn({.label = {"audit_question"}, .processor = runtime::Processor::external},
             runtime::script(&ask, answer));
  const runtime::Instant give_up = node.now() + patience;
  while (!*answer && node.now() < give_up) node.run_for(between_looks);
  if (!*answer) {
    return {{.law = "the exchange can be audited",
             .held = false,
             .checks = 1,
             .finding = "its auditor did not answer"}};
  }
  std::vector<AuditResult> results;
  for (const exchange::AuditLaw& law : (*answer)->laws) results.push_back(result_of(law));
  return results;
}

}  // namespace forlopp::scenario
