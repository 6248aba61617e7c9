#include "runtime/internal/instance_supervisor.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/internal/stop_process.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {

InstanceSupervisor::InstanceSupervisor(SupervisorSpec spec, std::optional<ExitReason>* failure)
    : SupervisorCore{std::move(spec), failure} {}

Task<> InstanceSupervisor::start_children(Context) {
  co_return;
}

// Instances that come and go.

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<StartChild>& call) {
  ChildStart start = try_start(self, child_spec(), call.request.argument);
  if (start && !start.is_ignored()) {
    const bool temporary = child_spec().restart == Restart::temporary;
    Instance& instance = instances_[*start];
    if (!temporary) instance.argument = std::move(call.request.argument);
    if (!temporary) report(self, Kind::child_started, child_spec().id, *start);
  }
  return answer_start(self, call.from, std::move(start));
}

SupervisorCore::Work InstanceSupervisor::child_ended(Context& self, Pid pid,
                                                     const ExitReason& reason) {
  const auto instance = instances_.find(pid);
  if (instance == instances_.end() || instance->second.restarting) return {};
  report_termination(self, child_spec(), pid, reason);
  if (is_restarted(child_spec().restart, reason)) return restart(self, instance, pid);
  forget(instance);
  auto_shutdown();
  return {};
}

void InstanceSupervisor::forget(Instances::iterator instance) {
  if (instance->second.restarting) --restarting_;
  instances_.erase(instance);
}

void InstanceSupervisor::auto_shutdown() {
  if (!child_spec().significant || spec_.auto_shutdown == AutoShutdown::never) return;
  if (spec_.auto_shutdown == AutoShutdown::all_significant && !instances_.empty()) return;
  end_with(ExitReason::Kind::shutdown);
}

// Restarts.

SupervisorCore::Work InstanceSupervisor::restart(Context& self, Instances::iterator instance,
                                                 Pid ended) {
  const Pid key = instance->first;
  Instance taken = std::move(instance->second);
  forget(instance);
  if (!may_restart(self, child_spec(), ended)) return {};
  ChildStart start = try_restart(self, child_spec(), taken.argument);
  if (!start) {
    taken.restarting = true;
    ++restarting_;
    instances_.emplace(key, std::move(taken));
    return retry_later(self, key, ended, std::move(start));
  }
  if (start.is_ignored()) return {};
  instances_[*start].argument = std::move(taken.argument);
  report(self, Kind::child_restarted, child_spec().id, *start);
  return {};
}

SupervisorCore::Work InstanceSupervisor::retry_later(Context& self, Pid key, Pid ended,
                                                     ChildStart failed) {
  if (failed.unfinished()) return retry_after_end(self, key, ended, std::move(failed));
  report(self, Kind::start_error, child_spec().id, ended, failed.error());
  self.send(self.self(), RetryRestart{.pid = key});
  return {};
}

Task<> InstanceSupervisor::retry_after_end(Context self, Pid key, Pid ended, ChildStart failed) {
  co_await wait_for_end(self, failed.unfinished());
  const ChildStart settled{runtime::err(failed.error())};
  retry_later(self, key, ended, settled);
}

SupervisorCore::Work InstanceSupervisor::on(Context& self, RetryRestart& retry) {
  const auto instance = instances_.find(retry.pid);
  if (instance == instances_.end() || !instance->second.restarting) return {};
  return restart(self, instance, Pid{});
}

// Other requests.

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<TerminateChild>& call) {
  const Pid pid = call.request.pid;
  const auto instance = instances_.find(pid);
  if (instance == instances_.end()) {
    self.reply(call.from, !pid                        ? ChildAnswer::simple_one_for_one
                          : self.node().is_alive(pid) ? ChildAnswer::not_found
                                                      : ChildAnswer::ok);
    return {};
  }
  if (!instance->second.restarting) return terminate(self, call.from, pid);
  forget(instance);
  self.reply(call.from, ChildAnswer::ok);
  return {};
}

