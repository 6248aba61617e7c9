#include "switch/maintenance/audit_trail.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace forlopp::exchange {
namespace {

/// Of one law: enough to know what is the matter.
constexpr std::size_t told_at_most = 10;

}  // namespace

void AuditTrail::add(const AuditOutcome& outcome) {
  const std::scoped_lock lock{mutex_};
  if (outcome.unanswered == 0) ++audits_;
  repaired_ += outcome.repaired;
  unanswered_ = outcome.unanswered;
  const auto at = std::chrono::duration_cast<std::chrono::seconds>(outcome.when.time_since_epoch());
  for (const Finding& finding : outcome.findings) {
    Broken& law = broken_[static_cast<std::size_t>(finding.law)];
    const bool is_known = std::ranges::find(law.subjects, finding.subject) != law.subjects.end();
    if (is_known || law.texts.size() >= told_at_most) continue;
    law.subjects.push_back(finding.subject);
    law.texts.push_back(fmt::format("{} (found at {} s)", finding.text, at.count()));
  }
}

AuditReport AuditTrail::report() const {
  const std::scoped_lock lock{mutex_};
  AuditReport report{.repaired = repaired_, .unanswered = unanswered_};
  for (std::size_t at = 0; at < law_count; ++at) {
    report.laws.push_back({Law{static_cast<std::uint8_t>(at)}, audits_, broken_[at].texts});
  }
  return report;
}

}  // namespace forlopp::exchange
