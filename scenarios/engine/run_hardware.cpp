#include "scenarios/engine/run_hardware.hpp"

#include <algorithm>

namespace forlopp::scenario {
namespace {

/// The far exchange's people behave as the first class does that calls there.
std::uint8_t class_behind(const Scenario& scenario, const std::string& group) {
  for (std::size_t i = 0; i < scenario.traffic.size(); ++i) {
    for (const Destination& destination : scenario.traffic[i].destinations) {
      const RoutePlan* route = find_route(scenario.exchange, destination.digits);
      const bool leads_there =
          route != nullptr && std::ranges::find(route->groups, group) != route->groups.end();
      if (leads_there) return static_cast<std::uint8_t>(i);
    }
  }
  return 0;
}

hwsim::SourceModel model_of(SourceModel source) {
  switch (source) {
    case SourceModel::poisson: return hwsim::SourceModel::poisson;
    case SourceModel::finite: return hwsim::SourceModel::finite;
    case SourceModel::incoming: return hwsim::SourceModel::incoming;
  }
  return hwsim::SourceModel::poisson;
}

/// Counted from 1, in the order of the plan; 0 for lines.
hal::TrunkGroupNumber group_of(const TrafficClass& traffic, const ExchangePlan& exchange) {
  if (traffic.source != SourceModel::incoming) return 0;
  const auto found =
      std::ranges::find(exchange.trunk_groups, traffic.from_group, &TrunkGroupPlan::name);
  return static_cast<hal::TrunkGroupNumber>(found - exchange.trunk_groups.begin() + 1);
}

}  // namespace

hwsim::EquipmentPlan equipment_plan(const Scenario& scenario, hwsim::TrunkBids& bids) {
  const ExchangePlan& exchange = scenario.exchange;
  hwsim::EquipmentPlan plan;
  plan.shelves = static_cast<std::uint16_t>(exchange.lines.shelves);
  plan.slots = static_cast<std::uint16_t>(exchange.lines.cards_per_shelf);
  plan.ports = static_cast<hal::PortNumber>(exchange.lines.lines_per_card);
  plan.lines = static_cast<std::uint32_t>(exchange.lines.lines);
  if (exchange.processor.message_cost > Duration::zero()) {
    plan.link_latency =
        hwsim::Distribution::uniform(std::chrono::milliseconds{1}, std::chrono::milliseconds{5});
  }
  for (const TrunkGroupPlan& group : exchange.trunk_groups) {
    plan.trunk_groups.push_back({.circuits = static_cast<hal::CircuitNumber>(group.circuits),
                                 .called_class = class_behind(scenario, group.name),
                                 .bids = &bids});
  }
  return plan;
}

hwsim::TrafficPlan traffic_plan(const Scenario& scenario, std::size_t traffic_class) {
  const TrafficClass& traffic = scenario.traffic[traffic_class];
  const bool finite = traffic.source == SourceModel::finite;
  return {.model = model_of(traffic.source),
          .calling_class = static_cast<std::uint8_t>(traffic_class),
          .rate = finite ? attempts_per_idle_line(traffic, scenario.exchange)
                         : attempts_per_second(traffic, scenario.exchange),
          .first_line = static_cast<std::uint32_t>(traffic.lines.first),
          .lines = static_cast<std::uint32_t>(traffic.lines.count),
          .group = group_of(traffic, scenario.exchange)};
}

}  // namespace forlopp::scenario
