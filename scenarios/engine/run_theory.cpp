#include "scenarios/engine/run_theory.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <vector>

#include "scenarios/engine/teletraffic.hpp"

namespace forlopp::scenario {
namespace {

constexpr std::size_t high_usage_groups = 2;

/// All of a class's traffic that goes to a route, as long as a formula can describe it.
struct Stream {
  const TrafficClass* traffic;
  const RoutePlan* route;
};

bool is_plain(const TrafficClass& traffic) {
  return traffic.source != SourceModel::incoming && traffic.profile.empty() &&
         traffic.behaviour.retry_share == 0 && traffic.destinations.size() == 1 &&
         traffic.destinations.front().kind == DestinationKind::trunk;
}

/// Those that may use the group; nothing if one of them is too complicated. Calls that come in by
/// it are: how long they last depends on how many of the called lines are busy.
std::optional<std::vector<Stream>> streams_to(const Scenario& scenario, const std::string& group) {
  std::vector<Stream> streams;
  for (const TrafficClass& traffic : scenario.traffic) {
    if (traffic.from_group == group) return std::nullopt;
    for (const Destination& destination : traffic.destinations) {
      if (destination.kind != DestinationKind::trunk) continue;
      const RoutePlan* route = find_route(scenario.exchange, destination.digits);
      if (route == nullptr || std::ranges::find(route->groups, group) == route->groups.end()) {
        continue;
      }
      if (!is_plain(traffic)) return std::nullopt;
      streams.push_back({&traffic, route});
    }
  }
  return streams;
}

int circuits_of(const Scenario& scenario, const std::string& group) {
  return find_trunk_group(scenario.exchange, group)->circuits;
}

bool is_poisson(const Stream& stream) {
  return stream.traffic->source == SourceModel::poisson;
}

/// The formula for these streams to a group.
std::optional<Theory> formula_for(const std::vector<Stream>& streams, const std::string& group) {
  const auto is_first = [&](const Stream& stream) { return stream.route->groups.front() == group; };
  const auto is_second = [&](const Stream& stream) {
    return stream.route->groups.size() == 2 && stream.route->groups.back() == group;
  };
  if (streams.size() == 1 && is_first(streams.front()))
    return is_poisson(streams.front()) ? Theory::erlang_b : Theory::engset;
  const bool is_last_choice =
      streams.size() == high_usage_groups && std::ranges::all_of(streams, is_second) &&
      std::ranges::all_of(streams, is_poisson) && std::ranges::none_of(streams, is_first);
  if (is_last_choice) return Theory::overflow;
  return std::nullopt;
}

double blocking_by_engset(const Scenario& scenario, const Stream& stream, int circuits) {
  const TrafficClass& traffic = *stream.traffic;
  const double offered_when_idle = attempts_per_idle_line(traffic, scenario.exchange) *
                                   mean_occupancy(traffic, scenario.exchange);
  return engset(traffic.lines.count, circuits, offered_when_idle).call_congestion;
}

double blocking_of_overflow(const Scenario& scenario, const std::vector<Stream>& streams,
                            int circuits) {
  std::array<HighUsageGroup, high_usage_groups> high_usage{};
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const auto& [traffic, route] = streams[i];
    high_usage.at(i) = {offered_erlangs(*traffic, scenario.exchange),
                        circuits_of(scenario, route->groups.front())};
  }
  return common_overflow(high_usage, circuits).final_congestion;
}

}  // namespace

TheoryValue reference_of(double offered_erlangs, int circuits) {
  return {"Erlang B of what was offered", erlang_b(offered_erlangs, circuits), true};
}

std::optional<Theory> formula_of(const Scenario& scenario, const std::string& group) {
  const auto streams = streams_to(scenario, group);
  return streams ? formula_for(*streams, group) : std::nullopt;
}

std::optional<TheoryValue> theory_of(const Scenario& scenario, const std::string& group) {
  const auto formula = formula_of(scenario, group);
  if (!formula) return std::nullopt;
  const auto streams = *streams_to(scenario, group);
  const int circuits = circuits_of(scenario, group);
  switch (*formula) {
    case Theory::erlang_b: {
      const double offered = offered_erlangs(*streams.front().traffic, scenario.exchange);
      return TheoryValue{"Erlang B", erlang_b(offered, circuits)};
    }
    case Theory::engset:
      return TheoryValue{"Engset", blocking_by_engset(scenario, streams.front(), circuits)};
    case Theory::overflow:
      return TheoryValue{"exact overflow", blocking_of_overflow(scenario, streams, circuits)};
    case Theory::value: break;
  }
  return std::nullopt;
}

}  // namespace forlopp::scenario
