#include "scenarios/engine/fault_expectation.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/expectation_text.hpp"

namespace forlopp::scenario {
namespace {

using runtime::err;
using runtime::Result;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool goes_on_with(std::string_view rest) {
  return rest.empty() || rest.front() == ' ' || rest.front() == '<' || rest.front() == '>' ||
         rest.front() == '=' || rest.front() == '!';
}

/// `recovered within 5s` is `recovered(this) within 5s`.
std::string with_this(std::string_view text) {
  constexpr std::array<std::string_view, 6> of_faults{"detected",  "detection_time", "lost",
                                                      "recovered", "recovery_time",  "strikes"};
  for (const auto word : of_faults) {
    if (!text.starts_with(word) || !goes_on_with(text.substr(word.size()))) continue;
    return fmt::format("{}({}){}", word, this_fault, text.substr(word.size()));
  }
  return std::string{text};
}

/// Puts `this` in the place of the fault's name; the error: it is that of another one, or the
/// metric is known too late.
std::optional<std::string> wrong_metric(Metric& metric, std::string_view name) {
  const auto* known = find_metric(metric.name);
  if (known == nullptr) return fmt::format("{} is not measured", metric.name);
  if (known->argument == MetricArgument::fault) {
    if (metric.argument == name) metric.argument = this_fault;
    if (metric.argument == this_fault) return std::nullopt;
    return fmt::format("{} is of another fault; leave the name out to mean this one", text(metric));
  }
  if (known->readable == Readable::any_time) return std::nullopt;
  return fmt::format("{} is known only when the run is over", text(metric));
}

template <class Count>
void subtract(Count& from, Count before) {
  from -= std::min(from, before);
}

void subtract(std::vector<CauseCount>& causes, const std::vector<CauseCount>& before) {
  for (auto& cause : causes) {
    const auto found = std::ranges::find(before, cause.cause, &CauseCount::cause);
    if (found != before.end()) subtract(cause.count, found->count);
  }
}

void subtract(CallCounts& calls, const CallCounts& before) {
  constexpr std::array counts{&CallCounts::attempts,
                              &CallCounts::answered,
                              &CallCounts::completed,
                              &CallCounts::failed,
                              &CallCounts::cut_off_transient,
                              &CallCounts::cut_off_stable,
                              &CallCounts::struck,
                              &CallCounts::records};
  for (const auto count : counts) subtract(calls.*count, before.*count);
  subtract(calls.failed_by_cause, before.failed_by_cause);
  subtract(calls.answered_by_cause, before.answered_by_cause);
}

void subtract(std::vector<RestartCount>& restarts, const std::vector<RestartCount>& before) {
  for (auto& row : restarts) {
    const auto same = std::ranges::find_if(before, [&](const RestartCount& other) {
      return other.level == row.level && other.supervisor == row.supervisor;
    });
    if (same != before.end()) subtract(row.count, same->count);
  }
}

/// Levels go up and down.
bool only_grows(const Metric& metric) {
  const auto* known = find_metric(metric.name);
  return known != nullptr && known->unit == Unit::count && known->readable == Readable::any_time &&
         metric.name != "calls_in_progress";
}

}  // namespace

std::vector<std::string> conditions_in(std::string_view text) {
  std::vector<std::string> conditions;
  while (true) {
    const auto end = text.find(';');
    if (const auto one = trimmed(text.substr(0, end)); !one.empty()) conditions.emplace_back(one);
    if (end == std::string_view::npos) return conditions;
    text.remove_prefix(end + 1);
  }
}

Result<Expectation, std::string> parse_fault_expectation(std::string_view text,
                                                         std::string_view name) {
  auto expectation = parse_expectation(with_this(trimmed(text)));
  if (!expectation) return expectation;
  if (!expectation->condition)
    return err(fmt::format("'{}' is known only when the run is over", trimmed(text)));
  expectation->text = trimmed(text);
  if (auto wrong = wrong_metric(expectation->condition->metric, name))
    return err(std::move(*wrong));
  auto& bound = expectation->condition->bound;
  if (!bound.metric) return expectation;
  if (auto wrong = wrong_metric(*bound.metric, name)) return err(std::move(*wrong));
  return expectation;
}

Measurements happened_since(const Measurements& before, const Measurements& now,
                            std::string_view name) {
  Measurements since = now;
  subtract(since.calls, before.calls);
  subtract(since.restarts, before.restarts);
  subtract(since.crashes_total, before.crashes_total);
  std::erase_if(since.faults, [&](const FaultRecord& fault) { return fault.name != name; });
  for (auto& fault : since.faults) fault.name = this_fault;
  return since;
}

bool is_lost_for_good(const Condition& condition, const Measurements& since) {
  const bool is_limit = condition.comparison == Comparison::less ||
                        condition.comparison == Comparison::at_most ||
                        (condition.comparison == Comparison::equal && condition.tolerance == 0.0);
  if (!is_limit || condition.bound.metric || !only_grows(condition.metric)) return false;
  const auto value = value_of(condition.metric, since);
  if (!value) return false;
  if (condition.comparison == Comparison::less) return *value >= condition.bound.quantity.value;
  return *value > condition.bound.quantity.value;
}

}  // namespace forlopp::scenario
