#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/context.hpp"

namespace forlopp::runtime {

/// OTP's four strategies.
enum class Strategy : std::uint8_t { one_for_one, one_for_all, rest_for_one, simple_one_for_one };
/// When an ended child is started again: always; only after a crash; never.
enum class Restart : std::uint8_t { permanent, transient, temporary };
enum class ChildType : std::uint8_t { worker, supervisor };
/// When a supervisor ends by itself because its significant children have ended.
enum class AutoShutdown : std::uint8_t { never, any_significant, all_significant };

/// At most `restarts_max` restarts within `period`; one more, and the supervisor gives up.
struct RestartIntensity {
  std::uint32_t restarts_max = 1;
  Duration period = std::chrono::seconds{5};
};

/// How a child is told to stop: an exit signal `shutdown` and this much patience before `kill`.
/// Zero allows no grace, `brutal_kill` does without the signal, `infinity` waits for ever.
using Shutdown = Duration;
inline constexpr Shutdown brutal_kill = Shutdown::min();

/// What a child is called within its supervisor.
using ChildId = std::string;

/// What a start function answers: the process, nobody (OTP's ignore), or why there is none.
class [[nodiscard]] ChildStart : public StartResult {
 public:
  // NOLINTBEGIN(google-explicit-constructor): each of these is a start's outcome.
  ChildStart(StartResult result) : StartResult{std::move(result)} {}
  ChildStart(Pid pid) : StartResult{pid} {}
  ChildStart(decltype(runtime::err(ExitReason{})) reason) : StartResult{std::move(reason)} {}
  // NOLINTEND(google-explicit-constructor)
  /// No process for now, and no failure: the child's specification stays, unless it is temporary.
  static ChildStart ignored() { return ChildStart{Pid{}}; }
  /// It failed, but `process` still has to clear up before it ends.
  static ChildStart unfinished(Pid process, ExitReason reason);
  /// It runs, and there is something to tell whoever asked for it (OTP's {ok, Child, Info}).
  static ChildStart with_info(Pid process, std::string info);
  /// Not yet: `predecessor`, who has its name, is still ending. A supervisor that restarts the
  /// child waits for that end and tries again, which counts as one restart in all; while a
  /// supervisor itself is being started, it is a failure like any other.
  static ChildStart after(Pid predecessor);

  bool is_ignored() const { return has_value() && !**this; }
  /// Who must have ended before the start may be tried again; normally nobody.
  Pid unfinished() const { return unfinished_; }
  const std::string& info() const { return info_; }
  bool is_postponed() const { return is_postponed_; }

 private:
  Pid unfinished_{};
  std::string info_{};
  bool is_postponed_ = false;
};

/// How one child is started, restarted and stopped.
struct ChildSpec {
  /// It holds code, as Erlang's module, function and arguments do; so it may travel in a message,
  /// and whoever writes `start` promises that what it captures is a value.
  static constexpr bool is_isolated_value = true;

  ChildId id;
  /// Starts the child, linked to the calling supervisor; normally `Context::start_link`. For
  /// simple_one_for_one, `argument` is what `StartChild` brought; otherwise it is empty. It is
  /// called again with the same argument for a restart: look at it, do not take it away.
  std::function<ChildStart(Context&, Message& argument)> start{};
  Restart restart = Restart::permanent;
  std::optional<Shutdown> shutdown{};  ///< Not given: 5 s for a worker, infinity for a supervisor.
  ChildType type = ChildType::worker;
  bool significant = false;  ///< Not for permanent children, and only with an `AutoShutdown`.

  Shutdown patience() const;
};

/// A supervisor as plain data.
struct SupervisorSpec {
  Strategy strategy = Strategy::one_for_one;
  RestartIntensity intensity{};
  AutoShutdown auto_shutdown = AutoShutdown::never;
  std::vector<ChildSpec> children{};
};

/// Starts a supervisor, linked to the caller, with its children in order; it traps exits. If one of
/// them fails, or the specification is faulty, the failure is returned. Those already started are
/// then stopped in reverse order: a supervisor as caller waits for that, others get an `Exit`.
ChildStart start_supervisor(Context& context, SpawnOptions options, SupervisorSpec spec);
/// What an init callback answers: a specification, or that there shall be no supervisor (ignore).
/// It runs in the new process, before any child is started; failing there fails the start.
using SupervisorInit = std::function<std::optional<SupervisorSpec>(Context&)>;
/// The same with a callback that makes the specification at each start.
ChildStart start_supervisor(Context& context, SpawnOptions options, SupervisorInit init);
/// The code of a supervisor, for whoever spawns it otherwise. It ends with the reason that its
/// parent's exit signal brings, whatever it is; without a parent, one from outside the node.
std::unique_ptr<ProcessCode> supervisor(SupervisorSpec spec);

/// Requests to a supervisor: send them with `call` (scripts) or `Context::request` (behaviours).

/// simple_one_for_one: starts one more child. Answer: `StartChildAnswer`.
struct StartChild {
  Message argument;
  template <class Act>
  void for_each_part(Act act) {
    act(argument);
  }
};
/// The other strategies: adds a child behind the others and starts it. Answer: `StartChildAnswer`;
/// its error may be `already_started`, `already_present`, or what is wrong with the specification.
struct AddChild {
  ChildSpec spec;
};
/// Nobody as `child`: its start function said ignore. Errors are reasons of the start function, or
/// terms: `not_found`, `running`, `restarting`, `simple_one_for_one`, ...
struct StartChildAnswer {
  static constexpr bool is_isolated_value = true;
  StartResult child;
  Pid holder{};        ///< Who runs under that id, if the error is `already_started`.
  std::string info{};  ///< What the start function had to tell.
  /// For `AddChild`, if it is the start function that failed: what is not kept.
  std::optional<ChildSpec> not_kept{};
};
/// Stops a child: by id, or by pid for simple_one_for_one. Answer: `ChildAnswer`.
struct TerminateChild {
  ChildId id{};
  Pid pid{};
};
/// Starts a child again that was stopped. Answer: `StartChildAnswer`.
struct RestartChild {
  ChildId id;
};
/// Forgets a stopped child. Answer: `ChildAnswer`.
struct DeleteChild {
  ChildId id;
};
enum class ChildAnswer : std::uint8_t { ok, not_found, running, restarting, simple_one_for_one };

/// Answer: std::vector<ChildInfo>, the last started first; simple_one_for_one: by pid.
struct WhichChildren {};
enum class ChildState : std::uint8_t { running, restarting, undefined };
struct ChildInfo {
  ChildId id;
  Pid pid;  ///< Nobody unless it runs.
  ChildState state;
  ChildType type;
};
/// Answer: `ChildCounts`.
struct CountChildren {};
struct ChildCounts {
  std::size_t specs;
  std::size_t active;  ///< Processes; children that wait for a restart have none.
  std::size_t supervisors;
  std::size_t workers;
};
/// By id, or by pid for simple_one_for_one. Answer: `ChildSpecAnswer`.
struct GetChildSpec {
  ChildId id{};
  Pid pid{};
};
struct ChildSpecAnswer {
  std::optional<ChildSpec> spec;  ///< Empty: not found.
};
/// Replaces flags and specifications; nobody is started or stopped now, and restarts counted so far
/// stay counted. Children that `spec` does not name are kept, behind the others. Between
/// simple_one_for_one and the other strategies there is no way. Answer: `UpgradeAnswer`.
struct UpgradeSupervisor {
  SupervisorSpec spec;
};
struct UpgradeAnswer {
  std::optional<ExitReason> refused;  ///< Nothing has changed, because of this.
};

}  // namespace forlopp::runtime
