#include "scenarios/live/restart_book.hpp"

#include <algorithm>
#include <chrono>

namespace forlopp::live {
namespace {

using runtime::Instant;
using Kind = runtime::SupervisorReport::Kind;
using namespace std::chrono_literals;

constexpr runtime::Duration restarting_for = 1s;
constexpr runtime::Duration recovered_for = 5s;

bool is_within(const std::optional<Instant>& when, runtime::Duration time, Instant now) {
  return when && now - *when <= time;
}

}  // namespace

std::string RestartBook::key_of_supervisor(const runtime::SupervisorReport& report) const {
  const std::string* key = key_of(report.supervisor);
  return key != nullptr ? *key : report.supervisor_label;
}

const std::string* RestartBook::key_of(runtime::Pid pid) const {
  const auto found = keys_.find(pid);
  return found == keys_.end() ? nullptr : &found->second;
}

void RestartBook::note(const runtime::SupervisorReport& report) {
  const std::string above = key_of_supervisor(report);
  const std::string key = above + '/' + report.child;
  switch (report.kind) {
    case Kind::child_started: return appear(report, key);
    case Kind::child_terminated:
      children_[key].ended = report.when;
      windows_[report.supervisor].is_one_due = true;
      return;
    case Kind::child_restarted: count_against(report); return reappear(report, key);
    case Kind::gave_up: children_[above].gave_up = report.when; return count_against(report);
    case Kind::start_error:
      count_against(report);
      windows_[report.supervisor].is_one_due = true;
      return;
    case Kind::shutdown_error: return;
  }
}

void RestartBook::note(const runtime::CrashReport& report) {
  const std::string* key = key_of(report.pid);
  if (key != nullptr) children_[*key].crashed = report.when;
}

/// Each end of a child, and each start that failed, makes one restart, however many children it
/// starts again. The report says how many counted when that one was added.
void RestartBook::count_against(const runtime::SupervisorReport& report) {
  Window& window = windows_[report.supervisor];
  if (!std::exchange(window.is_one_due, false)) return;
  auto& restarts = window.restarts;
  restarts.push_back(report.when);
  while (restarts.size() > report.restarts_in_period) restarts.pop_front();
}

void RestartBook::appear(const runtime::SupervisorReport& report, const std::string& key) {
  Child& child = children_[key];
  if (child.pid != report.pid) {
    keys_.erase(child.pid);
    windows_.erase(child.pid);
  }
  child.pid = report.pid;
  if (report.pid) keys_.insert_or_assign(report.pid, key);
}

void RestartBook::reappear(const runtime::SupervisorReport& report, const std::string& key) {
  appear(report, key);
  Child& child = children_[key];
  ++child.restarts;
  ++restarts_;
  if (child.ended) child.outage = report.when - *child.ended;
  recent_.insert_or_assign(report.pid, report.when);
  recent_order_.emplace_back(report.when, report.pid);
  forget_before(report.when);
}

std::uint32_t RestartBook::budget_used(runtime::Pid supervisor, runtime::Duration period,
                                       Instant now) const {
  const auto found = windows_.find(supervisor);
  if (found == windows_.end()) return 0;
  const auto counts = [&](Instant when) { return now - when <= period; };
  return static_cast<std::uint32_t>(std::ranges::count_if(found->second.restarts, counts));
}

std::uint64_t RestartBook::restarts_of(const std::string& key) const {
  const auto found = children_.find(key);
  return found == children_.end() ? 0 : found->second.restarts;
}

std::optional<runtime::Duration> RestartBook::last_outage(const std::string& key) const {
  const auto found = children_.find(key);
  return found == children_.end() ? std::nullopt : found->second.outage;
}

std::optional<management::State> RestartBook::recency_of(runtime::Pid pid, Instant now) const {
  const auto found = recent_.find(pid);
  if (found == recent_.end()) return std::nullopt;
  if (now - found->second <= restarting_for) return management::State::restarting;
  if (now - found->second <= recovered_for) return management::State::recovered;
  return std::nullopt;
}

bool RestartBook::crashed_lately(const std::string& key, Instant now) const {
  const auto found = children_.find(key);
  return found != children_.end() && is_within(found->second.crashed, recovered_for, now);
}

bool RestartBook::gave_up_lately(const std::string& key, Instant now) const {
  const auto found = children_.find(key);
  return found != children_.end() && is_within(found->second.gave_up, restarting_for, now);
}

void RestartBook::forget_before(Instant now) {
  while (!recent_order_.empty() && now - recent_order_.front().first > recovered_for) {
    const auto [when, pid] = recent_order_.front();
    recent_order_.pop_front();
    const auto found = recent_.find(pid);
    if (found != recent_.end() && found->second == when) recent_.erase(found);
  }
}

}  // namespace forlopp::live
