#include "runtime/internal/supervisor_core.hpp"

#include <exception>

#include "runtime/internal/process_exit.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/stop_process.hpp"
#include "runtime/internal/supervisor_spec.hpp"
#include "runtime/internal/trap.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {
SupervisorCore::SupervisorCore(SupervisorSpec spec, std::optional<ExitReason>* failure)
    : spec_{std::move(spec)},
      window_{spec_.intensity.restarts_max, spec_.intensity.period},
      failure_{failure} {}

Task<> SupervisorCore::begin(Context self) {
  self.trap_exit();
  if (const auto fault = fault_at_start(spec_)) self.exit(ExitReason{*fault});
  books_ = self.node().supervisors().open(self, spec_);
  co_await start_children(self);
  failure_ = nullptr;
  while (!is_ending()) {
    books_->children.store(running_children(), std::memory_order_relaxed);
    Message message = co_await runtime::receive(self);
    Work work = handle(self, message);
    if (work) co_await std::move(*work);
  }
  co_await stop_children(self);
  self.exit(*end_reason_);
}

SupervisorCore::Work SupervisorCore::handle(Context& self, Message& message) {
  if (const auto* exit = message.get_if<Exit>()) {
    if (exit->from != self.parent()) return child_ended(self, exit->from, exit->reason);
    end_with(exit->reason);
    return {};
  }
  if (auto* retry = message.get_if<RetryRestart>()) return on(self, *retry);
  return handle_request<StartChild, TerminateChild, AddChild, RestartChild, DeleteChild,
                        WhichChildren, CountChildren, GetChildSpec, UpgradeSupervisor>(self,
                                                                                       message);
}

void SupervisorCore::system_terminate(Context& context, ExitReason reason) {
  receive(context, Message::of(Exit{context.parent(), std::move(reason)}));
}

Message SupervisorCore::system_get_state(Context&) {
  return Message::of(SupervisorSpec{.strategy = spec_.strategy,
                                    .intensity = spec_.intensity,
                                    .auto_shutdown = spec_.auto_shutdown,
                                    .children = child_specs()});
}

template <class... Request>
SupervisorCore::Work SupervisorCore::handle_request(Context& self, Message& message) {
  Work work;
  const auto offer = [&]<class T>(T* call) {
    if (call == nullptr) return false;
    if (Work left = on(self, *call)) work.emplace(std::move(*left));
    return true;
  };
  static_cast<void>((offer(message.get_if<Call<Request>>()) || ...));
  return work;
}

ChildStart SupervisorCore::try_start(Context& self, ChildSpec& spec, Message& argument) {
  try {
    const Outside outside;
    return spec.start(self, argument);
  } catch (const ProcessExit& exit) {
    return ChildStart{err(exit.reason)};
  } catch (const trap::HardwareTrap& trapped) {
    return ChildStart{
        err(ExitReason::raised_in_start(describe(trapped), trap::stack_of_last_throw()))};
  } catch (const std::exception& error) {
    return ChildStart{err(ExitReason::raised_in_start(error.what(), trap::stack_of_last_throw()))};
  }
}

ChildStart SupervisorCore::try_restart(Context& self, ChildSpec& spec, Message& argument) {
  if (self.node().scheduler().lets_restart_fail()) return err(ExitReason{"fault_point"});
  return try_start(self, spec, argument);
}

SupervisorCore::Work SupervisorCore::answer_start(Context& self, const From& from, ChildStart start,
                                                  std::optional<ChildSpec> not_kept) {
  const Pid unfinished = start.unfinished();
  StartChildAnswer answer{.child = start, .info = start.info(), .not_kept = std::move(not_kept)};
  if (unfinished) return answer_after_end(self, from, std::move(answer), unfinished);
  self.reply(from, std::move(answer));
  return {};
}

Task<> SupervisorCore::answer_after_end(Context self, From from, StartChildAnswer answer,
                                        Pid unfinished) {
  co_await wait_for_end(self, unfinished);
  self.reply(from, std::move(answer));
}

void SupervisorCore::end_with(ExitReason reason) {
  if (!end_reason_) end_reason_ = std::move(reason);
}

