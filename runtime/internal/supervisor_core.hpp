#pragma once

#include <optional>
#include <string_view>

#include "runtime/internal/supervisor_registry.hpp"
#include "runtime/observer.hpp"
#include "runtime/restart_window.hpp"
#include "runtime/script.hpp"
#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

/// A supervisor's message to itself: a restart has failed, try again. By id, or by the pid that the
/// child had.
struct RetryRestart {
  ChildId id{};
  Pid pid{};
};

/// What supervisors of all strategies share: the loop, restart intensity, reports, the end.
///
/// Messages are handled by plain functions; only what has to wait for a process to end is a
/// coroutine of its own, and requests lie in the mailbox meanwhile.
class SupervisorCore : public Script {
 public:
  /// If the start fails, `failure` is told why before the first message is awaited; it need not
  /// live longer than that.
  SupervisorCore(SupervisorSpec spec, std::optional<ExitReason>* failure);

 protected:
  /// What is left to do when a message has been handled; mostly nothing.
  using Work = std::optional<Task<>>;

  Task<> begin(Context self) final;
  /// As its parent's exit does: the children are stopped first.
  void system_terminate(Context& context, ExitReason reason) final;
  /// Its specification, as `SupervisorSpec`. To replace it, `UpgradeSupervisor`.
  Message system_get_state(Context& context) final;
  /// With a `SupervisorSpec`: as `UpgradeSupervisor`.
  bool system_code_change(Context& context, Message& extra) final;

  virtual Task<> start_children(Context self) = 0;
  virtual Task<> stop_children(Context self) = 0;
  virtual Work child_ended(Context& self, Pid pid, const ExitReason& reason) = 0;
  virtual Work on(Context& self, RetryRestart& retry) = 0;
  virtual Work on(Context& self, Call<StartChild>& call) = 0;
  virtual Work on(Context& self, Call<AddChild>& call) = 0;
  virtual Work on(Context& self, Call<TerminateChild>& call) = 0;
  virtual Work on(Context& self, Call<RestartChild>& call) = 0;
  virtual Work on(Context& self, Call<DeleteChild>& call) = 0;
  virtual Work on(Context& self, Call<WhichChildren>& call) = 0;
  virtual Work on(Context& self, Call<CountChildren>& call) = 0;
  virtual Work on(Context& self, Call<GetChildSpec>& call) = 0;
  /// Takes the children of a specification that has been found right.
  virtual void upgrade_children(std::vector<ChildSpec> children) = 0;
  virtual std::vector<ChildSpec> child_specs() = 0;
  virtual std::size_t running_children() const = 0;

  /// Starts a child; whatever its start function throws is a failure to start.
  ChildStart try_start(Context& self, ChildSpec& spec, Message& argument);
  ChildStart try_restart(Context& self, ChildSpec& spec, Message& argument);
  /// Answers a request to start a child; if the start failed, once its traces are gone.
  Work answer_start(Context& self, const From& from, ChildStart start,
                    std::optional<ChildSpec> not_kept = {});
  /// The supervisor ends with this reason as soon as the present message is handled.
  void end_with(ExitReason reason);
  void fail_start(ExitReason reason);
  /// Counts a restart of a child; false: one too many, the supervisor gives up.
  bool may_restart(Context& self, const ChildSpec& child, Pid pid);
  bool is_ending() const { return end_reason_.has_value(); }

  void report(Context& self, SupervisorReport::Kind kind, std::string_view child, Pid pid,
              const ExitReason& reason = {});
  void report_termination(Context& self, const ChildSpec& child, Pid pid, const ExitReason& reason);
  /// The other running children, in their order: those that `child`, once ended, takes along by the
  /// strategy, or all.
  enum class Others : std::uint8_t { taken_along, all };
  virtual std::vector<std::string> running_beside(const ChildSpec& child, Others which) = 0;

  SupervisorSpec spec_;

 private:
  Work handle(Context& self, Message& message);
  template <class... Request>
  Work handle_request(Context& self, Message& message);
  Task<> answer_after_end(Context self, From from, StartChildAnswer answer, Pid unfinished);
  Work on(Context& self, Call<UpgradeSupervisor>& call);
  std::optional<ExitReason> upgrade(SupervisorSpec spec);
  /// How a child ended, or the supervisor's patience with it did.
  struct End {
    SupervisorReport::Kind kind;
    Pid pid;
    const ExitReason& reason;
  };
  void report_end(Context& self, const ChildSpec& child, const End& end);
  SupervisorReport report_of(Context& self, SupervisorReport::Kind kind, std::string_view child,
                             Pid pid, const ExitReason& reason) const;

  RestartWindow window_;
  std::optional<ExitReason> end_reason_{};
  std::optional<ExitReason>* failure_;
  std::shared_ptr<SupervisorBooks> books_{};
};

/// Whether a child that ended with this reason is started again.
bool is_restarted(Restart restart, const ExitReason& reason);

}  // namespace forlopp::runtime
