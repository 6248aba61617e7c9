#include "scenarios/engine/expectation_metric.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace forlopp::scenario {
namespace {

using Value = std::optional<double>;
using enum MetricArgument;
using enum Readable;

double in_seconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e9;
}

double number(std::uint64_t count) {
  return static_cast<double>(count);
}

Value ratio(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return number(part) / number(whole);
}

Value per_second(std::uint64_t count, const Measurements& measured) {
  const double time = in_seconds(measured.run.measured);
  if (time <= 0) return std::nullopt;
  return number(count) / time;
}

template <class T>
const T* find(const std::vector<T>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &T::name);
  return found == all.end() ? nullptr : &*found;
}

const DelayDistribution* delay_called(const Measurements& measured, std::string_view argument) {
  const auto name = std::ranges::find(delay_names(), argument, &DelayName::name);
  if (name == delay_names().end()) return nullptr;
  const auto* found = find(measured.delays, name->measured);
  return found != nullptr && found->count > 0 ? found : nullptr;
}

template <Duration DelayDistribution::*member>
Value delay_value(const Measurements& measured, std::string_view argument) {
  const auto* found = delay_called(measured, argument);
  if (found == nullptr) return std::nullopt;
  return in_seconds(found->*member);
}

template <std::uint64_t CallCounts::*member>
Value count_value(const Measurements& measured, std::string_view) {
  return number(measured.calls.*member);
}

template <std::optional<double> BlockingResult::*member>
Value traffic_value(const Measurements& measured, std::string_view argument) {
  const auto* found = find(measured.blocking, argument);
  if (found == nullptr) return std::nullopt;
  return found->*member;
}

Value blocking_value(const Measurements& measured, std::string_view argument) {
  const auto* found = find(measured.blocking, argument);
  if (found == nullptr) return std::nullopt;
  if (found->blocking) return found->blocking->value;
  return ratio(found->blocked, found->attempts);
}

Value blocked_value(const Measurements& measured, std::string_view argument) {
  const auto* found = find(measured.blocking, argument);
  if (found == nullptr) return std::nullopt;
  return number(found->blocked);
}

Value failed_value(const Measurements& measured, std::string_view argument) {
  int cause = 0;
  std::from_chars(argument.data(), argument.data() + argument.size(), cause);
  const auto& causes = measured.calls.failed_by_cause;
  const auto found = std::ranges::find(causes, cause, &CauseCount::cause);
  return found == causes.end() ? 0.0 : number(found->count);
}

Value restarts_value(const Measurements& measured, std::string_view argument) {
  const auto level = std::ranges::find(level_names(), argument, &LevelName::name);
  double sum = 0;
  for (const auto& restart : measured.restarts)
    if (argument.empty() || (level != level_names().end() && restart.level == level->level))
      sum += number(restart.count);
  return sum;
}

Value highest_level(const Measurements& measured, std::string_view) {
  int highest = 0;
  for (const auto& restart : measured.restarts)
    if (restart.count > 0) highest = std::max(highest, restart.level);
  return highest;
}

// The longest over all strikes of the fault; infinite when one was never noticed or never over.
template <std::optional<Duration> FaultRecord::*member>
Value longest_value(const Measurements& measured, std::string_view argument) {
  Value longest;
  for (const auto& fault : measured.faults) {
    if (fault.name != argument) continue;
    if (!(fault.*member)) return std::numeric_limits<double>::infinity();
    longest = std::max(longest.value_or(0.0), in_seconds(*(fault.*member)));
  }
  return longest;
}

Value strikes_value(const Measurements& measured, std::string_view argument) {
  return static_cast<double>(std::ranges::count(measured.faults, argument, &FaultRecord::name));
}

Value lost_value(const Measurements& measured, std::string_view argument) {
  double sum = 0;
  for (const auto& fault : measured.faults)
    if (fault.name == argument) sum += number(fault.lost_transient + fault.lost_stable);
  return sum;
}

Value calls_lost(const Measurements& measured, std::string_view) {
  return number(measured.calls.cut_off_transient + measured.calls.cut_off_stable);
}

Value answered_share(const Measurements& measured, std::string_view) {
  return ratio(measured.calls.answered, measured.calls.attempts);
}

Value calls_up(const Measurements& measured, std::string_view) {
  return number(measured.calls.in_progress + measured.calls.talking);
}

Value carried_value(const Measurements& measured, std::string_view argument) {
  if (argument.empty()) return measured.calls.carried_erlangs;
  return traffic_value<&BlockingResult::carried_erlangs>(measured, argument);
}

Value attempt_rate(const Measurements& measured, std::string_view) {
  return per_second(measured.calls.attempts, measured);
}

Value completed_rate(const Measurements& measured, std::string_view) {
  return per_second(measured.calls.completed, measured);
}

Value answered_rate(const Measurements& measured, std::string_view) {
  return per_second(measured.calls.answered, measured);
}

Value crashes_value(const Measurements& measured, std::string_view) {
  return number(measured.crashes_total);
}

Value alarms_value(const Measurements& measured, std::string_view) {
  return static_cast<double>(measured.alarms.size());
}

