#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
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
/// Zero is OTP's brutal_kill; `infinity` waits for ever.
using Shutdown = Duration;
inline constexpr Shutdown brutal_kill = Shutdown::zero();

/// What a child is called within its supervisor.
using ChildId = std::string;

/// How one child is started, restarted and stopped.
struct ChildSpec {
  ChildId id;
  /// Starts the child, linked to the calling supervisor; normally `Context::start_link`. For
  /// simple_one_for_one, `argument` is what `StartChild` brought; otherwise it is empty.
  std::function<StartResult(Context&, Message& argument)> start;
  Restart restart = Restart::permanent;
  Shutdown shutdown = std::chrono::seconds{5};
  ChildType type = ChildType::worker;
  bool significant = false;
};

/// A supervisor as plain data.
struct SupervisorSpec {
  Strategy strategy = Strategy::one_for_one;
  RestartIntensity intensity{};
  AutoShutdown auto_shutdown = AutoShutdown::never;
  std::vector<ChildSpec> children{};
};

/// Starts a supervisor, linked to the caller, with its children in order. If one of them fails,
/// those already started are stopped again and the failure is returned. The supervisor traps exits.
StartResult start_supervisor(Context& context, SpawnOptions options, SupervisorSpec spec);
/// The code of a supervisor, for whoever spawns it otherwise.
std::unique_ptr<ProcessCode> supervisor(SupervisorSpec spec);

/// Requests to a supervisor: send them with `call` (scripts) or `Context::request` (behaviours).

/// simple_one_for_one: starts one more child. Answer: `StartChildAnswer`.
struct StartChild {
  Message argument;
};
struct StartChildAnswer {
  static constexpr bool is_isolated_value = true;
  StartResult child;
};
/// Stops a child: by id, or by pid for simple_one_for_one. Answer: `ChildAnswer`.
struct TerminateChild {
  ChildId id;
  Pid pid;
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

/// What a supervisor says of its children, in start order. Answer: std::vector<ChildInfo>.
struct WhichChildren {};
enum class ChildState : std::uint8_t { running, restarting, undefined };
struct ChildInfo {
  ChildId id;
  Pid pid;
  ChildState state;
  ChildType type;
};
/// Answer: `ChildCounts`.
struct CountChildren {};
struct ChildCounts {
  std::size_t specs;
  std::size_t active;
  std::size_t supervisors;
  std::size_t workers;
};

}  // namespace forlopp::runtime
