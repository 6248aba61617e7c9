#include "switch/maintenance/audit_call.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "switch/config/names.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;

constexpr runtime::Duration at_most = 30s;
constexpr runtime::Duration look_every = 10ms;

/// Where the report is put; shared by the caller, who may stop waiting, and the process that asks.
using Place = std::shared_ptr<std::optional<AuditReport>>;

class AuditCaller final : public runtime::ProcessCode {
 public:
  explicit AuditCaller(Place place) : place_{std::move(place)} {}
  void init(runtime::Context& context) override {
    context.request(context.whereis(names().audit), RunAudit{});
  }
  void receive(runtime::Context& context, runtime::Message message) override {
    auto* reply = message.get_if<runtime::Reply<AuditReport>>();
    if (reply == nullptr) return;
    *place_ = std::move(reply->value);
    context.stop();
  }

 private:
  Place place_;
};

}  // namespace

std::optional<AuditReport> run_audit(runtime::SimulatedNode& node) {
  const auto place = std::make_shared<std::optional<AuditReport>>();
  const runtime::Pid caller = node.spawn<AuditCaller>({.label = {"audit_caller"}}, place);
  for (runtime::Duration waited{}; !*place && waited < at_most; waited += look_every) {
    node.run_for(look_every);
  }
  if (!*place) node.exit_signal(caller, runtime::ExitReason::Kind::kill);
  return std::move(*place);
}

}  // namespace forlopp::exchange