Value alarms_active(const Measurements& measured, std::string_view) {
  const auto is_active = [](const AlarmRecord& alarm) { return !alarm.cleared_at; };
  return static_cast<double>(std::ranges::count_if(measured.alarms, is_active));
}

constexpr std::array<DelayName, 3> known_delays{
    {{"dial_tone_delay", "dial tone"}, {"set_up_delay", "set-up"}, {"answer_delay", "answer"}}};

constexpr std::array<LevelName, 5> known_levels{
    {{"half_call", 1}, {"card", 2}, {"shelf", 3}, {"call_processing", 4}, {"node", 5}}};

// clang-format off
constexpr std::array<MetricDefinition, 34> definitions{{
    {"alarms", none, Unit::count, at_the_end, "alarms raised", alarms_value},
    {"alarms_active", none, Unit::count, at_the_end, "alarms not cleared at the end", alarms_active},
    {"answered", none, Unit::count, any_time, "attempts that were answered", count_value<&CallCounts::answered>},
    {"answered_rate", none, Unit::rate, at_the_end, "answered calls per second", answered_rate},
    {"answered_share", none, Unit::share, any_time, "of all attempts", answered_share},
    {"attempt_rate", none, Unit::rate, at_the_end, "attempts per second", attempt_rate},
    {"attempts", none, Unit::count, any_time, "a line lifted to make a call", count_value<&CallCounts::attempts>},
    {"blocked", group, Unit::count, at_the_end, "attempts that found no idle circuit", blocked_value},
    {"blocking", group, Unit::share, at_the_end, "of the attempts at the group", blocking_value},
    {"calls_in_progress", none, Unit::count, any_time, "calls up, talking or not yet", calls_up},
    {"calls_lost", none, Unit::count, any_time, "calls that a fault ended", calls_lost},
    {"calls_lost_stable", none, Unit::count, any_time, "those that were answered", count_value<&CallCounts::cut_off_stable>},
    {"calls_lost_transient", none, Unit::count, any_time, "those not yet answered", count_value<&CallCounts::cut_off_transient>},
    {"calls_most_at_once", none, Unit::count, any_time, "the most calls up", count_value<&CallCounts::most_at_once>},
    {"calls_struck", none, Unit::count, any_time, "calls in which a fault made a half-call crash", count_value<&CallCounts::struck>},
    {"carried", none, Unit::traffic, at_the_end, "mean number of talking calls", carried_value},
    {"carried_by", group, Unit::traffic, at_the_end, "mean number of busy circuits", carried_value},
    {"completed", none, Unit::count, any_time, "answered and ended by one who talked", count_value<&CallCounts::completed>},
    {"completed_rate", none, Unit::rate, at_the_end, "completed calls per second", completed_rate},
    {"crashes", none, Unit::count, any_time, "processes that died of their own fault", crashes_value},
    {"detection_time", fault, Unit::duration, at_the_end, "until noticed, the longest", longest_value<&FaultRecord::detected_after>},
    {"failed", cause, Unit::count, any_time, "attempts that ended so", failed_value},
    {"level", none, Unit::count, any_time, "the highest level of recovery", highest_level},
    {"longest", MetricArgument::delay, Unit::duration, at_the_end, "the longest", delay_value<&DelayDistribution::most>},
    {"lost", fault, Unit::count, at_the_end, "calls that this fault ended", lost_value},
    {"mean", MetricArgument::delay, Unit::duration, at_the_end, "the mean", delay_value<&DelayDistribution::mean>},
    {"offered_to", group, Unit::traffic, at_the_end, "offered traffic", traffic_value<&BlockingResult::offered_erlangs>},
    {"p50", MetricArgument::delay, Unit::duration, at_the_end, "half of all are below", delay_value<&DelayDistribution::p50>},
    {"p95", MetricArgument::delay, Unit::duration, at_the_end, "95 % of all are below", delay_value<&DelayDistribution::p95>},
    {"p99", MetricArgument::delay, Unit::duration, at_the_end, "99 % of all are below", delay_value<&DelayDistribution::p99>},
    {"records", none, Unit::count, any_time, "call records written", count_value<&CallCounts::records>},
    {"recovery_time", fault, Unit::duration, at_the_end, "until all is well again, the longest", longest_value<&FaultRecord::recovered_after>},
    {"restarts", optional_level, Unit::count, any_time, "restarts by supervisors, of a level or of all", restarts_value},
    {"strikes", fault, Unit::count, any_time, "how often it struck", strikes_value},
}};
// clang-format on

static_assert(std::ranges::is_sorted(definitions, {}, &MetricDefinition::name));

}  // namespace

std::span<const MetricDefinition> metric_definitions() {
  return definitions;
}

const MetricDefinition* find_metric(std::string_view name) {
  const auto found = std::ranges::lower_bound(definitions, name, {}, &MetricDefinition::name);
  return found != definitions.end() && found->name == name ? &*found : nullptr;
}

std::span<const DelayName> delay_names() {
  return known_delays;
}

std::span<const LevelName> level_names() {
  return known_levels;
}

std::optional<double> value_of(const Metric& metric, const Measurements& measured) {
  const auto* definition = find_metric(metric.name);
  if (definition == nullptr) return std::nullopt;
  return definition->value(measured, metric.argument);
}

}  // namespace forlopp::scenario
