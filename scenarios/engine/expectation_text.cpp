#include "scenarios/engine/expectation_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/scenario_suggestion.hpp"

namespace forlopp::scenario {
namespace {

using runtime::err;
using runtime::Result;

constexpr std::string_view condition_form =
    "such as 'calls_lost == 0', 'p95(dial_tone_delay) < 600ms' or 'completed_rate >= 90 % of "
    "engineered_capacity'";
constexpr std::string_view theory_form = "erlang_b, engset, overflow or a number from 0 to 1";

// Longer ones first, so that `<` does not take the start of `<=`.
constexpr std::array<std::pair<std::string_view, Comparison>, 6> signs{
    {{"<=", Comparison::at_most},
     {">=", Comparison::at_least},
     {"==", Comparison::equal},
     {"!=", Comparison::not_equal},
     {"<", Comparison::less},
     {">", Comparison::greater}}};

constexpr std::array<std::pair<std::string_view, Theory>, 3> theories{
    {{"erlang_b", Theory::erlang_b}, {"engset", Theory::engset}, {"overflow", Theory::overflow}}};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// A text before and after a mark.
struct Halves {
  std::string_view before;
  std::string_view after;
};

std::optional<Halves> split_at(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  return Halves{trimmed(text.substr(0, at)), trimmed(text.substr(at + mark.size()))};
}

template <class Range, class Projection>
std::vector<std::string_view> names(const Range& range, Projection projection) {
  std::vector<std::string_view> result;
  for (const auto& item : range) result.push_back(std::invoke(projection, item));
  return result;
}

std::optional<std::string> wrong_word(const Metric& metric, std::string_view what,
                                      const std::vector<std::string_view>& known) {
  if (std::ranges::find(known, metric.argument) != known.end()) return std::nullopt;
  return fmt::format("'{}' is no {}; expected {}{}", metric.argument, what, listed(known),
                     suggestion(metric.argument, known));
}

bool is_cause(std::string_view word) {
  int cause = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), cause);
  return error == std::errc{} && end == word.data() + word.size() && cause >= 1 && cause <= 127;
}

std::optional<std::string> wrong_argument(const Metric& metric, MetricArgument expected) {
  const bool given = !metric.argument.empty();
  switch (expected) {
    case MetricArgument::none:
      if (!given) return std::nullopt;
      return fmt::format("{} takes nothing in parentheses", metric.name);
    case MetricArgument::group:
      if (given) return std::nullopt;
      return fmt::format("{} needs a trunk group or a traffic class: {}(name)", metric.name,
                         metric.name);
    case MetricArgument::fault:
      if (given) return std::nullopt;
      return fmt::format("{} needs the name of a fault: {}(name)", metric.name, metric.name);
    case MetricArgument::delay:
      return wrong_word(metric, "delay", names(delay_names(), &DelayName::name));
    case MetricArgument::optional_level:
      if (!given) return std::nullopt;
      [[fallthrough]];
    case MetricArgument::level:
      return wrong_word(metric, "level of recovery", names(level_names(), &LevelName::name));
    case MetricArgument::cause:
      if (is_cause(metric.argument)) return std::nullopt;
      return fmt::format("{} needs a cause value of Q.850, 1 to 127: {}(34)", metric.name,
                         metric.name);
  }
  return std::nullopt;
}

Result<Metric, std::string> parse_metric(std::string_view text) {
  Metric metric{std::string{text}, {}};
  if (const auto open = text.find('('); open != std::string_view::npos) {
    if (text.back() != ')') return err(fmt::format("'{}' lacks its closing parenthesis", text));
    metric.name = trimmed(text.substr(0, open));
    metric.argument = trimmed(text.substr(open + 1, text.size() - open - 2));
  }
  if (metric.name == engineered_capacity && metric.argument.empty()) return metric;
  const auto* definition = find_metric(metric.name);
  if (definition == nullptr)
    return err(
        fmt::format("unknown measurement '{}'{}", metric.name,
                    suggestion(metric.name, names(metric_definitions(), &MetricDefinition::name))));
  if (auto wrong = wrong_argument(metric, definition->argument)) return err(std::move(*wrong));
  return metric;
}

Unit unit_of(const Metric& metric) {
  const auto* definition = find_metric(metric.name);
  return definition == nullptr ? Unit::rate : definition->unit;  // The engineered capacity's.
}

std::string_view example_of(Unit unit) {
  switch (unit) {
    case Unit::count: return "a count such as 10";
    case Unit::duration: return "a duration such as 600ms";
    case Unit::traffic: return "a traffic such as 10 E";
    case Unit::rate: return "a rate such as 5/s";
    case Unit::share: return "a share such as 1 %";
  }
  return {};
}

// A share may be written as a fraction.
bool may_compare(Unit left, Unit right) {
  return left == right || (left == Unit::share && right == Unit::count);
}

Result<Bound, std::string> parse_scaled(const Metric& left, std::string_view share,
                                        std::string_view text) {
  const auto factor = parse_share(share);
  if (!factor) return err(fmt::format("found '{}'; expected {}", share, factor.error()));
  auto metric = parse_metric(text);
  if (!metric) return err(std::move(metric.error()));
  if (!may_compare(unit_of(left), unit_of(*metric)))
    return err(fmt::format("{} and {} cannot be compared: one is {}, the other {}",
                           scenario::text(left), scenario::text(*metric), example_of(unit_of(left)),
                           example_of(unit_of(*metric))));
  return Bound{.metric = std::move(*metric), .factor = *factor, .quantity = {}};
}

