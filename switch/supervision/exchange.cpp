#include "switch/supervision/exchange.hpp"

#include <chrono>

#include "runtime/supervisor.hpp"
#include "switch/config/names.hpp"
#include "switch/maintenance/audit_trail.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_supervisor.hpp"

namespace forlopp::exchange {
namespace {

/// More restarts of everything than this, and the program should be started again.
constexpr runtime::RestartIntensity node_restarts{.restarts_max = 3,
                                                  .period = std::chrono::minutes{5}};

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
                      .audits = std::make_shared<AuditTrail>(),
                      .equipment = &equipment,
                      .observer = surroundings.observer,
                      .faults = surroundings.faults};
  return exchange;
}

void Exchange::start(runtime::Node& node) {
  const ExchangeParts& parts = parts_;
  const auto start_tree = [&parts](runtime::Context& context, runtime::Message&) {
    const runtime::Pid stale = context.whereis(names().exchange);
    if (stale) {
      return runtime::ChildStart::unfinished(stale,
                                             runtime::ExitReason{"its predecessor still runs"});
    }
    const runtime::SpawnOptions options{.label = {"exchange"}, .name = names().exchange};
    return start_supervisor(context, options, exchange_supervisor(parts));
  };
  runtime::SupervisorSpec root{.intensity = node_restarts};
  root.children.push_back(
      {.id = "exchange", .start = start_tree, .type = runtime::ChildType::supervisor});
  node.spawn({.label = {"forlopp"}, .trap_exit = true, .name = runtime::Name{"forlopp"}},
             runtime::supervisor(std::move(root)));
}

}  // namespace forlopp::exchange
