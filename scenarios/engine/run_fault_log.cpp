#include "scenarios/engine/run_fault_log.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>

#include "scenarios/engine/fault_catalogue.hpp"

namespace forlopp::scenario {
namespace {

Duration since_start(runtime::Instant when) {
  return when.time_since_epoch();
}

std::optional<Sign> sign_of(exchange::ProbableCause cause) {
  using enum exchange::ProbableCause;
  if (cause == replaceable_unit_removed) return Sign::card_out;
  if (cause == line_card_problem) return Sign::card_problem;
  if (cause == line_babbling) return Sign::line_babbling;
  if (cause == congestion) return Sign::overload;
  return std::nullopt;
}

template <class Container, class T>
bool contains(const Container& all, const T& one) {
  return std::ranges::find(all, one) != std::ranges::end(all);
}

/// A process that serves the whole exchange: no call is known not to depend on it.
bool serves_every_call(FaultKind kind, std::string_view object) {
  const bool is_kill = kind == FaultKind::process_killed || kind == FaultKind::supervisor_killed;
  return is_kill && !object.starts_with("card ") && !object.starts_with("shelf ") &&
         !object.starts_with("trunk_group ");
}

}  // namespace

bool FaultLog::Entry::shows(Sign sign, std::string_view whose) const {
  const FaultSigns& signs = signs_of(kind);
  if (!contains(signs.noticed, sign) && !contains(signs.over, sign)) return false;
  return sign == Sign::overload || whose == object;
}

void FaultLog::Entry::notice(Duration now) {
  const bool still_lasts = ends < Duration::max() && now <= ends;
  const bool in_time = still_lasts || now <= record.at + signs_of(kind).window;
  if (!record.detected_after && in_time) record.detected_after = now - record.at;
}

/// Before it has ended by itself, quiet is only a pause.
void FaultLog::Entry::finish(Duration now) {
  const bool lasts = signs_of(kind).end == FaultSigns::End::silent;
  if (record.recovered_after || !alarms.empty() || (lasts && now < ends)) return;
  record.recovered_after = now - record.at;
}

bool FaultLog::Entry::is_over_for_good(Duration now) const {
  const Duration aftermath = signs_of(kind).aftermath;
  if (record.recovered_after) return now > record.at + *record.recovered_after + aftermath;
  const bool is_kill = serves_every_call(kind, object);
  return is_kill && now > record.at + signs_of(kind).window;
}

bool FaultLog::Entry::can_cost(const std::vector<std::string>& objects, Duration now) const {
  if (kind == FaultKind::off_hook_storm || is_over_for_good(now)) return false;
  return contains(objects, object) || serves_every_call(kind, object);
}

void FaultLog::struck(Strike strike) {
  const FaultDefinition* definition = find_fault(strike.kind);
  Entry entry{.record = {.at = strike.at,
                         .name = std::move(strike.name),
                         .kind = std::move(strike.kind),
                         .target = std::move(strike.target),
                         .detected_after = {},
                         .recovered_after = {}},
              .object = std::move(strike.object),
              .kind = definition->kind,
              .ends = Duration::max()};
  if (strike.lasting > Duration::zero()) entry.ends = strike.at + strike.lasting;
  entries_.push_back(std::move(entry));
}

void FaultLog::taken_back(std::string_view name, std::string_view object, Duration now) {
  for (Entry& entry : entries_) {
    const bool is_meant = entry.record.name == name && entry.object == object;
    if (!is_meant || entry.record.recovered_after || entry.ends <= now) continue;
    entry.record.taken_back_after = now - entry.record.at;
    entry.ends = now;
    if (signs_of(entry.kind).end == FaultSigns::End::silent) entry.finish(now);
  }
}

void FaultLog::began(Sign sign, std::string_view object, Duration now) {
  for (Entry& entry : entries_) {
    if (entry.record.recovered_after || !entry.shows(sign, object)) continue;
    entry.notice(now);
    const bool is_its_own = entry.record.detected_after.has_value();
    if (is_alarm(sign) && is_its_own && !contains(entry.alarms, sign)) entry.alarms.push_back(sign);
  }
}

void FaultLog::ended(Sign sign, std::string_view object, Duration now) {
  for (Entry& entry : entries_) {
    if (!entry.shows(sign, object) || !entry.record.detected_after) continue;
    const bool was_its_own = std::erase(entry.alarms, sign) > 0;
    if (was_its_own || !is_alarm(sign)) entry.finish(now);
  }
}

void FaultLog::alarm_raised(const exchange::Alarm& alarm) {
  if (const auto sign = sign_of(alarm.cause)) began(*sign, alarm.object, since_start(alarm.raised));
}

void FaultLog::alarm_cleared(const exchange::Alarm& alarm) {
  if (const auto sign = sign_of(alarm.cause))
    ended(*sign, alarm.object, since_start(alarm.cleared));
}

void FaultLog::recovered(const exchange::Recovery& recovery) {
  if (recovery.level != exchange::RecoveryLevel::message) return;
  began(Sign::card_started, recovery.what, since_start(recovery.when));
  ended(Sign::card_started, recovery.what, since_start(recovery.when));
}

void FaultLog::supervised(const runtime::SupervisorReport& report) {
  using Kind = runtime::SupervisorReport::Kind;
  const Duration now = since_start(report.when);
  if (report.kind == Kind::child_terminated) began(Sign::process_ended, report.child, now);
  if (report.kind == Kind::child_restarted || report.kind == Kind::child_started) {
    ended(Sign::process_started, report.child, now);
  }
}

void FaultLog::call_released(callmodel::CallId call, Duration now) {
  const std::string object = "call " + std::to_string(static_cast<std::uint64_t>(call));
  began(Sign::call_released, object, now);
  ended(Sign::call_released, object, now);
}

void FaultLog::passed(Duration now) {
  for (Entry& entry : entries_) {
    const bool by_itself = signs_of(entry.kind).end == FaultSigns::End::silent;
    if (by_itself && now >= entry.ends) entry.finish(entry.ends);
  }
}

/// What struck a part of the call comes before what struck them all, and the latest first.
FaultLog::Entry* FaultLog::responsible(callmodel::CallId call, Duration now) {
  const std::vector<std::string> objects = objects_of_call_(call);
  Entry* found = nullptr;
  for (Entry& entry : entries_) {
    if (!entry.can_cost(objects, now)) continue;
    const bool is_closer =
        found == nullptr || contains(objects, entry.object) || !contains(objects, found->object);
    if (is_closer) found = &entry;
  }
  return found;
}

void FaultLog::lost_transient(callmodel::CallId call, Duration now) {
  if (Entry* entry = responsible(call, now)) ++entry->record.lost_transient;
}

void FaultLog::lost_stable(callmodel::CallId call, Duration now) {
  if (Entry* entry = responsible(call, now)) ++entry->record.lost_stable;
}

std::vector<FaultRecord> FaultLog::records() const {
  std::vector<FaultRecord> records;
  for (const Entry& entry : entries_) records.push_back(entry.record);
  return records;
}

std::vector<FaultRecord> FaultLog::records_at_end(Duration end) const {
  std::vector<FaultRecord> all = records();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool ends_by_itself = signs_of(entries_[i].kind).end == FaultSigns::End::silent;
    all[i].outlived_run = ends_by_itself && !all[i].recovered_after && entries_[i].ends > end;
  }
  return all;
}

}  // namespace forlopp::scenario