Result<Bound, std::string> parse_bound(const Metric& left, std::string_view text) {
  if (const auto halves = split_at(text, " of "))
    return parse_scaled(left, halves->before, halves->after);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    return parse_scaled(left, "100 %", text);
  const auto quantity = parse_quantity(text);
  if (!quantity || !may_compare(unit_of(left), quantity->unit))
    return err(fmt::format("{} is compared with '{}'; expected {}", scenario::text(left), text,
                           example_of(unit_of(left))));
  return Bound{.metric = std::nullopt, .factor = 1.0, .quantity = {quantity->value, unit_of(left)}};
}

// Takes `within 5 %` from the end of a bound.
Result<double, std::string> take_tolerance(std::string_view& bound) {
  const auto halves = split_at(bound, " within ");
  if (!halves) return 0.0;
  const auto tolerance = parse_share(halves->after);
  if (!tolerance)
    return err(fmt::format("found '{}'; expected {}", halves->after, tolerance.error()));
  if (*tolerance <= 0.0 || *tolerance > 1.0)
    return err(std::string{"a tolerance lies between 0 and 100 %"});
  bound = halves->before;
  return *tolerance;
}

Result<Condition, std::string> parse_condition_at(std::string_view left, Comparison comparison,
                                                  std::string_view right) {
  auto metric = parse_metric(left);
  if (!metric) return err(std::move(metric.error()));
  if (metric->name == engineered_capacity)
    return err(fmt::format("{} is given, not measured; it stands on the right", left));
  auto tolerance = take_tolerance(right);
  if (!tolerance) return err(std::move(tolerance.error()));
  if (*tolerance > 0.0 && comparison != Comparison::equal)
    return err(std::string{"a tolerance goes with == only"});
  auto bound = parse_bound(*metric, right);
  if (!bound) return err(std::move(bound.error()));
  return Condition{std::move(*metric), comparison, std::move(*bound), *tolerance};
}

Result<Agreement, std::string> parse_agreement(std::string_view left, std::string_view right) {
  auto metric = parse_metric(left);
  if (!metric) return err(std::move(metric.error()));
  if (metric->name != "blocking")
    return err(
        fmt::format("{} agrees with no formula; blocking(name) does", scenario::text(*metric)));
  const auto known =
      std::ranges::find(theories, right, &std::pair<std::string_view, Theory>::first);
  if (known != theories.end()) return Agreement{std::move(*metric), known->second, 0.0};
  const auto value = parse_quantity(right);
  if (!value || (value->unit != Unit::count && value->unit != Unit::share) || value->value < 0.0 ||
      value->value > 1.0)
    return err(fmt::format("found '{}'; expected {}", right, theory_form));
  return Agreement{std::move(*metric), Theory::value, value->value};
}

// `detected(pulled) within 5s` is short for `detection_time(pulled) <= 5s`.
std::optional<Result<Condition, std::string>> parse_deadline(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> short_forms{
      {{"detected(", "detection_time("}, {"recovered(", "recovery_time("}}};
  for (const auto& [word, metric] : short_forms) {
    if (!text.starts_with(word)) continue;
    const auto halves = split_at(text, " within ");
    if (!halves) return err(fmt::format("expected a time after it: {}name) within 5s", word));
    const auto left = fmt::format("{}{}", metric, halves->before.substr(word.size()));
    return parse_condition_at(left, Comparison::at_most, halves->after);
  }
  return std::nullopt;
}

}  // namespace

Result<Condition, std::string> parse_condition(std::string_view text) {
  for (const auto& [sign, comparison] : signs)
    if (const auto halves = split_at(text, sign))
      return parse_condition_at(halves->before, comparison, halves->after);
  return err(fmt::format("'{}' compares nothing; expected a condition {}", text, condition_form));
}

Result<Expectation, std::string> parse_expectation(std::string_view text) {
  Expectation expectation{std::string{text}, std::nullopt, std::nullopt, {}};
  if (const auto halves = split_at(text, " agrees_with ")) {
    auto agreement = parse_agreement(halves->before, halves->after);
    if (!agreement) return err(std::move(agreement.error()));
    expectation.agreement = std::move(*agreement);
    return expectation;
  }
  auto condition = parse_deadline(text).value_or(Condition{});
  if (condition && condition->metric.name.empty()) condition = parse_condition(text);
  if (!condition) return err(std::move(condition.error()));
  expectation.condition = std::move(*condition);
  return expectation;
}

Result<Precision, std::string> parse_precision(std::string_view text) {
  const auto halves = split_at(text, " within ");
  if (!halves)
    return err(
        fmt::format("found '{}'; expected what is to be known how well, such as "
                    "'blocking(direct) within 5 %'",
                    text));
  auto metric = parse_metric(halves->before);
  if (!metric) return err(std::move(metric.error()));
  if (metric->name != "blocking")
    return err(
        fmt::format("{} has no confidence interval; blocking(name) has", scenario::text(*metric)));
  const auto within = parse_share(halves->after);
  if (!within || *within <= 0.0 || *within > 1.0)
    return err(fmt::format("found '{}'; expected a share from above 0 to 100 %", halves->after));
  return Precision{std::move(*metric), *within, {}};
}

}  // namespace forlopp::scenario
