#include "scenarios/engine/report_json.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

namespace json = boost::json;

constexpr int format = 1;

json::value number(Duration duration) {
  return static_cast<double>(duration.count()) / 1e9;
}

json::value number(const std::optional<Duration>& duration) {
  return duration ? number(*duration) : json::value{};
}

json::value text_of(std::string_view text) {
  return json::string{printable(text)};
}

template <class T>
json::array array_of(const std::vector<T>& items) {
  json::array result;
  for (const auto& item : items) result.push_back(json_of(item));
  return result;
}

json::object lost(std::uint64_t transient, std::uint64_t stable) {
  return {{"transient", transient}, {"stable", stable}};
}

}  // namespace

// Not in the unnamed namespace: array_of() finds them by their argument.
static json::value json_of(const RunFacts& run) {
  return {{"scenario", text_of(run.scenario)},
          {"title", text_of(run.title)},
          {"about", text_of(run.about)},
          {"program_version", text_of(run.program_version)},
          {"seed", fmt::format("{}", run.seed)},
          {"fingerprint", text_of(run.fingerprint)},
          {"scheduler", text_of(run.scheduler)},
          {"replay_command", text_of(run.replay_command)},
          {"warm_up", number(run.warm_up)},
          {"measured", number(run.measured)},
          {"virtual_time", number(run.virtual_time)},
          {"wall_time", number(run.wall_time)},
          {"speed_factor", run.speed_factor()},
          {"lines", run.lines},
          {"events", run.events},
          {"interrupted", run.interrupted}};
}

static json::value json_of(const CauseCount& each) {
  return {{"cause", each.cause}, {"name", text_of(each.name)}, {"count", each.count}};
}

static json::value json_of(const CallCounts& calls) {
  return {{"attempts", calls.attempts},
          {"answered", calls.answered},
          {"completed", calls.completed},
          {"failed", calls.failed},
          {"in_progress", calls.in_progress},
          {"talking", calls.talking},
          {"cut_off", lost(calls.cut_off_transient, calls.cut_off_stable)},
          {"struck", calls.struck},
          {"records", calls.records},
          {"most_at_once", calls.most_at_once},
          {"carried_erlangs", calls.carried_erlangs},
          {"failed_by_cause", array_of(calls.failed_by_cause)},
          {"answered_by_cause", array_of(calls.answered_by_cause)}};
}

static json::value json_of(const DelayBucket& bucket) {
  return {{"upper", number(bucket.upper)}, {"count", bucket.count}};
}

static json::value json_of(const std::optional<DelayTarget>& target) {
  if (!target) return nullptr;
  return {{"mean", number(target->mean)},
          {"p95", number(target->p95)},
          {"source", text_of(target->source)}};
}

static json::value json_of(const DelayDistribution& delay) {
  return {{"name", text_of(delay.name)},     {"count", delay.count},
          {"least", number(delay.least)},    {"mean", number(delay.mean)},
          {"p50", number(delay.p50)},        {"p95", number(delay.p95)},
          {"p99", number(delay.p99)},        {"most", number(delay.most)},
          {"target", json_of(delay.target)}, {"buckets", array_of(delay.buckets)}};
}

static json::value json_of(const std::optional<Interval>& interval) {
  if (!interval) return nullptr;
  return {{"value", interval->value},
          {"low", interval->low},
          {"high", interval->high},
          {"confidence", interval->confidence}};
}

static json::value json_of(const std::optional<TheoryValue>& theory) {
  if (!theory) return nullptr;
  return {{"formula", text_of(theory->formula)},
          {"blocking", theory->blocking},
          {"reference", theory->reference}};
}

static json::value json_of(const std::optional<double>& number) {
  if (!number) return nullptr;
  return *number;
}

static json::value json_of(const BlockingResult& each) {
  return {{"name", text_of(each.name)},
          {"circuits", each.circuits},
          {"attempts", each.attempts},
          {"blocked", each.blocked},
          {"offered_erlangs", json_of(each.offered_erlangs)},
          {"carried_erlangs", json_of(each.carried_erlangs)},
          {"blocking", json_of(each.blocking)},
          {"theory", json_of(each.theory)}};
}

static json::value json_of(const IncomingResult& each) {
  return {{"group", text_of(each.group)}, {"circuits", each.circuits},
          {"attempts", each.attempts},    {"blocked", each.blocked},
          {"refused", each.refused},      {"blocking", json_of(each.blocking)}};
}

static json::value json_of(const RestartCount& each) {
  return {{"level", each.level},
          {"level_name", text_of(each.level_name)},
          {"supervisor", text_of(each.supervisor)},
          {"count", each.count},
          {"lost", lost(each.lost_transient, each.lost_stable)}};
}

static json::value json_of(const FaultRecord& fault) {
  return {{"at", number(fault.at)},
          {"name", text_of(fault.name)},
          {"kind", text_of(fault.kind)},
          {"target", text_of(fault.target)},
          {"detected_after", number(fault.detected_after)},
          {"recovered_after", number(fault.recovered_after)},
          {"taken_back_after", number(fault.taken_back_after)},
          {"outlived_run", fault.outlived_run},
          {"lost", lost(fault.lost_transient, fault.lost_stable)}};
}

