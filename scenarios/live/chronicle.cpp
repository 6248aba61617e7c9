#include "scenarios/live/chronicle.hpp"

#include <algorithm>
#include <chrono>

#include "runtime/supervisor.hpp"
#include "scenarios/engine/run_levels.hpp"
#include "scenarios/live/crash_fields.hpp"
#include "scenarios/live/process_state.hpp"
#include "scenarios/live/row_of.hpp"
#include "scenarios/live/strategy_name.hpp"

namespace forlopp::live {
namespace {

using callmodel::Answered;
using callmodel::Cause;
using management::Document;
using management::EventClass;
using management::Map;
using Kind = runtime::SupervisorReport::Kind;
using What = SeriesBook::What;

constexpr int boxes_per_second = 100;
constexpr std::size_t stopped_named_max = 64;

const char* kind_of(Kind kind) {
  switch (kind) {
    case Kind::child_started: return "started";
    case Kind::child_terminated: return "terminated";
    case Kind::child_restarted: return "restarted";
    case Kind::start_error: return "start_error";
    case Kind::shutdown_error: return "shutdown_error";
    case Kind::gave_up: return "gave_up";
  }
  return "?";
}

/// The first of them, and how many there are.
void add_stopped(Map& fields, const std::vector<std::string>& ids) {
  management::Array first;
  for (std::size_t i = 0; i < std::min(ids.size(), stopped_named_max); ++i) {
    first.emplace_back(ids[i]);
  }
  fields.emplace_back("stopped", std::move(first));
  fields.emplace_back("stopped_count", ids.size());
}

Map supervision_fields(const runtime::SupervisorReport& report, const std::string& supervisor) {
  Map fields;
  fields.reserve(18);
  fields.emplace_back("kind", kind_of(report.kind));
  fields.emplace_back("supervisor", supervisor);
  fields.emplace_back("label", report.supervisor_label);
  fields.emplace_back("child", report.child);
  fields.emplace_back("pid", report.pid ? Document{to_string(report.pid)} : Document{});
  fields.emplace_back("reason", to_string(report.reason));
  fields.emplace_back("budget_used", report.restarts_in_period);
  fields.emplace_back("budget", report.restarts_max);
  fields.emplace_back("budget_period", report.period.count());
  fields.emplace_back("strategy", name_of(report.strategy));
  return fields;
}

Map recovery_fields(const scenario::Level& level, const std::string& what, std::string reason) {
  Map fields;
  fields.reserve(7);
  fields.emplace_back("level", level.level);
  fields.emplace_back("level_name", level.name);
  fields.emplace_back("what", what);
  fields.emplace_back("reason", std::move(reason));
  return fields;
}

Map call_fields(const char* kind, callmodel::CallId call) {
  Map fields;
  fields.reserve(5);
  fields.emplace_back("kind", kind);
  fields.emplace_back("call", static_cast<std::uint64_t>(call));
  return fields;
}

void add_number(Map& fields, const char* key, const callmodel::Digits& number) {
  if (number.size() > 0) fields.emplace_back(key, number.text());
}

}  // namespace

void Chronicle::supervised(const runtime::SupervisorReport& report) {
  const std::string supervisor = books_.restarts.key_of_supervisor(report);
  books_.restarts.note(report);
  books_.reports.note(report);
  Map fields = supervision_fields(report, supervisor);
  add_outcome(fields, report, supervisor);
  log_.add(EventClass::supervision, vtime(report.when), std::move(fields));
  if (report.kind != Kind::child_restarted) return;
  books_.series.count(What::restart, report.when);
  log_restart_level(report);
}

/// What an end takes along, what comes back, and who acts next.
void Chronicle::add_outcome(Map& fields, const runtime::SupervisorReport& report,
                            const std::string& supervisor) const {
  const RestartBook& restarts = books_.restarts;
  if (report.kind == Kind::child_terminated) {
    fields.emplace_back("is_restarted", report.is_restarted);
    fields.emplace_back("level", scenario::level_of(report).level);
    if (report.is_restarted) add_stopped(fields, report.stopped);
  } else if (report.kind == Kind::child_restarted) {
    const std::string key = supervisor + '/' + report.child;
    const runtime::Pid former = restarts.former_of(key);
    const auto outage = restarts.last_outage(key);
    fields.emplace_back("old_pid", former ? Document{to_string(former)} : Document{});
    fields.emplace_back("level", scenario::level_of(report).level);
    fields.emplace_back("took", outage ? Document{outage->count()} : Document{});
  } else if (report.kind == Kind::gave_up) {
    add_stopped(fields, report.stopped);
    const auto above = restarts.key_above(report);
    fields.emplace_back("escalates_to", above ? Document{*above} : Document{});
    fields.emplace_back("level", scenario::level_above(restarts.label_above(report)).level);
  }
}

/// What supervisors start again beyond half-calls, of which the exchange itself tells.
void Chronicle::log_restart_level(const runtime::SupervisorReport& report) {
  Map fields = recovery_fields(scenario::level_of(report), report.child, to_string(report.reason));
  const auto key = books_.restarts.key_of(report.pid);
  const auto outage = key ? books_.restarts.last_outage(*key) : std::nullopt;
  fields.emplace_back("took", outage ? Document{outage->count()} : Document{});
  fields.emplace_back("kept_stable", books_.calls.stable());
  log_.add(EventClass::recovery, vtime(report.when), std::move(fields));
}

bool Chronicle::has_room_for_black_box(runtime::Instant now) {
  const std::int64_t second = vtime(now) / 1'000'000'000;
  if (second != second_of_boxes_) boxes_in_second_ = 0;
  second_of_boxes_ = second;
  return ++boxes_in_second_ <= boxes_per_second;
}

void Chronicle::crashed(const runtime::CrashReport& report) {
  books_.crashes.add(report);
  const std::uint64_t call = call_of(std::string_view{report.label});
  if (!report.by_link) {
    books_.restarts.note(report);
    if (call != 0) books_.calls.crashed(call);
  }
  Map fields = crash_fields(report);
  if (call != 0) fields.emplace_back("call", call);
  const bool with_box = !report.by_link && has_room_for_black_box(report.when);
  if (with_box) fields.emplace_back("messages", black_box_of(report.black_box));
  log_.add(EventClass::crash, vtime(report.when), std::move(fields));
}

void Chronicle::attempt_began(callmodel::CallId call, runtime::Instant now) {
  books_.series.call_began(now);
  books_.calls.began(call, now);
  Map fields = call_fields("began", call);
  const ListedCall* listed = books_.calls.find(static_cast<std::uint64_t>(call));
  if (listed != nullptr) add_number(fields, "from", listed->record.calling);
  log_.add(EventClass::call, vtime(now), std::move(fields));
}

void Chronicle::call_answered(const callmodel::CallRecord& record) {
  books_.series.count(What::answer, runtime::Instant{record.answered});
  books_.calls.answered(record);
  Map fields = call_fields("answered", record.call);
  add_number(fields, "from", record.calling);
  add_number(fields, "to", record.called);
  log_.add(EventClass::call, record.answered.count(), std::move(fields));
}

void Chronicle::attempt_ended(const callmodel::AttemptOutcome& outcome) {
  const runtime::Instant when{outcome.ended};
  books_.series.call_ended(when);
  if (outcome.answered == Answered::no) books_.series.count(What::failure, when);
  if (outcome.cause == Cause::no_circuit_available) books_.series.count(What::block, when);
  books_.calls.ended(outcome);
  Map fields = call_fields("ended", outcome.call);
  const ListedCall* listed = books_.calls.find(static_cast<std::uint64_t>(outcome.call));
  if (listed != nullptr) {
    add_number(fields, "from", listed->record.calling);
    if (listed->answered) add_number(fields, "to", listed->record.called);
  }
  fields.emplace_back("cause", callmodel::name(outcome.cause));
  log_.add(EventClass::call, outcome.ended.count(), std::move(fields));
}

void Chronicle::records_written(std::span<const exchange::EndedCall> calls) {
  books_.calls.written(calls);
}

void Chronicle::circuit_sought(std::uint16_t group, runtime::Instant now, exchange::Sought sought) {
  books_.groups.sought(group, now, sought);
}

void Chronicle::circuits_busy(std::uint16_t group, runtime::Instant now, std::uint32_t circuits) {
  books_.groups.busy(group, now, circuits);
}

void Chronicle::recovered(const exchange::Recovery& recovery) {
  const scenario::Level level{static_cast<int>(recovery.level), exchange::name(recovery.level)};
  Map fields = recovery_fields(level, recovery.what, recovery.reason);
  fields.emplace_back("lost_transient", recovery.lost_transient);
  fields.emplace_back("lost_stable", recovery.lost_stable);
  log_.add(EventClass::recovery, vtime(recovery.when), std::move(fields));
}

void Chronicle::log_alarm(const char* kind, const exchange::Alarm& alarm, runtime::Instant when) {
  Map fields;
  fields.reserve(5);
  fields.emplace_back("kind", kind);
  fields.emplace_back("object", alarm.object);
  fields.emplace_back("cause", exchange::name(alarm.cause));
  fields.emplace_back("severity", exchange::name(alarm.severity));
  fields.emplace_back("text", alarm.text);
  log_.add(EventClass::alarm, vtime(when), std::move(fields));
}

void Chronicle::alarm_raised(const exchange::Alarm& alarm) {
  books_.alarms.raised(alarm);
  log_alarm("raised", alarm, alarm.raised);
}

void Chronicle::alarm_cleared(const exchange::Alarm& alarm) {
  books_.alarms.cleared(alarm);
  log_alarm("cleared", alarm, alarm.cleared);
}

}  // namespace forlopp::live
