#include "scenarios/engine/run_collector.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "scenarios/engine/run_levels.hpp"
#include "switch/charging/call_journal.hpp"

namespace forlopp::scenario {
namespace {

using callmodel::Answered;
using callmodel::AttemptOutcome;
using callmodel::Cause;

Duration since_start(runtime::Instant when) {
  return when.time_since_epoch();
}

/// Whether an attempt was lost by something that broke, as opposed to congestion or the parties.
bool lost_by_fault(const AttemptOutcome& outcome) {
  constexpr std::array always{Cause::temporary_failure, Cause::recovery_on_timer_expiry,
                              Cause::network_out_of_order};
  if (std::ranges::find(always, outcome.cause) != always.end()) return true;
  const bool had_its_line =
      outcome.answered == Answered::yes || outcome.reached >= callmodel::Pic::send_call;
  return outcome.cause == Cause::destination_out_of_order && had_its_line;
}

/// Both enumerations go from the least severe to the most; what X.733 calls indeterminate is shown
/// as a warning.
Severity severity_of(exchange::Severity severity) {
  switch (severity) {
    case exchange::Severity::cleared:
    case exchange::Severity::indeterminate:
    case exchange::Severity::warning: return Severity::warning;
    case exchange::Severity::minor: return Severity::minor;
    case exchange::Severity::major: return Severity::major;
    case exchange::Severity::critical: return Severity::critical;
  }
  return Severity::warning;
}

constexpr std::size_t timeline_intervals = 240;

Duration timeline_interval(Duration traffic_ends) {
  return std::max<Duration>(traffic_ends / timeline_intervals, std::chrono::milliseconds{100});
}

}  // namespace

RunCollector::RunCollector(BlockingLog& blocking, LadderRecorder& ladders, Duration warm_up,
                           Duration traffic_ends)
    : blocking_{blocking},
      ladders_{ladders},
      warm_up_{warm_up},
      timeline_{timeline_interval(traffic_ends)},
      attempts_column_{timeline_.add_rate("attempts")},
      answered_column_{timeline_.add_rate("answered")},
      failed_column_{timeline_.add_rate("failed")},
      blocked_column_{timeline_.add_rate("blocked")},
      restarts_column_{timeline_.add_rate("restarts")},
      up_column_{timeline_.add_level("calls up")} {}

void RunCollector::begin_measurement(Duration now) {
  calls_up_.restart(now);
  talking_.restart(now);
  blocking_.restart(now);
}

void RunCollector::end_measurement(Duration now) {
  carried_erlangs_ = talking_.mean(now);
  blocking_results_ = blocking_.results(now);
  incoming_results_ = blocking_.incoming();
}

void RunCollector::circuit_sought(std::uint16_t group, runtime::Instant now,
                                  exchange::Sought sought) {
  blocking_.sought(
      group, since_start(now),
      sought == exchange::Sought::found ? AttemptResult::carried : AttemptResult::blocked);
}

void RunCollector::circuits_busy(std::uint16_t group, runtime::Instant now,
                                 std::uint32_t circuits) {
  blocking_.busy(group, since_start(now), circuits);
}

void RunCollector::attempt_began(callmodel::CallId call, runtime::Instant now) {
  const Duration when = since_start(now);
  timeline_.count(attempts_column_, when);
  ++attempts_seen_;
  calls_up_.add(when, 1);
  timeline_.set(up_column_, when, static_cast<double>(calls_up_.level()));
  if (when < warm_up_) return;
  ++counts_.attempts;
  first_counted_ = std::min(first_counted_, call);
}

void RunCollector::call_answered(const callmodel::CallRecord& record) {
  timeline_.count(answered_column_, record.answered);
  talking_.add(record.answered, 1);
  if (counts(record.call)) ++counts_.answered;
}

void RunCollector::end_level(Duration now, bool was_answered) {
  calls_up_.add(now, -1);
  if (was_answered) talking_.add(now, -1);
  timeline_.set(up_column_, now, static_cast<double>(calls_up_.level()));
}

void RunCollector::count_lost(const AttemptOutcome& outcome) {
  if (!lost_by_fault(outcome)) return;
  if (outcome.answered == Answered::yes) {
    faults_.lost_stable(outcome.call, outcome.ended);
  } else {
    ++counts_.cut_off_transient;
    faults_.lost_transient(outcome.call, outcome.ended);
  }
}

void RunCollector::attempt_ended(const AttemptOutcome& outcome) {
  const bool answered = outcome.answered == Answered::yes;
  end_level(outcome.ended, answered);
  put_struck_right(outcome.call, outcome.ended);
  ladders_.call_ended(
      outcome.call, outcome.ended,
      (answered ? "answered, " : "not answered, ") + std::string{callmodel::name(outcome.cause)});
  if (!answered) timeline_.count(failed_column_, outcome.ended);
  if (outcome.cause == Cause::no_circuit_available) timeline_.count(blocked_column_, outcome.ended);
  if (!counts(outcome.call)) return;
  (answered ? answered_ : failed_).add(outcome.cause);
  if (!answered) ++counts_.failed;
  count_lost(outcome);
}

void RunCollector::call_struck(callmodel::CallId call) {
  struck_.push_back(call);
  if (counts(call)) ++counts_.struck;
}

/// A crash in a half-call is over when the exchange has released what was left of the call.
void RunCollector::put_struck_right(callmodel::CallId call, Duration now) {
  if (std::erase(struck_, call) == 0) return;
  faults_.call_released(call, now);
}

void RunCollector::records_written(std::span<const exchange::EndedCall> calls) {
  for (const exchange::EndedCall& call : calls) {
    if (call.answered == Answered::yes && counts(call.record.call)) ++counts_.records;
  }
}

RestartCount& RunCollector::restart_row(int level, const std::string& level_name,
                                        const std::string& what) {
  const auto same = [&](const RestartCount& count) {
    return count.level == level && count.supervisor == what;
  };
  const auto found = std::ranges::find_if(restarts_, same);
  if (found != restarts_.end()) return *found;
  restarts_.push_back({.level = level, .level_name = level_name, .supervisor = what});
  return restarts_.back();
}

void RunCollector::count_restart(int level, const std::string& level_name,
                                 const std::string& what) {
  ++restarts_total_;
  ++restart_row(level, level_name, what).count;
}

/// Levels at which the exchange itself knows what was lost; supervisors report the others.
void RunCollector::recovered(const exchange::Recovery& recovery) {
  const Duration when = since_start(recovery.when);
  faults_.recovered(recovery);
  if (recovery.level == exchange::RecoveryLevel::message) return;  // Nothing was started again.
  timeline_.count(restarts_column_, when);
  const bool one_call = recovery.level == exchange::RecoveryLevel::half_call;
  const std::string of = one_call ? "calls" : recovery.what;
  count_restart(static_cast<int>(recovery.level), std::string{exchange::name(recovery.level)}, of);
  RestartCount& row = restart_row(static_cast<int>(recovery.level),
                                  std::string{exchange::name(recovery.level)}, of);
  row.lost_transient += recovery.lost_transient;
  row.lost_stable += recovery.lost_stable;
}

void RunCollector::supervised(const runtime::SupervisorReport& report) {
  using Kind = runtime::SupervisorReport::Kind;
  const Duration when = since_start(report.when);
  faults_.supervised(report);
  if (report.kind != Kind::child_restarted) return;
  timeline_.count(restarts_column_, when);
  const auto& [level, name] = level_of(report);
  count_restart(level, std::string{name}, report.child);
}

void RunCollector::alarm_raised(const exchange::Alarm& alarm) {
  faults_.alarm_raised(alarm);
  const AlarmRecord record{.raised_at = since_start(alarm.raised),
                           .cleared_at = {},
                           .severity = severity_of(alarm.severity),
                           .object = alarm.object,
                           .text = alarm.text};
  if (const auto standing = standing_.find({alarm.object, alarm.cause});
      standing != standing_.end()) {
    alarms_[standing->second] = record;
    return;
  }
  standing_.emplace(std::pair{alarm.object, alarm.cause}, alarms_.size());
  alarms_.push_back(record);
}

void RunCollector::alarm_cleared(const exchange::Alarm& alarm) {
  const Duration when = since_start(alarm.cleared);
  faults_.alarm_cleared(alarm);
  const auto standing = standing_.extract({alarm.object, alarm.cause});
  if (!standing.empty()) alarms_[standing.mapped()].cleared_at = when;
}

void RunCollector::crashed(const runtime::CrashReport& report) {
  crashes_.add(report);
}

void RunCollector::dial_tone_heard(Duration lifted, Duration delay) {
  if (lifted >= warm_up_) dial_tone_.add(delay);
}

void RunCollector::ringback_heard(Duration lifted, Duration delay) {
  if (lifted >= warm_up_) set_up_.add(delay);
}

void RunCollector::answer_heard(Duration lifted, Duration delay) {
  if (lifted >= warm_up_) answer_.add(delay);
}

void RunCollector::conversation_ended(Duration lifted, Conversation how) {
  if (lifted < warm_up_) return;
  ++(how == Conversation::cut_off ? counts_.cut_off_stable : counts_.completed);
}

Measurements RunCollector::so_far() const {
  Measurements measured;
  measured.calls = counts_;
  measured.calls.failed_by_cause = failed_.counts();
  measured.calls.answered_by_cause = answered_.counts();
  measured.calls.in_progress = counts_.attempts - counts_.answered - counts_.failed;
  measured.calls.talking = counts_.answered - answered_.total();
  measured.calls.most_at_once = static_cast<std::uint64_t>(calls_up_.most());
  measured.restarts = restarts_;
  std::ranges::sort(measured.restarts, [](const RestartCount& a, const RestartCount& b) {
    return std::tie(a.level, a.supervisor) < std::tie(b.level, b.supervisor);
  });
  measured.faults = faults_.records();
  measured.crashes_total = crashes_.total();
  return measured;
}

void RunCollector::fill(Measurements& measured, Duration end) const {
  Measurements collected = so_far();
  measured.calls = std::move(collected.calls);
  measured.calls.carried_erlangs = carried_erlangs_;
  measured.restarts = std::move(collected.restarts);
  measured.faults = faults_.records_at_end(end);
  measured.alarms = alarms_;
  measured.crashes = crashes_.reports();
  measured.crashes_total = crashes_.total();
  measured.ladders = ladders_.ladders();
  measured.blocking = blocking_results_;
  measured.incoming = incoming_results_;
  measured.timeline = timeline_.timeline(end);
  for (const auto& [name, histogram] :
       {std::pair{"dial tone", &dial_tone_}, {"set-up", &set_up_}, {"answer", &answer_}}) {
    if (histogram->count() > 0) measured.delays.push_back(histogram->distribution(name));
  }
}

}  // namespace forlopp::scenario
