#include "scenarios/live/restart_book.hpp"

#include <algorithm>
#include <chrono>

#include "runtime/supervisor.hpp"

namespace forlopp::live {
namespace {

using runtime::Instant;
using Kind = runtime::SupervisorReport::Kind;
using namespace std::chrono_literals;

constexpr runtime::Duration restarting_for = 1s;
constexpr runtime::Duration recovered_for = 5s;
/// Names that lead back to themselves lead no further than this.
constexpr int depth_max = 32;

bool is_within(const std::optional<Instant>& when, runtime::Duration time, Instant now) {
  return when && now - *when <= time;
}

}  // namespace

const RestartBook::Link* RestartBook::link_of(runtime::Pid supervisor,
                                              const std::string& label) const {
  const auto link = links_.find(supervisor);
  if (link != links_.end()) return &link->second;
  const auto former = by_id_.find(label);
  const auto its_link = former == by_id_.end() ? links_.end() : links_.find(former->second);
  return its_link == links_.end() ? nullptr : &its_link->second;
}

std::string RestartBook::key_of_supervisor(runtime::Pid pid, const std::string& label) const {
  std::string key;
  std::string top = label;
  const Link* link = link_of(pid, label);
  for (int i = 0; i < depth_max && link != nullptr; ++i) {
    key.insert(0, '/' + link->id);
    top = link->supervisor_label;
    link = link_of(link->supervisor, link->supervisor_label);
  }
  return top + key;
}

std::string RestartBook::key_of_supervisor(const runtime::SupervisorReport& report) const {
  return key_of_supervisor(report.supervisor, report.supervisor_label);
}

std::optional<std::string> RestartBook::key_of(runtime::Pid pid) const {
  const auto link = links_.find(pid);
  if (link == links_.end()) return std::nullopt;
  const Link& known = link->second;
  return key_of_supervisor(known.supervisor, known.supervisor_label) + '/' + known.id;
}

void RestartBook::note(const runtime::SupervisorReport& report) {
  const std::string above = key_of_supervisor(report);
  const std::string key = above + '/' + report.child;
  switch (report.kind) {
    case Kind::child_started: return appear(report, key);
    case Kind::child_terminated:
      children_[key].ended = report.when;
      if (report.is_restarted) children_[key].pid = report.pid;
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
  const auto key = key_of(report.pid);
  if (key) children_[*key].crashed = report.when;
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
  if (!report.pid) return;
  Child& child = children_[key];
  child.former = std::exchange(child.pid, report.pid);
  runtime::Pid& latest = by_id_[report.child];
  const auto former = links_.find(latest);
  if (latest != report.pid && former != links_.end() &&
      former->second.supervisor_label == report.supervisor_label) {
    // When it first started, its supervisor had no place yet, and it another key.
    const bool has_an_id = report.strategy != runtime::Strategy::simple_one_for_one;
    if (has_an_id && !child.former) child.former = latest;
    links_.erase(former);
    windows_.erase(latest);
  }
  latest = report.pid;
  links_[report.pid] = {report.supervisor, report.supervisor_label, report.child};
}

void RestartBook::reappear(const runtime::SupervisorReport& report, const std::string& key) {
  appear(report, key);
  Child& child = children_[key];
  ++child.restarts;
  ++restarts_;
  // All instances have one key: whoever comes back later than another has no former one.
  if (report.strategy == runtime::Strategy::simple_one_for_one) child.pid = {};
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

runtime::Pid RestartBook::former_of(const std::string& key) const {
  const auto found = children_.find(key);
  return found == children_.end() ? runtime::Pid{} : found->second.former;
}

std::optional<std::string> RestartBook::key_above(const runtime::SupervisorReport& report) const {
  const Link* link = link_of(report.supervisor, report.supervisor_label);
  if (link == nullptr) return std::nullopt;
  return key_of_supervisor(link->supervisor, link->supervisor_label);
}

std::string RestartBook::label_above(const runtime::SupervisorReport& report) const {
  const Link* link = link_of(report.supervisor, report.supervisor_label);
  return link == nullptr ? "" : link->supervisor_label;
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
