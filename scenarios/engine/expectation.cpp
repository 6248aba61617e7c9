#include "scenarios/engine/expectation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/engine/expectation_metric.hpp"

namespace forlopp::scenario {
namespace {

struct ComparisonName {
  Comparison comparison;
  std::string_view name;
};
constexpr std::array<ComparisonName, 6> comparisons{{{Comparison::less, "<"},
                                                     {Comparison::at_most, "<="},
                                                     {Comparison::equal, "=="},
                                                     {Comparison::not_equal, "!="},
                                                     {Comparison::at_least, ">="},
                                                     {Comparison::greater, ">"}}};

std::string_view formula_of(Theory theory) {
  switch (theory) {
    case Theory::erlang_b: return "Erlang B";
    case Theory::engset: return "Engset";
    case Theory::overflow: return "exact overflow";
    case Theory::value: return "known answer";
  }
  return {};
}

const BlockingResult* find_blocking(const Metric& metric, const Measurements& measured) {
  const auto found = std::ranges::find(measured.blocking, metric.argument, &BlockingResult::name);
  return found == measured.blocking.end() ? nullptr : &*found;
}

std::optional<double> value_of(const Bound& bound, const Measurements& measured) {
  if (!bound.metric) return bound.quantity.value;
  const auto value = value_of(*bound.metric, measured);
  if (!value) return std::nullopt;
  return bound.factor * *value;
}

std::string shown(const Metric& metric, std::optional<double> value) {
  if (!value) return "not measured";
  if (std::isinf(*value)) return "never";
  const auto* definition = find_metric(metric.name);
  return text(Quantity{*value, definition == nullptr ? Unit::count : definition->unit});
}

ExpectationResult evaluate_condition(const Expectation& expectation, const Measurements& measured) {
  const Condition& condition = *expectation.condition;
  const auto value = value_of(condition.metric, measured);
  std::string result = shown(condition.metric, value);
  if (condition.bound.metric)
    result += fmt::format("; the bound is {}",
                          shown(condition.metric, value_of(condition.bound, measured)));
  return {expectation.text, is_met(condition, measured), std::move(result)};
}

// The value to agree with; nothing when the run has no such theory.
std::optional<double> answer_of(const Agreement& agreement, const BlockingResult& result) {
  if (agreement.theory == Theory::value) return agreement.value;
  if (!result.theory || result.theory->formula != formula_of(agreement.theory)) return std::nullopt;
  return result.theory->blocking;
}

ExpectationResult evaluate_agreement(const Expectation& expectation, const Measurements& measured) {
  const Agreement& agreement = *expectation.agreement;
  const auto* result = find_blocking(agreement.metric, measured);
  if (result == nullptr || !result->blocking) return {expectation.text, false, "not measured"};
  const Interval& interval = *result->blocking;
  const std::string value =
      fmt::format("{:.6f} ({:.6f} .. {:.6f} at {})", interval.value, interval.low, interval.high,
                  text(Quantity{interval.confidence, Unit::share}));
  const auto answer = answer_of(agreement, *result);
  const auto formula = formula_of(agreement.theory);
  if (!answer) return {expectation.text, false, fmt::format("{}; no {} for it", value, formula)};
  return {expectation.text, interval.contains(*answer),
          fmt::format("{}; {} {:.6f}", value, formula, *answer)};
}

}  // namespace

std::string text(const Metric& metric) {
  return metric.argument.empty() ? metric.name
                                 : fmt::format("{}({})", metric.name, metric.argument);
}

std::string_view text(Comparison comparison) {
  return std::ranges::find(comparisons, comparison, &ComparisonName::comparison)->name;
}

std::string_view text(Theory theory) {
  switch (theory) {
    case Theory::erlang_b: return "erlang_b";
    case Theory::engset: return "engset";
    case Theory::overflow: return "overflow";
    case Theory::value: return "value";
  }
  return {};
}

std::string text(const Condition& condition) {
  std::string bound = text(condition.bound.quantity);
  if (condition.bound.metric) {
    bound = text(*condition.bound.metric);
    if (condition.bound.factor != 1.0)
      bound = fmt::format("{} of {}", text(Quantity{condition.bound.factor, Unit::share}), bound);
  }
  std::string result =
      fmt::format("{} {} {}", text(condition.metric), text(condition.comparison), bound);
  if (condition.tolerance > 0.0)
    result += fmt::format(" within {}", text(Quantity{condition.tolerance, Unit::share}));
  return result;
}

bool holds(double left, Comparison comparison, double right) {
  switch (comparison) {
    case Comparison::less: return left < right;
    case Comparison::at_most: return left <= right;
    case Comparison::equal: return left == right;
    case Comparison::not_equal: return left != right;
    case Comparison::at_least: return left >= right;
    case Comparison::greater: return left > right;
  }
  return false;
}

bool is_met(const Condition& condition, const Measurements& measured) {
  const auto left = value_of(condition.metric, measured);
  const auto right = value_of(condition.bound, measured);
  if (!left || !right) return false;
  if (condition.tolerance > 0.0)
    return std::abs(*left - *right) <= condition.tolerance * std::abs(*right);
  return holds(*left, condition.comparison, *right);
}

ExpectationResult evaluate(const Expectation& expectation, const Measurements& measured) {
  if (expectation.condition) return evaluate_condition(expectation, measured);
  if (expectation.agreement) return evaluate_agreement(expectation, measured);
  return {expectation.text, false, "says nothing"};
}

bool is_reached(const Precision& precision, const Measurements& measured) {
  const auto* result = find_blocking(precision.metric, measured);
  return result != nullptr && result->blocking && result->blocking->value > 0.0 &&
         result->blocking->relative_half_width() <= precision.within;
}

}  // namespace forlopp::scenario