Task<> InstanceSupervisor::terminate(Context self, From from, Pid pid) {
  const ExitReason reason = co_await stop_process(self, pid, child_spec().patience());
  if (!is_expected_end(reason, child_spec())) {
    report(self, Kind::shutdown_error, child_spec().id, pid, reason);
  }
  instances_.erase(pid);
  self.reply(from, ChildAnswer::ok);
}

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<AddChild>& call) {
  self.reply(call.from, StartChildAnswer{.child = err(ExitReason{"simple_one_for_one"})});
  return {};
}

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<RestartChild>& call) {
  self.reply(call.from, StartChildAnswer{.child = err(ExitReason{"simple_one_for_one"})});
  return {};
}

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<DeleteChild>& call) {
  self.reply(call.from, ChildAnswer::simple_one_for_one);
  return {};
}

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<WhichChildren>& call) {
  std::vector<ChildInfo> answer;
  answer.reserve(instances_.size());
  for (const Pid pid : running()) {
    answer.push_back({child_spec().id, pid, ChildState::running, child_spec().type});
  }
  const ChildInfo waiting{child_spec().id, Pid{}, ChildState::restarting, child_spec().type};
  answer.insert(answer.end(), restarting_, waiting);
  self.reply(call.from, std::move(answer));
  return {};
}

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<CountChildren>& call) {
  const bool supervisors = child_spec().type == ChildType::supervisor;
  const std::size_t all = instances_.size();
  ChildCounts counts{.specs = 1,
                     .active = all - restarting_,
                     .supervisors = supervisors ? all : 0,
                     .workers = supervisors ? 0 : all};
  self.reply(call.from, counts);
  return {};
}

SupervisorCore::Work InstanceSupervisor::on(Context& self, Call<GetChildSpec>& call) {
  ChildSpecAnswer answer;
  if (instances_.contains(call.request.pid) || call.request.id == child_spec().id)
    answer.spec = child_spec();
  self.reply(call.from, std::move(answer));
  return {};
}

std::vector<ChildSpec> InstanceSupervisor::child_specs() {
  return spec_.children;
}

void InstanceSupervisor::upgrade_children(std::vector<ChildSpec> children) {
  spec_.children = std::move(children);
}

// The end: all at the same time, under one time limit.

Task<> InstanceSupervisor::stop_children(Context self) {
  erase_if(instances_, [](const auto& instance) { return instance.second.restarting; });
  for (const Pid pid : running()) self.monitor(pid);
  const Shutdown patience = child_spec().patience();
  const bool at_once = patience == brutal_kill;
  tell_all(self, at_once ? ExitReason::Kind::kill : ExitReason::Kind::shutdown);
  const bool for_ever = at_once || patience == infinity;
  Instant deadline = for_ever ? Instant::max() : self.now() + patience;
  while (!instances_.empty()) {
    const Duration left = deadline == Instant::max() ? infinity : deadline - self.now();
    const Message message = co_await runtime::receive(self, left);
    if (message) {
      note_end(message);
    } else {
      tell_all(self, ExitReason::Kind::kill);
      deadline = Instant::max();
    }
  }
  report_shutdown_errors(self);
}

std::vector<Pid> InstanceSupervisor::running() const {
  std::vector<Pid> pids;
  pids.reserve(instances_.size());
  for (const auto& [pid, instance] : instances_) {
    if (!instance.restarting) pids.push_back(pid);
  }
  std::ranges::sort(pids);
  return pids;
}

void InstanceSupervisor::tell_all(const Context& self, ExitReason::Kind signal) const {
  for (const Pid pid : running()) self.exit_signal(pid, signal);
}

void InstanceSupervisor::note_end(const Message& message) {
  const auto* exit = message.get_if<Exit>();
  const auto* down = message.get_if<Down>();
  if (exit == nullptr && down == nullptr) return;
  if (instances_.erase(exit != nullptr ? exit->from : down->pid) == 0) return;
  const ExitReason& reason = exit != nullptr ? exit->reason : down->reason;
  if (is_expected_end(reason, child_spec())) return;
  const auto same = std::ranges::find(shutdown_errors_, reason, &ShutdownError::reason);
  if (same != shutdown_errors_.end()) {
    ++same->instances;
  } else {
    shutdown_errors_.push_back({reason, 1});
  }
}

void InstanceSupervisor::report_shutdown_errors(Context& self) {
  for (const auto& [reason, instances] : shutdown_errors_) {
    const std::string who = fmt::format("{}*{}", child_spec().id, instances);
    report(self, Kind::shutdown_error, who, Pid{}, reason);
  }
}

}  // namespace forlopp::runtime
