#include "scenarios/engine/run_theory.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <vector>

#include "scenarios/engine/teletraffic.hpp"

namespace forlopp::scenario {
namespace {

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

std::optional<TheoryValue> first_choice(const Scenario& scenario, const Stream& stream,
                                        const std::string& group) {
  const int circuits = circuits_of(scenario, group);
  const TrafficClass& traffic = *stream.traffic;
  if (traffic.source == SourceModel::poisson) {
    return TheoryValue{"Erlang B", erlang_b(offered_erlangs(traffic, scenario.exchange), circuits)};
  }
  const double offered_when_idle = attempts_per_idle_line(traffic, scenario.exchange) *
                                   mean_occupancy(traffic, scenario.exchange);
  return TheoryValue{"Engset",
                     engset(traffic.lines.count, circuits, offered_when_idle).call_congestion};
}

std::optional<TheoryValue> last_choice(const Scenario& scenario, const std::vector<Stream>& streams,
                                       const std::string& group) {
  std::array<HighUsageGroup, 2> high_usage{};
  if (streams.size() != high_usage.size()) return std::nullopt;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const auto& [traffic, route] = streams[i];
    if (route->groups.size() != 2 || traffic->source != SourceModel::poisson) return std::nullopt;
    high_usage[i] = {offered_erlangs(*traffic, scenario.exchange),
                     circuits_of(scenario, route->groups.front())};
  }
  const auto solution = common_overflow(high_usage, circuits_of(scenario, group));
  return TheoryValue{"exact overflow", solution.final_congestion};
}

}  // namespace

TheoryValue reference_of(double offered_erlangs, int circuits) {
  return {"Erlang B of what was offered", erlang_b(offered_erlangs, circuits), true};
}

std::optional<TheoryValue> theory_of(const Scenario& scenario, const std::string& group) {
  const auto streams = streams_to(scenario, group);
  if (!streams || streams->empty()) return std::nullopt;
  const bool is_first = std::ranges::all_of(
      *streams, [&](const Stream& stream) { return stream.route->groups.front() == group; });
  const bool is_second = std::ranges::all_of(*streams, [&](const Stream& stream) {
    return stream.route->groups.size() == 2 && stream.route->groups.back() == group;
  });
  if (is_first && streams->size() == 1) return first_choice(scenario, streams->front(), group);
  return is_second && !is_first ? last_choice(scenario, *streams, group) : std::nullopt;
}

}  // namespace forlopp::scenario