void SupervisorCore::fail_start(ExitReason reason) {
  if (failure_ != nullptr) *std::exchange(failure_, nullptr) = reason;
  end_with(std::move(reason));
}

bool SupervisorCore::may_restart(Context& self, const ChildSpec& child, Pid pid) {
  const bool may = window_.add(self.now());
  books_->restarts_in_period.store(static_cast<std::uint32_t>(window_.count()),
                                   std::memory_order_relaxed);
  if (may) SupervisorBooks::add_one(books_->restarts);
  if (may) return true;
  const ExitReason reason{"reached_max_restart_intensity"};
  report_end(self, child, {SupervisorReport::Kind::gave_up, pid, reason});
  end_with(ExitReason::Kind::shutdown);
  return false;
}

SupervisorReport SupervisorCore::report_of(Context& self, SupervisorReport::Kind kind,
                                           std::string_view child, Pid pid,
                                           const ExitReason& reason) const {
  return {.when = self.now(),
          .kind = kind,
          .supervisor = self.self(),
          .supervisor_label = to_string(self.label()),
          .child = std::string{child},
          .pid = pid,
          .reason = reason,
          .restarts_in_period = static_cast<std::uint32_t>(window_.count()),
          .restarts_max = spec_.intensity.restarts_max,
          .period = spec_.intensity.period,
          .strategy = spec_.strategy,
          .parent = self.parent()};
}

void SupervisorCore::report(Context& self, SupervisorReport::Kind kind, std::string_view child,
                            Pid pid, const ExitReason& reason) {
  Observer* observer = self.node().observer();
  if (observer == nullptr) return;
  const Outside outside;
  observer->supervised(report_of(self, kind, child, pid, reason));
}

void SupervisorCore::report_end(Context& self, const ChildSpec& child, const End& end) {
  Observer* observer = self.node().observer();
  if (observer == nullptr) return;
  const Outside outside;
  SupervisorReport report = report_of(self, end.kind, child.id, end.pid, end.reason);
  const bool gave_up = end.kind == SupervisorReport::Kind::gave_up;
  report.is_restarted = !gave_up && is_restarted(child.restart, end.reason);
  if (gave_up || report.is_restarted) {
    report.stopped = running_beside(child, gave_up ? Others::all : Others::taken_along);
  }
  observer->supervised(report);
}

void SupervisorCore::report_termination(Context& self, const ChildSpec& child, Pid pid,
                                        const ExitReason& reason) {
  SupervisorBooks::add_one(books_->terminated);
  if (!reason.is_orderly()) SupervisorBooks::add_one(books_->crashed);
  if (reason.is_orderly() && child.restart != Restart::permanent) return;
  report_end(self, child, {SupervisorReport::Kind::child_terminated, pid, reason});
}

SupervisorCore::Work SupervisorCore::on(Context& self, Call<UpgradeSupervisor>& call) {
  UpgradeAnswer answer{upgrade(std::move(call.request.spec))};
  self.reply(call.from, std::move(answer));
  return {};
}

bool SupervisorCore::system_code_change(Context& context, Message& extra) {
  auto* spec = extra.get_if<SupervisorSpec>();
  if (spec == nullptr) return false;
  if (auto refused = upgrade(std::move(*spec))) context.exit(std::move(*refused));
  return true;
}

std::optional<ExitReason> SupervisorCore::upgrade(SupervisorSpec spec) {
  if (const auto fault = fault_of(spec)) return ExitReason{*fault};
  const auto is_simple = [](Strategy s) { return s == Strategy::simple_one_for_one; };
  if (is_simple(spec.strategy) != is_simple(spec_.strategy)) {
    return ExitReason{"{invalid_strategy,children are kept in another way}"};
  }
  window_.set_limits(spec.intensity.restarts_max, spec.intensity.period);
  spec_.strategy = spec.strategy;
  spec_.intensity = spec.intensity;
  spec_.auto_shutdown = spec.auto_shutdown;
  upgrade_children(std::move(spec.children));
  return {};
}

bool is_restarted(Restart restart, const ExitReason& reason) {
  return restart == Restart::permanent || (restart == Restart::transient && !reason.is_orderly());
}

}  // namespace forlopp::runtime