static json::value json_of(const AlarmRecord& alarm) {
  return {{"raised_at", number(alarm.raised_at)},
          {"cleared_at", number(alarm.cleared_at)},
          {"severity", text_of(severity_text(alarm.severity))},
          {"object", text_of(alarm.object)},
          {"text", text_of(alarm.text)}};
}

static json::value json_of(const CrashReport& crash) {
  return {{"at", number(crash.at)},          {"process", text_of(crash.process)},
          {"reason", text_of(crash.reason)}, {"supervisor", text_of(crash.supervisor)},
          {"text", text_of(crash.text)},     {"ladder", text_of(crash.ladder)}};
}

static json::value json_of(const LadderRecord& ladder) {
  return {{"title", text_of(ladder.title)}, {"text", text_of(ladder.text)}};
}

static json::value json_of(const AuditResult& audit) {
  return {{"law", text_of(audit.law)},
          {"held", audit.held},
          {"checks", audit.checks},
          {"finding", text_of(audit.finding)}};
}

static json::value json_of(const ExpectationResult& each) {
  return {{"text", text_of(each.text)}, {"held", each.held}, {"measured", text_of(each.measured)}};
}

static json::value json_of(const TimelineColumn& column) {
  return {{"name", text_of(column.name)},
          {"unit", text_of(column.unit)},
          {"values", json::value_from(column.values)}};
}

static json::value json_of(const Timeline& timeline) {
  return {{"interval", number(timeline.interval)}, {"columns", array_of(timeline.columns)}};
}

namespace {

/// Writes JSON for people: indented, what is short on one line, numbers in their shortest form.
class Writer {
 public:
  void write(const json::value& value) {
    if (is_leaf(value)) return write_leaf(value);
    if (!is_short(value)) return write_long(value);
    text_ += brackets(value)[0];
    write_each(value, [](bool first) { return std::string_view{first ? "" : ", "}; });
    text_ += brackets(value)[1];
  }

  std::string take() { return std::move(text_) + '\n'; }

 private:
  static constexpr std::size_t short_max = 100;

  static bool is_leaf(const json::value& value) { return !value.is_structured(); }
  static std::string_view brackets(const json::value& value) {
    return value.is_object() ? "{}" : "[]";
  }
  /// Arrays of numbers count as short: nobody reads a line for each.
  static bool is_short(const json::value& value) {
    if (const auto* array = value.if_array()) {
      return std::ranges::all_of(*array, [](const auto& each) { return each.is_number(); });
    }
    const auto& object = value.get_object();
    return std::ranges::all_of(object, [](const auto& m) { return is_leaf(m.value()); }) &&
           json::serialize(value).size() <= short_max;
  }

  void write_long(const json::value& value) {
    text_ += brackets(value)[0];
    ++depth_;
    write_each(value, [this](bool first) { return (first ? "" : ",") + new_line(); });
    --depth_;
    text_ += new_line() + brackets(value)[1];
  }

  template <class Separator>
  void write_each(const json::value& value, Separator separator) {
    bool first = true;
    if (const auto* array = value.if_array()) {
      for (const auto& each : *array) {
        text_ += separator(std::exchange(first, false));
        write(each);
      }
      return;
    }
    for (const auto& member : value.get_object()) {
      text_ += separator(std::exchange(first, false));
      text_ += json::serialize(json::string{member.key()}) + ": ";
      write(member.value());
    }
  }

  void write_leaf(const json::value& value) {
    const auto* number = value.if_double();
    if (number == nullptr) {
      text_ += json::serialize(value);
    } else {
      text_ += std::isfinite(*number) ? fmt::format("{}", *number) : "null";
    }
  }

  std::string new_line() const { return '\n' + std::string(depth_ * 2, ' '); }

  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string json_report(const Measurements& measured) {
  const json::value report = {{"format", format},
                              {"passed", passed(measured)},
                              {"verdict", text_of(verdict_word(verdict_of(measured)))},
                              {"run", json_of(measured.run)},
                              {"calls", json_of(measured.calls)},
                              {"delays", array_of(measured.delays)},
                              {"blocking", array_of(measured.blocking)},
                              {"incoming", array_of(measured.incoming)},
                              {"restarts", array_of(measured.restarts)},
                              {"faults", array_of(measured.faults)},
                              {"alarms", array_of(measured.alarms)},
                              {"crashes_total", measured.crashes_total},
                              {"crashes", array_of(measured.crashes)},
                              {"ladders", array_of(measured.ladders)},
                              {"audits", array_of(measured.audits)},
                              {"expectations", array_of(measured.expectations)},
                              {"timeline", json_of(measured.timeline)}};
  Writer writer;
  writer.write(report);
  return writer.take();
}

}  // namespace forlopp::scenario
