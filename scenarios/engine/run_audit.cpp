#include "scenarios/engine/run_audit.hpp"

#include <chrono>
#include <string>

#include <fmt/format.h>

#include "switch/charging/call_query.hpp"
#include "switch/maintenance/audit_call.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;

void add(AuditResult& result, const std::string& finding) {
  result.held = false;
  result.finding += (result.finding.empty() ? "" : "; ") + finding;
}

constexpr runtime::Duration written_within = 10s;
constexpr runtime::Duration look_every = 100ms;

void await_records(runtime::SimulatedNode& node, const exchange::Exchange& exchange) {
  for (runtime::Duration waited{}; waited < written_within; waited += look_every) {
    if (exchange.counts().waiting == 0) return;
    node.run_for(look_every);
  }
}

/// A record that waits to be written is none, once the run is over.
void compare_records(const exchange::Exchange& exchange, AuditResult& law) {
  const exchange::CallCounts counts = exchange.counts();
  if (counts.waiting != 0) {
    add(law, fmt::format("{} records could not be written", counts.waiting));
  }
  const std::string& file = exchange.data().config().store.database;
  if (file.empty() || file == ":memory:") return;
  const auto rows = exchange::count_calls(file);
  if (!rows) return add(law, rows.error());
  const std::uint64_t answered = counts.answered - counts.talking;
  const std::uint64_t ended = counts.failed + answered;
  if (rows->calls == ended && (rows->answered == answered || counts.waiting != 0)) return;
  add(law, fmt::format("the database has {} rows, {} of them answered; {} calls ended, {} of them "
                       "answered",
                       rows->calls, rows->answered, ended, answered));
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

std::vector<AuditResult> audit(runtime::SimulatedNode& node, const exchange::Exchange& exchange) {
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
  AuditResult& records = results.at(static_cast<std::size_t>(exchange::Law::one_record_each));
  await_records(node, exchange);
  compare_records(exchange, records);
  return results;
}

}  // namespace forlopp::scenario
