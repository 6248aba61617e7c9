#include "switch/supervision/exchange.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "runtime/process_code.hpp"
#include "runtime/supervisor.hpp"
#include "switch/alarms/alarm.hpp"
#include "switch/config/names.hpp"
#include "switch/maintenance/audit_trail.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_supervisor.hpp"

namespace forlopp::exchange {
namespace {

/// More restarts of everything than this, and the program should be started again.
constexpr runtime::RestartIntensity node_restarts{.restarts_max = 3,
                                                  .period = std::chrono::minutes{5}};

/// The supervisor of the tree. When it gives up there is no exchange any more, and nobody in it to
/// raise an alarm.
class Root final : public runtime::ProcessCode {
 public:
  Root(runtime::SupervisorSpec spec, const ExchangeParts& parts)
      : supervisor_{runtime::supervisor(std::move(spec))}, parts_{&parts} {}

  void init(runtime::Context& context) override { supervisor_->init(context); }
  bool wants(const runtime::Message& message) const override { return supervisor_->wants(message); }
  void receive(runtime::Context& context, runtime::Message message) override {
    supervisor_->receive(context, std::move(message));
  }
  void receive_timeout(runtime::Context& context) override {
    supervisor_->receive_timeout(context);
  }
  void terminate(runtime::Context& context, const runtime::ExitReason& reason) override {
    supervisor_->terminate(context, reason);
    const std::string why = "restarted too often, gave up; start the program again";
    parts_->observer->alarm_raised({.object = "exchange",
                                    .cause = ProbableCause::software_abnormally_ended,
                                    .severity = Severity::critical,
                                    .text = why,
                                    .raised = context.now()});
    parts_->observer->recovered(
        {.when = context.now(), .level = RecoveryLevel::node, .what = "exchange", .reason = why});
  }
  std::string_view state_name() const override { return supervisor_->state_name(); }

 private:
  std::unique_ptr<runtime::ProcessCode> supervisor_;
  const ExchangeParts* parts_;
};

}  // namespace

runtime::Result<std::unique_ptr<Exchange>, std::string> Exchange::create(
    ExchangeConfig config, const hal::Equipment& equipment, Surroundings surroundings) {
  auto data = ExchangeData::compile(std::move(config));
  if (!data) return runtime::err(std::move(data.error()));
  std::unique_ptr<Exchange> exchange{new Exchange};
  if (surroundings.observer == nullptr) {
    exchange->nobody_ = std::make_unique<ExchangeObserver>();
    surroundings.observer = exchange->nobody_.get();
  }
  exchange->parts_ = {.data = std::move(*data),
                      .journal = std::make_unique<CallJournal>(surroundings.observer),
                      .alarms = std::make_unique<AlarmList>(),
                      .audits = std::make_shared<AuditTrail>(),
                      .equipment = &equipment,
                      .observer = surroundings.observer,
                      .faults = surroundings.faults};
  return exchange;
}

void Exchange::start(runtime::Node& node) {
  const ExchangeParts& parts = parts_;
  const std::vector<runtime::Name> all = names_in_exchange(*parts.data);
  const auto start_tree = [&parts, all](runtime::Context& context, runtime::Message&) {
    for (const runtime::Name name : all) {
      if (const runtime::Pid stale = context.whereis(name))
        return runtime::ChildStart::after(stale);
    }
    const runtime::SpawnOptions options{.label = {"exchange"}, .name = names().exchange};
    return start_supervisor(context, options, exchange_supervisor(parts));
  };
  runtime::SupervisorSpec root{.intensity = node_restarts};
  root.children.push_back(
      {.id = "exchange", .start = start_tree, .type = runtime::ChildType::supervisor});
  node.spawn({.label = {"forlopp"}, .trap_exit = true, .name = runtime::Name{"forlopp"}},
             std::make_unique<Root>(std::move(root), parts));
}

}  // namespace forlopp::exchange
