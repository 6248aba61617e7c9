#include "runtime/internal/ordered_supervisor.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>

#include <fmt/format.h>

#include "runtime/internal/stop_process.hpp"
#include "runtime/internal/supervisor_spec.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {

OrderedSupervisor::OrderedSupervisor(SupervisorSpec spec, std::optional<ExitReason>* failure)
    : SupervisorCore{std::move(spec), failure} {}

// Start and stop.

Task<> OrderedSupervisor::start_children(Context self) {
  for (ChildSpec& spec : spec_.children) children_.add(std::move(spec));
  spec_.children.clear();
  ChildStart last = ChildStart::ignored();
  const SupervisedChild* failed = start_from(self, 0, Kind::child_started, last);
  if (failed == nullptr) co_return;
  fail_start(ExitReason::shutdown_because(
      fmt::format("{{failed_to_start_child,{},{}}}", failed->spec.id, to_term(last.error()))));
  if (last.unfinished()) co_await wait_for_end(self, last.unfinished());
  report(self, Kind::start_error, failed->spec.id, Pid{}, last.error());
}

Task<> OrderedSupervisor::stop_children(Context self) {
  return stop_from(self, 0);
}

ChildStart OrderedSupervisor::start_one(Context& self, SupervisedChild& child, Kind success) {
  Message no_argument;
  const bool again = success == Kind::child_restarted;
  ChildStart start =
      again ? try_restart(self, child.spec, no_argument) : try_start(self, child.spec, no_argument);
  if (!start || start.is_ignored()) {
    children_.set_gone(child, ChildState::undefined);
  } else {
    children_.set_running(child, *start);
    report(self, success, child.spec.id, *start);
  }
  return start;
}

SupervisedChild* OrderedSupervisor::start_from(Context& self, std::size_t position, Kind success,
                                               ChildStart& last) {
  auto child = std::next(children_.begin(), static_cast<std::ptrdiff_t>(position));
  while (child != children_.end()) {
    last = start_one(self, *child, success);
    if (!last) return &*child;
    const bool forgotten = last.is_ignored() && child->spec.restart == Restart::temporary;
    child = forgotten ? children_.erase(child) : std::next(child);
  }
  return nullptr;
}

Task<> OrderedSupervisor::stop_from(Context self, std::size_t position) {
  auto child = children_.end();
  for (std::size_t left = children_.size(); left > position; --left) {
    --child;
    co_await stop_one(self, &*child);
    if (child->spec.restart == Restart::temporary) child = children_.erase(child);
  }
}

Task<> OrderedSupervisor::stop_one(Context self, SupervisedChild* child) {
  if (const Pid pid = child->pid) {
    const ExitReason reason = co_await stop_process(self, pid, child->spec.patience());
    if (!is_expected_end(reason, child->spec)) {
      report(self, Kind::shutdown_error, child->spec.id, pid, reason);
    }
  }
  children_.set_gone(*child, ChildState::undefined);
}

void OrderedSupervisor::settle(SupervisedChild& child) {
  children_.set_gone(child, ChildState::undefined);
  if (child.spec.restart == Restart::temporary) children_.erase(child);
}

// Restarts.

SupervisorCore::Work OrderedSupervisor::child_ended(Context& self, Pid pid,
                                                    const ExitReason& reason) {
  SupervisedChild* child = children_.running_as(pid);
  if (child == nullptr) return {};
  report_termination(self, child->spec, pid, reason);
  if (is_restarted(child->spec.restart, reason)) return restart(self, *child, pid);
  const bool significant = child->spec.significant;
  settle(*child);
  auto_shutdown(significant);
  return {};
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, RetryRestart& retry) {
  SupervisedChild* child = children_.find(retry.id);
  if (child == nullptr || child->state != ChildState::restarting) return {};
  return restart(self, *child, Pid{});
}

SupervisorCore::Work OrderedSupervisor::restart(Context& self, SupervisedChild& child, Pid ended) {
  children_.set_gone(child, ChildState::undefined);
  if (!may_restart(self, child.spec, ended)) return {};
  if (spec_.strategy == Strategy::one_for_one) return restart_alone(self, child, ended);
  const bool rest = spec_.strategy == Strategy::rest_for_one;
  return restart_group(self, rest ? children_.position(child) : 0);
}

SupervisorCore::Work OrderedSupervisor::restart_alone(Context& self, SupervisedChild& child,
                                                      Pid ended) {
  ChildStart start = start_one(self, child, Kind::child_restarted);
  if (start) return {};
  if (start.unfinished()) return retry_after_end(self, &child, ended, std::move(start));
  retry_later(self, child, ended, start.error());
  return {};
}

Task<> OrderedSupervisor::restart_group(Context self, std::size_t position) {
  co_await stop_from(self, position);
  ChildStart last = ChildStart::ignored();
  SupervisedChild* failed = start_from(self, position, Kind::child_restarted, last);
  const Pid nobody;
  if (failed != nullptr) co_await retry_after_end(self, failed, nobody, std::move(last));
}

SupervisorCore::Work OrderedSupervisor::restart_from(Context& self, SupervisedChild& child,
                                                     Pid ended) {
  if (spec_.strategy == Strategy::one_for_one) return restart_alone(self, child, ended);
  return restart_group(self, children_.position(child));
}

Task<> OrderedSupervisor::retry_after_end(Context self, SupervisedChild* child, Pid ended,
                                          ChildStart failed) {
  if (failed.unfinished()) co_await wait_for_end(self, failed.unfinished());
  if (failed.is_postponed()) {
    Work again = restart_from(self, *child, ended);
    if (again) co_await std::move(*again);
    co_return;
  }
  retry_later(self, *child, ended, failed.error());
}

