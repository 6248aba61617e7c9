#include "scenarios/engine/run_exchange.hpp"

namespace forlopp::scenario {
namespace {

callmodel::TimerSet timers_of(const ExchangePlan& plan) {
  callmodel::TimerSet timers;
  for (const TimerPlan& timer : plan.timers) timers.set(timer.timer, timer.value);
  return timers;
}

std::vector<exchange::TrunkGroupConfig> trunk_groups_of(const ExchangePlan& plan) {
  std::vector<exchange::TrunkGroupConfig> groups;
  for (const TrunkGroupPlan& group : plan.trunk_groups) {
    groups.push_back({.name = group.name, .circuits = static_cast<std::uint16_t>(group.circuits)});
  }
  return groups;
}

std::vector<exchange::RouteConfig> routes_of(const ExchangePlan& plan) {
  std::vector<exchange::RouteConfig> routes;
  for (const RoutePlan& route : plan.routes) {
    routes.push_back({.prefix = route.prefix,
                      .digits = static_cast<std::uint8_t>(route.digits),
                      .groups = route.groups});
  }
  return routes;
}

exchange::LinesConfig lines_of(const ExchangePlan& plan) {
  exchange::LinesConfig lines{
      .shelves = static_cast<std::uint16_t>(plan.lines.shelves),
      .cards_per_shelf = static_cast<std::uint16_t>(plan.lines.cards_per_shelf),
      .lines_per_card = static_cast<std::uint16_t>(plan.lines.lines_per_card),
      .lines = static_cast<std::uint32_t>(plan.lines.lines)};
  lines.line_class.release_policy = plan.release;
  return lines;
}

}  // namespace

exchange::ExchangeConfig exchange_config(const Scenario& scenario,
                                         const std::filesystem::path& database) {
  const ExchangePlan& plan = scenario.exchange;
  exchange::ExchangeConfig config;
  config.country = plan.country;
  config.lines = lines_of(plan);
  config.numbers = {.prefix = plan.numbers.prefix,
                    .length = static_cast<std::uint8_t>(plan.numbers.length)};
  config.trunk_groups = trunk_groups_of(plan);
  config.routes = routes_of(plan);
  config.timers = timers_of(plan);
  config.resources.digit_receivers = static_cast<std::uint32_t>(plan.digit_receivers);
  config.resources.paths = static_cast<std::uint32_t>(plan.paths);
  config.admission.control =
      plan.admission.enabled ? exchange::AdmissionControl::on : exchange::AdmissionControl::off;
  config.admission.engineered_capacity = plan.admission.engineered_capacity;
  config.supervision.intensity = {
      .restarts_max = static_cast<std::uint32_t>(plan.supervision.restarts_max),
      .period = plan.supervision.period};
  config.maintenance.audit_period = std::chrono::minutes{5};
  config.store.database = database.empty() ? ":memory:" : database.string();
  return config;
}

}  // namespace forlopp::scenario
