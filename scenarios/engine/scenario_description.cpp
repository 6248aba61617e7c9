#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/engine/fault_catalogue.hpp"
#include "scenarios/engine/scenario.hpp"
#include "scenarios/engine/teletraffic.hpp"

namespace forlopp::scenario {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t line_width = 100;

std::string share_text(double share) {
  return text(Quantity{share, Unit::share});
}
std::string traffic_text(double erlangs) {
  return fmt::format("{:.4g} E", erlangs);
}

// `5 attempts/s`, or by the hour where that is easier to read.
std::string rate_text(double rate, std::string_view what) {
  if (rate >= 0.1) return fmt::format("{:.4g}{}/s", rate, what);
  return fmt::format("{:.4g}{}/h", rate * 3600, what);
}

std::string attempts_text(double rate) {
  return rate_text(rate, " attempts");
}

std::string blocking_text(double blocking) {
  constexpr double least_shown = 1e-6;
  if (blocking < least_shown) return "next to nothing";
  return fmt::format("{:.4g} %", blocking * 100);
}

// A crash of some calls strikes them and is over, whatever its kind may do elsewhere.
bool goes_on(const Fault& fault) {
  const bool single_calls =
      fault.target.kind == TargetKind::call && fault.target.choice == Choice::some;
  return definition(fault.kind).course == Course::lasting && !single_calls;
}

std::string plural(long long count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

void heading(Lines& lines, std::string_view title) {
  lines.emplace_back();
  lines.emplace_back(title);
}

// Breaks at spaces, with two spaces in front of each line.
void paragraph(Lines& lines, std::string_view prose) {
  std::string line = " ";
  std::string word;
  const auto flush = [&] {
    if (word.empty()) return;
    if (line.size() + 1 + word.size() > line_width) lines.push_back(std::exchange(line, " "));
    line += " " + std::exchange(word, {});
  };
  for (const char c : prose) {
    if (c == ' ' || c == '\n')
      flush();
    else
      word += c;
  }
  flush();
  if (line.size() > 1) lines.push_back(line);
}

void describe_run(const Scenario& scenario, Lines& lines) {
  const auto& run = scenario.run;
  std::string sentence = fmt::format("runs {} of virtual time", text(run.duration));
  if (!run.until.empty())
    sentence = fmt::format("runs at most {} of virtual time", text(run.duration));
  if (run.warm_up > Duration::zero())
    sentence += fmt::format(" after {} of warm-up", text(run.warm_up));
  if (run.drain > Duration::zero())
    sentence += fmt::format(", then lets calls end for {}", text(run.drain));
  lines.push_back(fmt::format("  {}; seed {}", sentence, scenario.seed));
  for (const auto& precision : run.until)
    lines.push_back(fmt::format("  until {} is known within {} (99 % confidence)",
                                text(precision.metric), share_text(precision.within)));
}

void describe_exchange(const ExchangePlan& exchange, Lines& lines) {
  const auto& plan = exchange.lines;
  lines.push_back(fmt::format(
      "  {} in {} of {} cards with {} lines each; numbers {} to {}", plural(plan.lines, "line"),
      plan.shelves == 1 ? "1 shelf" : fmt::format("{} shelves", plan.shelves), plan.cards_per_shelf,
      plan.lines_per_card, directory_number(exchange.numbers, 0),
      directory_number(exchange.numbers, plan.lines - 1)));
  const auto limit = [](int count) { return count == 0 ? "never short" : std::to_string(count); };
  lines.push_back(fmt::format("  digit receivers: {}; speech paths: {}",
                              limit(exchange.digit_receivers), limit(exchange.paths)));
  for (const auto& route : exchange.routes)
    lines.push_back(fmt::format("  {}-digit numbers from {} leave by {}", route.digits,
                                route.prefix, fmt::join(route.groups, ", then ")));
  if (exchange.processor.message_cost > Duration::zero())
    lines.push_back(fmt::format("  a message costs {} of processor time",
                                text(exchange.processor.message_cost)));
  if (exchange.admission.engineered_capacity > 0.0)
    lines.push_back(fmt::format("  engineered for {}, admission control {}",
                                attempts_text(exchange.admission.engineered_capacity),
                                exchange.admission.enabled ? "on" : "off"));
}

std::string destination_text(const Destination& destination) {
  switch (destination.kind) {
    case DestinationKind::local: return "local";
    case DestinationKind::trunk: return "trunk " + destination.digits;
    case DestinationKind::number: return "number " + destination.digits;
    case DestinationKind::unallocated: return "unallocated";
    case DestinationKind::incomplete: return "incomplete";
    case DestinationKind::abandoned: return "abandoned";
    case DestinationKind::no_digits: return "no digits";
  }
  return {};
}

std::string change_text(const LoadChange& change) {
  switch (change.shape) {
    case LoadChange::Shape::step:
      return fmt::format("at {} {} of the load", text(change.from), share_text(change.factor));
    case LoadChange::Shape::ramp:
      return fmt::format("from {} to {} moving to {} of the load", text(change.from),
                         text(change.until), share_text(change.factor));
    case LoadChange::Shape::mass_call:
      return fmt::format("from {} to {} {:g} times the load", text(change.from), text(change.until),
                         change.factor);
  }
  return {};
}

std::string callers_text(const TrafficClass& traffic) {
  if (traffic.source == SourceModel::incoming)
    return fmt::format("from the far end of trunk group {}, Poisson arrivals", traffic.from_group);
  const bool finite = traffic.source == SourceModel::finite;
  return fmt::format("{}, {}", plural(traffic.lines.count, "line"),
                     finite ? "each its own source" : "Poisson arrivals");
}

std::string per_line_text(const TrafficClass& traffic, double rate) {
  if (traffic.source == SourceModel::incoming) return {};
  return fmt::format(" ({} per line)", attempts_text(rate / traffic.lines.count));
}

void describe_class(const Scenario& scenario, const TrafficClass& traffic, Lines& lines) {
  const auto& exchange = scenario.exchange;
  const double rate = attempts_per_second(traffic, exchange);
  lines.push_back(fmt::format("  {}: {}, offers {} by {}{}", traffic.name, callers_text(traffic),
                              traffic_text(offered_erlangs(traffic, exchange)), attempts_text(rate),
                              per_line_text(traffic, rate)));
  std::vector<std::string> shares;
  for (const auto& destination : traffic.destinations)
    shares.push_back(
        fmt::format("{} {}", destination_text(destination), share_text(destination.share)));
  lines.push_back(fmt::format("    calls to: {}", fmt::join(shares, ", ")));
  const auto& people = traffic.behaviour;
  if (traffic.source == SourceModel::incoming)
    lines.push_back(fmt::format("    talks {}; who is called answers as people at that line do",
                                people.holding_time.text()));
  else
    lines.push_back(fmt::format("    talks {}, answers after {}, no answer {}, retries {}",
                                people.holding_time.text(), people.answer_delay.text(),
                                share_text(people.no_answer_share),
                                share_text(people.retry_share)));
  for (const auto& change : traffic.profile) lines.push_back("    " + change_text(change));
}

void describe_traffic(const Scenario& scenario, Lines& lines) {
  double rate = 0.0;
  double erlangs = 0.0;
  for (const auto& traffic : scenario.traffic) {
    describe_class(scenario, traffic, lines);
    rate += attempts_per_second(traffic, scenario.exchange);
    erlangs += offered_erlangs(traffic, scenario.exchange);
  }
  for (const auto& call : scenario.calls)
    lines.push_back(
        fmt::format("  one call at {} from line {} ({}) to {}", text(call.at), call.from_line + 1,
                    directory_number(scenario.exchange.numbers, call.from_line), call.digits));
  if (!scenario.traffic.empty())
    lines.push_back(fmt::format("  in all {} by {}: about {:.0f} attempts in the measured time",
                                traffic_text(erlangs), attempts_text(rate),
                                rate * static_cast<double>(scenario.run.duration.count()) / 1e9));
}

// What is offered to a group as the first choice of its routes.
double first_offered(const Scenario& scenario, std::string_view group) {
  double sum = 0.0;
  for (const auto& traffic : scenario.traffic) {
    for (const auto& destination : traffic.destinations) {
      if (destination.kind != DestinationKind::trunk) continue;
      const auto* route = find_route(scenario.exchange, destination.digits);
      if (route == nullptr || route->groups.front() != group) continue;
      TrafficClass only = traffic;
      only.destinations = {destination};
      sum +=
          attempts_per_second(traffic, scenario.exchange) * mean_occupancy(only, scenario.exchange);
    }
  }
  return sum;
}

// What comes in by a group.
double incoming(const Scenario& scenario, std::string_view group) {
  double sum = 0.0;
  for (const auto& traffic : scenario.traffic)
    if (traffic.from_group == group) sum += offered_erlangs(traffic, scenario.exchange);
  return sum;
}

std::string_view direction_text(TrunkDirection direction) {
  switch (direction) {
    case TrunkDirection::both: return "";
    case TrunkDirection::outgoing: return ", outgoing only";
    case TrunkDirection::incoming: return ", incoming only";
  }
  return "";
}

bool only_overflow_reaches(const ExchangePlan& exchange, std::string_view group) {
  const auto later = [&](const RoutePlan& route) {
    return std::ranges::find(route.groups.begin() + 1, route.groups.end(), group) !=
           route.groups.end();
  };
  return std::ranges::any_of(exchange.routes, later);
}

void describe_groups(const Scenario& scenario, Lines& lines) {
  for (const auto& group : scenario.exchange.trunk_groups) {
    const double offered = first_offered(scenario, group.name);
    const double comes_in = incoming(scenario, group.name);
    std::string sentence = fmt::format("  {}: {}{}", group.name, plural(group.circuits, "circuit"),
                                       direction_text(group.direction));
    if (only_overflow_reaches(scenario.exchange, group.name))
      sentence += ", takes what overflows from others";
    if (offered > 0.0) sentence += fmt::format(", {} offered first", traffic_text(offered));
    if (comes_in > 0.0) sentence += fmt::format(", {} from the far end", traffic_text(comes_in));
    if (offered + comes_in > 0.0)
      sentence += fmt::format("; Erlang B says {} blocked",
                              blocking_text(erlang_b(offered + comes_in, group.circuits)));
    lines.push_back(std::move(sentence));
  }
}

std::string trigger_text(const Trigger& trigger) {
  std::string sentence = text(trigger.at);
  if (trigger.when) sentence = fmt::format("when {}", text(*trigger.when));
  if (!trigger.after.empty()) sentence = fmt::format("after {}", trigger.after);
  if ((trigger.when || !trigger.after.empty()) && trigger.at > Duration::zero())
    sentence += fmt::format(" + {}", text(trigger.at));
  if (trigger.every > Duration::zero()) sentence += fmt::format(", every {}", text(trigger.every));
  if (trigger.times > 1) sentence += fmt::format(", {} times", trigger.times);
  if (trigger.spread > Duration::zero())
    sentence += fmt::format(", each up to {} later", text(trigger.spread));
  return sentence;
}

std::string parameter_text(const FaultParameter& parameter, const FaultParameters& values) {
  switch (parameter.form) {
    case ParameterForm::probability: return share_text(values.probability);
    case ParameterForm::delay: return values.delay.text();
    case ParameterForm::back_after:
      return values.back_after > Duration::zero() ? text(values.back_after) : "never";
    case ParameterForm::rate: return rate_text(values.rate, "");
    case ParameterForm::moment: return std::string{text(values.moment)};
  }
  return {};
}

void describe_fault(const Fault& fault, Lines& lines) {
  const auto& known = definition(fault.kind);
  std::string sentence =
      fmt::format("  {}: {} - {}", trigger_text(fault.trigger), fault.name, text(fault.target));
  for (const auto& parameter : known.parameters)
    sentence += fmt::format(", {} {}", parameter.key, parameter_text(parameter, fault.parameters));
  if (goes_on(fault))
    sentence += fault.lasting > Duration::zero() ? fmt::format(", lasting {}", text(fault.lasting))
                                                 : ", to the end";
  if (fault.abort_when) sentence += fmt::format(", aborted when {}", text(*fault.abort_when));
  for (const auto& expectation : fault.expect)
    sentence += fmt::format(", expecting {}", expectation.text);
  lines.push_back(std::move(sentence));
  lines.push_back(fmt::format("    {}; noticed by {}", known.does, known.noticed_by));
}

void describe_faults(const Scenario& scenario, Lines& lines) {
  auto faults = scenario.faults;
  const auto waits = [](const Fault& fault) {
    return fault.trigger.when.has_value() || !fault.trigger.after.empty();
  };
  std::ranges::stable_sort(faults, {}, [&](const Fault& fault) {
    return std::pair{waits(fault), fault.trigger.at};
  });
  for (const auto& fault : faults) describe_fault(fault, lines);
  if (faults.empty()) lines.emplace_back("  none");
}

}  // namespace

std::string describe(const Scenario& scenario) {
  Lines lines;
  lines.push_back(scenario.name.empty() ? scenario.title
                                        : fmt::format("{}: {}", scenario.name, scenario.title));
  paragraph(lines, scenario.about);
  heading(lines, "Run");
  describe_run(scenario, lines);
  heading(lines, "Exchange");
  describe_exchange(scenario.exchange, lines);
  heading(lines, "Traffic");
  describe_traffic(scenario, lines);
  if (!scenario.exchange.trunk_groups.empty()) heading(lines, "Trunk groups");
  describe_groups(scenario, lines);
  heading(lines, "Faults");
  describe_faults(scenario, lines);
  heading(lines, "Expected");
  lines.emplace_back("  the laws of conservation hold");
  for (const auto& expectation : scenario.expectations) lines.push_back("  " + expectation.text);
  return fmt::format("{}\n", fmt::join(lines, "\n"));
}

}  // namespace forlopp::scenario
