#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/engine/run_theory.hpp"
#include "scenarios/engine/scenario_check.hpp"
#include "scenarios/engine/scenario_suggestion.hpp"

namespace forlopp::scenario {
namespace {

using Problems = std::vector<Problem>;

template <class T>
std::vector<std::string_view> names_of(const std::vector<T>& all) {
  std::vector<std::string_view> names;
  for (const auto& one : all) names.push_back(one.name);
  return names;
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

constexpr std::array<std::string_view, 2> of_groups{"carried_by", "offered_to"};
constexpr std::array<std::string_view, 2> of_groups_and_classes{"blocked", "blocking"};
constexpr std::array<std::string_view, 4> of_faults{"detection_time", "lost", "recovery_time",
                                                    "strikes"};

const TrafficClass* find_class(const Scenario& scenario, std::string_view name) {
  if (find_trunk_group(scenario.exchange, name) != nullptr) return nullptr;
  const auto found = std::ranges::find(scenario.traffic, name, &TrafficClass::name);
  return found == scenario.traffic.end() ? nullptr : &*found;
}

// What is blocked is counted where calls leave by a trunk.
void check_blocking_of_class(const Scenario& scenario, const Metric& metric, Place place,
                             Problems& problems) {
  const auto* traffic = find_class(scenario, metric.argument);
  if (traffic == nullptr || leaves_by_trunk(*traffic)) return;
  const bool is_incoming = traffic->source == SourceModel::incoming;
  problems.push_back(
      {place,
       fmt::format("{}: no call of class {} {}", text(metric), metric.argument,
                   is_incoming ? "leaves by a trunk group; how many find no circuit to come in "
                                 "by, only the far exchange knows"
                               : "meets a trunk group; give it a 'trunk' under calls_to, or ask "
                                 "for blocking(GROUP)")});
}

void check_metric(const Scenario& scenario, const Metric& metric, Place place, Problems& problems) {
  if (metric.argument.empty()) return;
  const bool of_fault = is_one_of(metric.name, of_faults);
  const bool of_class = is_one_of(metric.name, of_groups_and_classes);
  if (!of_fault && !of_class && !is_one_of(metric.name, of_groups)) return;
  auto known = of_fault ? names_of(scenario.faults) : names_of(scenario.exchange.trunk_groups);
  const auto classes = names_of(scenario.traffic);
  if (of_class) known.insert(known.end(), classes.begin(), classes.end());
  if (!is_one_of(metric.argument, known)) {
    const std::string_view what = of_fault   ? "fault"
                                  : of_class ? "trunk group or class"
                                             : "trunk group";
    problems.push_back({place, fmt::format("{}: there is no {} '{}'{}", text(metric), what,
                                           metric.argument, suggestion(metric.argument, known))});
  } else if (of_class) {
    check_blocking_of_class(scenario, metric, place, problems);
  }
}

// A number may be agreed with by whatever is measured; a formula must be that of the traffic.
void check_agreement(const Scenario& scenario, const Agreement& agreement, Place place,
                     Problems& problems) {
  if (agreement.theory == Theory::value) return;
  const auto& name = agreement.metric.argument;
  const auto add = [&](std::string text) {
    problems.push_back({place, fmt::format("{}: {}", scenario::text(agreement.metric), text)});
  };
  if (find_class(scenario, name) != nullptr)
    return add("formulas are for trunk groups; ask for blocking(GROUP), or name the value");
  const auto formula = formula_of(scenario, name);
  if (!formula)
    return add(
        "no formula takes what this group is offered (several classes, retries, a changing load, "
        "calls that come in by it, a class that also calls elsewhere); compare with a value");
  if (*formula != agreement.theory)
    add(fmt::format("its traffic agrees with {}, not with {}", text(*formula),
                    text(agreement.theory)));
}

void check_expectation(const Scenario& scenario, const Expectation& expectation,
                       Problems& problems) {
  const std::size_t before = problems.size();
  if (expectation.agreement) {
    check_metric(scenario, expectation.agreement->metric, expectation.place, problems);
    if (problems.size() == before)
      check_agreement(scenario, *expectation.agreement, expectation.place, problems);
  }
  if (!expectation.condition) return;
  check_metric(scenario, expectation.condition->metric, expectation.place, problems);
  if (expectation.condition->bound.metric)
    check_metric(scenario, *expectation.condition->bound.metric, expectation.place, problems);
}

}  // namespace

std::vector<Problem> problems_of_expectations(const Scenario& scenario) {
  Problems problems;
  for (const auto& precision : scenario.run.until)
    check_metric(scenario, precision.metric, precision.place, problems);
  for (const auto& expectation : scenario.expectations)
    check_expectation(scenario, expectation, problems);
  return problems;
}

}  // namespace forlopp::scenario
