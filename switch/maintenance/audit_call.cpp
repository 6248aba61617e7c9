#include "switch/maintenance/audit_call.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "runtime/script.hpp"
#include "switch/config/names.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;

constexpr runtime::Duration at_most = 30s;
constexpr runtime::Duration look_every = 10ms;

/// Where the report is put. Shared by the process that asks and the caller, who may stop waiting
/// and then looks no more.
using Place = std::shared_ptr<std::optional<AuditReport>>;

/// The auditor may be on its way back from a crash: asks until it answers.
runtime::Task<> ask(runtime::Context self, Place place) {
  while (!*place) {
    const runtime::Pid auditor = self.whereis(names().audit);
    const RunAudit question{};
    auto report = co_await runtime::call<AuditReport>(self, auditor, question, at_most);
    if (report) *place = std::move(*report);
    if (!report) co_await runtime::sleep(self, look_every);
  }
}

}  // namespace

std::optional<AuditReport> run_audit(runtime::Node& node) {
  const auto place = std::make_shared<std::optional<AuditReport>>();
  const runtime::Pid caller = node.spawn({.label = {"audit_caller"}}, runtime::script(&ask, place));
  if (node.wait_for_exit(caller, at_most)) return std::move(*place);
  node.exit_signal(caller, runtime::ExitReason::Kind::kill);
  return std::nullopt;
}

}  // namespace forlopp::exchange
