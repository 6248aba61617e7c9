#include "switch/supervision/exchange_supervisor.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "switch/alarms/alarm_keeper.hpp"
#include "switch/calls/call_restorer.hpp"
#include "switch/calls/half_call.hpp"
#include "switch/config/names.hpp"
#include "switch/lines/card_process.hpp"
#include "switch/maintenance/audit_process.hpp"
#include "switch/maintenance/traffic_measurement.hpp"
#include "switch/overload/load_regulator.hpp"
#include "switch/resources/digit_receiver_pool.hpp"
#include "switch/resources/path_finder.hpp"
#include "switch/store/store_process.hpp"
#include "switch/supervision/exchange_parts.hpp"
#include "switch/trunks/trunk_group.hpp"

namespace forlopp::exchange {
namespace {

using runtime::ChildSpec;
using runtime::ChildStart;
using runtime::ChildType;
using runtime::Context;
using runtime::ExitReason;
using runtime::Label;
using runtime::Message;
using runtime::Name;
using runtime::SpawnOptions;
using runtime::Strategy;
using runtime::SupervisorSpec;

/// Who serves calls that are begun goes before who begins new ones.
SpawnOptions serving(Label label) {
  return {.label = label, .priority = runtime::Priority::high};
}

/// Who has one of these names now. When a branch is killed, those below it end one by one; the new
/// branch begins when all have ended, so that no start in it fails over a name.
runtime::Pid predecessor(const Context& context, const std::vector<Name>& all) {
  for (const Name name : all) {
    if (const runtime::Pid pid = context.whereis(name)) return pid;
  }
  return {};
}

/// A worker with a name. A predecessor that has not ended yet is waited for.
template <class Code, class... Args>
ChildSpec worker(Name name, SpawnOptions options, Args... args) {
  options.name = name;
  const auto start = [=](Context& context, Message&) -> ChildStart {
    const runtime::Pid stale = context.whereis(name);
    if (stale) return ChildStart::after(stale);
    return context.start_link<Code>(options, args...);
  };
  return {.id = std::string{name.text()}, .start = start};
}

/// A supervisor with a name, and the names of those below it; likewise.
template <class MakeSpec>
ChildSpec branch(Name name, const std::vector<Name>& below, Label label, MakeSpec make_spec) {
  std::vector<Name> all{name};
  all.insert(all.end(), below.begin(), below.end());
  const auto start = [=](Context& context, Message&) -> ChildStart {
    const runtime::Pid stale = predecessor(context, all);
    if (stale) return ChildStart::after(stale);
    const runtime::SpawnOptions options{.label = label, .name = name};
    return start_supervisor(context, options, make_spec());
  };
  return {.id = std::string{name.text()}, .start = start, .type = ChildType::supervisor};
}

SupervisorSpec one_for_one(const ExchangeParts& parts) {
  return {.strategy = Strategy::one_for_one,
          .intensity = parts.data->config().supervision.intensity};
}

SupervisorSpec storage(const ExchangeParts& parts) {
  SupervisorSpec spec = one_for_one(parts);
  spec.children.push_back(
      worker<StoreProcess>(names().store, {.label = {"store"}}, std::cref(parts)));
  return spec;
}

SupervisorSpec alarm_keeping(const ExchangeParts& parts) {
  SupervisorSpec spec = one_for_one(parts);
  spec.children.push_back(
      worker<AlarmKeeper>(names().alarms, {.label = {"alarms"}}, std::cref(parts)));
  return spec;
}

SupervisorSpec resources(const ExchangeParts& parts) {
  SupervisorSpec spec = one_for_one(parts);
  const ResourcesConfig& config = parts.data->config().resources;
  const std::uint32_t lines = parts.data->line_count();
  const std::uint32_t receivers = config.digit_receivers == 0 ? lines : config.digit_receivers;
  const std::uint32_t queue =
      config.digit_receiver_queue == 0 ? lines : config.digit_receiver_queue;
  spec.children.push_back(
      worker<PathFinder>(names().path_finder, serving({"path_finder"}), config.paths));
  spec.children.push_back(worker<DigitReceiverPool>(
      names().digit_receivers, serving({"digit_receivers"}), receivers, queue));
  for (std::uint16_t group = 0; group < parts.data->group_names().size(); ++group) {
    const Label label{"trunk_group", group + 1U};
    spec.children.push_back(worker<TrunkGroup>(parts.data->group_names()[group], serving(label),
                                               std::cref(parts), group));
  }
  return spec;
}

/// A card takes its name itself, because a predecessor of a killed shelf may still have it.
ChildSpec card(const ExchangeParts& parts, CardId card) {
  const CardSlot& slot = parts.data->card(card);
  const auto start = [&parts, card](Context& context, Message&) -> ChildStart {
    const CardSlot& own = parts.data->card(card);
    const runtime::SpawnOptions options{.label = {own.name.text().data()}};
    return context.start_link<CardProcess>(options, parts, card);
  };
  return {.id = std::string{slot.name.text()}, .start = start};
}

SupervisorSpec shelf(const ExchangeParts& parts, std::uint16_t shelf) {
  SupervisorSpec spec = one_for_one(parts);
  for (std::uint32_t at = 0; at < parts.data->cards().size(); ++at) {
    const CardSlot& slot = parts.data->cards()[at];
    if (slot.shelf == shelf && slot.ports > 0) spec.children.push_back(card(parts, CardId{at}));
  }
  return spec;
}

std::vector<Name> shelf_names(const ExchangeData& data) {
  std::vector<Name> all;
  for (std::uint16_t number = 1; number <= data.config().lines.shelves; ++number) {
    all.emplace_back(fmt::format("shelf {}", number));
  }
  return all;
}

SupervisorSpec shelves(const ExchangeParts& parts) {
  SupervisorSpec spec = one_for_one(parts);
  std::uint16_t number = 0;
  for (const Name name : shelf_names(*parts.data)) {
    ++number;
    spec.children.push_back(
        branch(name, {}, {"shelf", number}, [&parts, number] { return shelf(parts, number); }));
  }
  return spec;
}

/// What the journal held when no half-call could exist: left for the restorer.
using Survivors = std::shared_ptr<std::vector<OpenCall>>;

ChildSpec calls(const ExchangeParts& parts, const Survivors& survivors) {
  return branch(names().calls_sup, {}, {"calls"}, [&parts, survivors] {
    *survivors = parts.journal->open_calls();
    return half_call_supervisor(parts);
  });
}

ChildSpec call_restorer(const ExchangeParts& parts, const Survivors& survivors) {
  const auto start = [&parts, survivors](Context& context, Message&) -> ChildStart {
    const runtime::SpawnOptions options{.label = {"call_restorer"}};
    return context.start_link<CallRestorer>(options, parts, std::exchange(*survivors, {}));
  };
  return {.id = "call_restorer", .start = start, .restart = runtime::Restart::transient};
}

ChildSpec auditor(const ExchangeParts& parts) {
  const auto start = [&parts](Context& context, Message&) -> ChildStart {
    const runtime::Pid stale = context.whereis(names().audit);
    if (stale) return ChildStart::after(stale);
    const runtime::SpawnOptions options{.label = {"audit"}, .name = names().audit};
    return context.start_link(options, runtime::script(&audit_process, &parts));
  };
  return {.id = "audit", .start = start};
}

SupervisorSpec maintenance(const ExchangeParts& parts) {
  SupervisorSpec spec = one_for_one(parts);
  spec.children.push_back(
      worker<LoadRegulator>(names().admission, {.label = {"admission"}}, std::cref(parts)));
  spec.children.push_back(worker<TrafficMeasurement>(names().measurement,
                                                     {.label = {"measurement"}}, std::cref(parts)));
  spec.children.push_back(auditor(parts));
  return spec;
}

std::vector<Name> resource_names(const ExchangeData& data) {
  std::vector<Name> all{names().path_finder, names().digit_receivers};
  all.insert(all.end(), data.group_names().begin(), data.group_names().end());
  return all;
}

std::vector<Name> maintenance_names() {
  return {names().admission, names().measurement, names().audit};
}

}  // namespace

std::vector<Name> names_in_exchange(const ExchangeData& data) {
  std::vector<Name> all{names().exchange,        names().store_sup,   names().alarms_sup,
                        names().resources_sup,   names().shelves_sup, names().calls_sup,
                        names().maintenance_sup, names().store,       names().alarms};
  for (const auto& part : {resource_names(data), shelf_names(data), maintenance_names()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

SupervisorSpec exchange_supervisor(const ExchangeParts& parts) {
  const auto survivors = std::make_shared<std::vector<OpenCall>>();
  SupervisorSpec spec{.strategy = Strategy::rest_for_one,
                      .intensity = parts.data->config().supervision.intensity};
  spec.children = {
      branch(names().store_sup, {names().store}, {"storage"}, [&parts] { return storage(parts); }),
      branch(names().alarms_sup, {names().alarms}, {"alarm_keeping"},
             [&parts] { return alarm_keeping(parts); }),
      branch(names().resources_sup, resource_names(*parts.data), {"resources"},
             [&parts] { return resources(parts); }),
      branch(names().shelves_sup, shelf_names(*parts.data), {"shelves"},
             [&parts] { return shelves(parts); }),
      calls(parts, survivors),
      call_restorer(parts, survivors),
      branch(names().maintenance_sup, maintenance_names(), {"maintenance"},
             [&parts] { return maintenance(parts); }),
  };
  return spec;
}

}  // namespace forlopp::exchange