/// Through the mailbox, so that requests have their turn between two attempts.
void OrderedSupervisor::retry_later(Context& self, SupervisedChild& child, Pid ended,
                                    const ExitReason& failure) {
  report(self, Kind::start_error, child.spec.id, ended, failure);
  child.state = ChildState::restarting;
  self.send(self.self(), RetryRestart{.id = child.spec.id});
}

std::vector<std::string> OrderedSupervisor::running_beside(const ChildSpec& child, Others which) {
  std::vector<std::string> ids;
  const bool taken = which == Others::taken_along;
  if (taken && spec_.strategy == Strategy::one_for_one) return ids;
  bool is_behind = !taken || spec_.strategy == Strategy::one_for_all;
  for (const SupervisedChild& other : children_) {
    const bool is_itself = &other.spec == &child;
    if (is_behind && !is_itself && other.pid) ids.push_back(other.spec.id);
    is_behind = is_behind || is_itself;
  }
  return ids;
}

void OrderedSupervisor::auto_shutdown(bool significant) {
  if (!significant || spec_.auto_shutdown == AutoShutdown::never) return;
  if (spec_.auto_shutdown == AutoShutdown::all_significant && any_significant_left()) return;
  end_with(ExitReason::Kind::shutdown);
}

bool OrderedSupervisor::any_significant_left() {
  return std::ranges::any_of(children_, [](const SupervisedChild& child) {
    return child.spec.significant && child.state != ChildState::undefined;
  });
}

// Requests.

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<StartChild>& call) {
  return answer_start(self, call.from, err(ExitReason{"not simple_one_for_one"}));
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<AddChild>& call) {
  ChildSpec& spec = call.request.spec;
  if (const auto fault = fault_of(spec, spec_.auto_shutdown)) {
    return answer_start(self, call.from, err(ExitReason{*fault}));
  }
  if (const SupervisedChild* present = children_.find(spec.id)) {
    StartChildAnswer answer{
        .child = err(ExitReason{present->pid ? "already_started" : "already_present"}),
        .holder = present->pid};
    self.reply(call.from, std::move(answer));
    return {};
  }
  SupervisedChild& child = children_.add(std::move(spec));
  ChildStart start = start_one(self, child, Kind::child_started);
  std::optional<ChildSpec> not_kept;
  if (!start) not_kept = child.spec;
  if (!start || (start.is_ignored() && child.spec.restart == Restart::temporary)) {
    children_.erase(child);
  }
  return answer_start(self, call.from, std::move(start), std::move(not_kept));
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<TerminateChild>& call) {
  SupervisedChild* child = children_.find(call.request.id);
  if (child != nullptr && child->pid) return terminate(self, call.from, child);
  if (child != nullptr) settle(*child);
  self.reply(call.from, child == nullptr ? ChildAnswer::not_found : ChildAnswer::ok);
  return {};
}

Task<> OrderedSupervisor::terminate(Context self, From from, SupervisedChild* child) {
  co_await stop_one(self, child);
  settle(*child);
  self.reply(from, ChildAnswer::ok);
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<RestartChild>& call) {
  SupervisedChild* child = children_.find(call.request.id);
  const char* refusal = child == nullptr                         ? "not_found"
                        : child->state == ChildState::running    ? "running"
                        : child->state == ChildState::restarting ? "restarting"
                                                                 : nullptr;
  if (refusal != nullptr) return answer_start(self, call.from, err(ExitReason{refusal}));
  return answer_start(self, call.from, start_one(self, *child, Kind::child_started));
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<DeleteChild>& call) {
  const SupervisedChild* child = children_.find(call.request.id);
  const ChildAnswer answer = child == nullptr                         ? ChildAnswer::not_found
                             : child->state == ChildState::running    ? ChildAnswer::running
                             : child->state == ChildState::restarting ? ChildAnswer::restarting
                                                                      : ChildAnswer::ok;
  if (answer == ChildAnswer::ok) children_.erase(*child);
  self.reply(call.from, answer);
  return {};
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<WhichChildren>& call) {
  std::vector<ChildInfo> answer;
  answer.reserve(children_.size());
  for (const SupervisedChild& child : children_) {
    answer.push_back({child.spec.id, child.pid, child.state, child.spec.type});
  }
  std::ranges::reverse(answer);
  self.reply(call.from, std::move(answer));
  return {};
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<CountChildren>& call) {
  ChildCounts counts{.specs = children_.size(), .active = 0, .supervisors = 0, .workers = 0};
  for (const SupervisedChild& child : children_) {
    if (child.pid && self.node().is_alive(child.pid)) ++counts.active;
    ++(child.spec.type == ChildType::supervisor ? counts.supervisors : counts.workers);
  }
  self.reply(call.from, counts);
  return {};
}

SupervisorCore::Work OrderedSupervisor::on(Context& self, Call<GetChildSpec>& call) {
  const SupervisedChild* child = children_.find(call.request.id);
  ChildSpecAnswer answer;
  if (child != nullptr) answer.spec = child->spec;
  self.reply(call.from, std::move(answer));
  return {};
}

std::vector<ChildSpec> OrderedSupervisor::child_specs() {
  std::vector<ChildSpec> specs;
  for (const SupervisedChild& child : children_) specs.push_back(child.spec);
  return specs;
}

void OrderedSupervisor::upgrade_children(std::vector<ChildSpec> children) {
  children_.replace(std::move(children));
}

}  // namespace forlopp::runtime
