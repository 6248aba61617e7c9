#include "scenarios/engine/scenario_check.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/engine/scenario_suggestion.hpp"

namespace forlopp::scenario {
namespace {

using Problems = std::vector<Problem>;

constexpr double attempts_per_second_max = 100'000.0;

// Numbers that the exchange's own range has.
double numbers_of(const NumberingPlan& numbers) {
  return std::pow(10.0, numbers.length - static_cast<int>(numbers.prefix.size()));
}

template <class T>
std::vector<std::string_view> names_of(const std::vector<T>& all) {
  std::vector<std::string_view> names;
  for (const auto& one : all) names.push_back(one.name);
  return names;
}

void check_lines(const ExchangePlan& exchange, Problems& problems) {
  const auto& lines = exchange.lines;
  const long long places = 1LL * lines.shelves * lines.cards_per_shelf * lines.lines_per_card;
  if (lines.lines > places)
    problems.push_back(
        {exchange.place, fmt::format("{} lines do not fit: {} shelves of {} cards "
                                     "of {} lines have {} places",
                                     lines.lines, lines.shelves, lines.cards_per_shelf,
                                     lines.lines_per_card, places)});
  if (numbers_of(exchange.numbers) < lines.lines)
    problems.push_back(
        {exchange.place,
         fmt::format("{} lines need more numbers than {} digits that begin with {} give",
                     lines.lines, exchange.numbers.length, exchange.numbers.prefix)});
}

void check_groups(const ExchangePlan& exchange, Problems& problems) {
  for (const auto& group : exchange.trunk_groups) {
    const auto* first = find_trunk_group(exchange, group.name);
    if (first != &group)
      problems.push_back({group.place, fmt::format("trunk group '{}' again; it stands already in "
                                                   "line {}",
                                                   group.name, first->place.line)});
  }
}

bool overlap(std::string_view one, std::string_view other) {
  return one.starts_with(other) || other.starts_with(one);
}

void check_route(const ExchangePlan& exchange, const RoutePlan& route, Problems& problems) {
  if (route.digits < static_cast<int>(route.prefix.size()))
    problems.push_back({route.place, fmt::format("route {}: its numbers have {} digits, fewer than "
                                                 "its prefix",
                                                 route.prefix, route.digits)});
  if (overlap(route.prefix, exchange.numbers.prefix))
    problems.push_back(
        {route.place, fmt::format("route {}: the exchange's own numbers begin with {}",
                                  route.prefix, exchange.numbers.prefix)});
  if (route.groups.empty())
    problems.push_back({route.place, fmt::format("route {}: has no trunk group", route.prefix)});
  for (const auto& name : route.groups) {
    const auto* group = find_trunk_group(exchange, name);
    if (group == nullptr)
      problems.push_back(
          {route.place, fmt::format("route {}: there is no trunk group '{}'{}", route.prefix, name,
                                    suggestion(name, names_of(exchange.trunk_groups)))});
    else if (group->direction == TrunkDirection::incoming)
      problems.push_back({route.place, fmt::format("route {}: trunk group '{}' is incoming only "
                                                   "(line {})",
                                                   route.prefix, name, group->place.line)});
  }
}

void check_routes(const ExchangePlan& exchange, Problems& problems) {
  for (const auto& route : exchange.routes) {
    check_route(exchange, route, problems);
    const auto first = std::ranges::find(exchange.routes, route.prefix, &RoutePlan::prefix);
    if (&*first != &route)
      problems.push_back({route.place, fmt::format("route {} again; it stands already in line {}",
                                                   route.prefix, first->place.line)});
  }
}

bool is_too_long(const ExchangePlan& exchange, const Destination& destination) {
  if (destination.kind != DestinationKind::trunk) return false;
  const auto* route = find_route(exchange, destination.digits);
  return route != nullptr && destination.digits.size() > static_cast<std::size_t>(route->digits);
}

void check_destination(const Scenario& scenario, const TrafficClass& traffic,
                       const Destination& destination, Problems& problems) {
  const auto& exchange = scenario.exchange;
  const bool is_incoming = traffic.source == SourceModel::incoming;
  const auto add = [&](std::string text) {
    problems.push_back({destination.place, fmt::format("class {}: {}", traffic.name, text)});
  };
  if (is_incoming && (destination.kind == DestinationKind::abandoned ||
                      destination.kind == DestinationKind::no_digits))
    add("a call from a trunk brings its number along; nobody abandons dialling or dials nothing");
  if (destination.kind == DestinationKind::trunk &&
      find_route(exchange, destination.digits) == nullptr)
    add(fmt::format("no route begins with {}", destination.digits));
  if (is_too_long(exchange, destination))
    add(fmt::format("{} is longer than the numbers of its route", destination.digits));
  if (destination.kind == DestinationKind::number)
    if (const auto wrong = wrong_number(exchange, destination.digits); !wrong.empty())
      add(fmt::format("{}. For calls to nobody write 'unallocated'", wrong));
  if (destination.kind == DestinationKind::local && exchange.lines.lines < 2 && !is_incoming)
    add("local calls need two lines");
  if (destination.kind == DestinationKind::unallocated &&
      numbers_of(exchange.numbers) <= exchange.lines.lines)
    add("every number of the exchange has a line; none is unallocated");
}

void check_from(const Scenario& scenario, const TrafficClass& traffic, Problems& problems) {
  if (traffic.source != SourceModel::incoming) return;
  const auto& exchange = scenario.exchange;
  const auto add = [&](std::string text) {
    problems.push_back({traffic.from_place, fmt::format("class {}: {}", traffic.name, text)});
  };
  const auto* group = find_trunk_group(exchange, traffic.from_group);
  if (group == nullptr)
    return add(fmt::format("there is no trunk group '{}'{}", traffic.from_group,
                           suggestion(traffic.from_group, names_of(exchange.trunk_groups))));
  if (group->direction == TrunkDirection::outgoing)
    add(
        fmt::format("trunk group '{}' is outgoing only (line {}); make it 'direction: both' or "
                    "'incoming'",
                    group->name, group->place.line));
}

bool is_per_line(LoadMeasure measure) {
  return measure == LoadMeasure::erlangs_per_line ||
         measure == LoadMeasure::erlangs_per_idle_line || measure == LoadMeasure::attempts_per_line;
}

void check_load(const Scenario& scenario, const TrafficClass& traffic, Problems& problems) {
  const auto& exchange = scenario.exchange;
  const auto add = [&](std::string text) {
    problems.push_back({traffic.place, fmt::format("class {}: {}", traffic.name, text)});
  };
  const auto measure = traffic.offered.measure;
  const bool is_incoming = traffic.source == SourceModel::incoming;
  if (is_incoming && is_per_line(measure))
    return add("calls from a trunk have no lines; say what all of them offer, such as 8 E or 2/s");
  if (measure == LoadMeasure::erlangs_per_idle_line && traffic.source != SourceModel::finite)
    return add("a load per idle line needs 'source: finite'");
  if (measure == LoadMeasure::share_of_capacity && exchange.admission.engineered_capacity <= 0.0)
    return add("the exchange states no engineered_capacity (under admission)");
  const double rate = attempts_per_second(traffic, exchange);
  if (rate <= 0.0) return add("offers traffic, but none of its calls occupies anything");
  const double most = rate * load_factor_max(traffic.profile);
  if (most > attempts_per_second_max)
    return add(fmt::format("makes {:.6g} attempts a second; at most {:g} are possible", most,
                           attempts_per_second_max));
  if (is_incoming) return;
  const double each = offered_erlangs(traffic, exchange) / traffic.lines.count;
  if (measure != LoadMeasure::erlangs_per_idle_line && each >= 1.0)
    add(fmt::format("offers {:.6g} E per line; a line carries less than 1 E", each));
}

void check_profile(const TrafficClass& traffic, Duration end, Problems& problems) {
  const auto add = [&](std::string text) {
    problems.push_back({traffic.place, fmt::format("class {}: {}", traffic.name, text)});
  };
  Duration last{};
  for (const auto& change : traffic.profile) {
    if (change.from >= end)
      add(fmt::format("its profile changes at {}, after the end of the run at {}",
                      text(change.from), text(end)));
    if (change.shape == LoadChange::Shape::mass_call) continue;
    if (change.from < last) add("its levels and ramps overlap or are not in the order of time");
    last = std::max(change.from, change.until);
  }
}

bool share_lines(const LineRange& one, const LineRange& other) {
  return one.first < other.first + other.count && other.first < one.first + one.count;
}

// An idle line waits for one next call of its own, not for those of two classes.
void check_sources(const Scenario& scenario, const TrafficClass& traffic, Problems& problems) {
  for (const auto& other : scenario.traffic) {
    if (&other == &traffic) return;
    const bool both_finite =
        traffic.source == SourceModel::finite && other.source == SourceModel::finite;
    if (!both_finite || !share_lines(traffic.lines, other.lines)) continue;
    const int first = std::max(traffic.lines.first, other.lines.first) + 1;
    const int last =
        std::min(traffic.lines.first + traffic.lines.count, other.lines.first + other.lines.count);
    problems.push_back(
        {traffic.lines_place,
         fmt::format("class {}: lines {} to {} are finite sources of class {} already (line {}); "
                     "give each class 'lines' of its own, or make one 'source: poisson'",
                     traffic.name, first, last, other.name, other.place.line)});
  }
}

void check_class(const Scenario& scenario, const TrafficClass& traffic, Problems& problems) {
  const auto first = std::ranges::find(scenario.traffic, traffic.name, &TrafficClass::name);
  if (&*first != &traffic)
    problems.push_back({traffic.place, fmt::format("class '{}' again; it stands already in line {}",
                                                   traffic.name, first->place.line)});
  for (const auto& destination : traffic.destinations)
    check_destination(scenario, traffic, destination, problems);
  check_from(scenario, traffic, problems);
  check_sources(scenario, traffic, problems);
  check_load(scenario, traffic, problems);
  check_profile(traffic, scenario.run.warm_up + scenario.run.duration, problems);
}

}  // namespace

std::string wrong_number(const ExchangePlan& exchange, const std::string& digits) {
  if (const auto* route = find_route(exchange, digits)) {
    if (digits.size() == static_cast<std::size_t>(route->digits)) return {};
    return fmt::format("{} has {} digits; numbers that begin with {} have {}", digits,
                       digits.size(), route->prefix, route->digits);
  }
  const int lines = exchange.lines.lines;
  if (line_of(exchange.numbers, digits, lines)) return {};
  std::string ways = fmt::format("lines have {} to {}", directory_number(exchange.numbers, 0),
                                 directory_number(exchange.numbers, lines - 1));
  for (const auto& route : exchange.routes)
    ways += fmt::format(", {}-digit numbers from {} leave by trunk", route.digits, route.prefix);
  return fmt::format("nobody has the number {}; {}", digits, ways);
}

std::vector<Problem> problems_of_exchange(const Scenario& scenario) {
  Problems problems;
  check_lines(scenario.exchange, problems);
  check_groups(scenario.exchange, problems);
  check_routes(scenario.exchange, problems);
  return problems;
}

std::vector<Problem> problems_of_traffic(const Scenario& scenario) {
  Problems problems;
  if (scenario.traffic.empty() && scenario.calls.empty())
    problems.push_back({{}, "nobody calls: expected 'traffic' or 'calls'"});
  for (const auto& traffic : scenario.traffic) check_class(scenario, traffic, problems);
  const Duration end = scenario.run.warm_up + scenario.run.duration;
  for (const auto& call : scenario.calls) {
    if (call.at >= end)
      problems.push_back({call.place, fmt::format("a call at {}, after the end of the run at {}",
                                                  text(call.at), text(end))});
    if (auto wrong = wrong_number(scenario.exchange, call.digits); !wrong.empty())
      problems.push_back({call.digits_place, fmt::format("to: {}", wrong)});
  }
  return problems;
}

std::vector<Problem> problems_of(const Scenario& scenario) {
  Problems problems;
  for (const auto check :
       {problems_of_exchange, problems_of_traffic, problems_of_faults, problems_of_expectations}) {
    const auto more = check(scenario);
    problems.insert(problems.end(), more.begin(), more.end());
  }
  const auto line = [](const Problem& problem) { return problem.place.line; };
  std::ranges::stable_sort(problems, {}, line);
  return problems;
}

Duration whole_run(const RunPlan& run) {
  return run.warm_up + run.duration + run.drain;
}

}  // namespace forlopp::scenario
