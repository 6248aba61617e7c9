#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "runtime/script.hpp"
#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

/// A part of a system that starts and stops as a whole (OTP's application): a supervision tree, and
/// what has to run before it.
struct Application {
  /// It holds code; see `ChildSpec`.
  static constexpr bool is_isolated_value = true;

  Name name{};
  std::vector<Name> needs{};  ///< These must run when it starts.
  /// Starts its top supervisor, linked to the calling process; normally `start_supervisor`.
  std::function<ChildStart(Context&)> start{};
  std::function<void(Context&)> prepare_stop{};  ///< While its tree still runs. May be empty.
  std::function<void(Context&)> stopped{};       ///< When its tree has ended. May be empty.
};

namespace application {

using Outcome = Result<void, ExitReason>;

/// The process that knows and watches the applications of a node: spawn one, and end it to stop
/// them all, the last started first. If an application that is `permanent` ends by itself, or a
/// `transient` one not normally, the controller stops the others and ends with
/// `{application_terminated,Name,Reason}`: whoever runs the node should end it then.
Pid start_controller(Node& node);
/// The same as a child of a supervisor.
ChildStart start_controller(Context& context);

// The rest asks the controller; the error is `noproc` if there is none.

/// Error: `{already_loaded,Name}`.
Task<Outcome> load(Context self, Application application);
/// Error: `{not_loaded,Name}`, `{not_started,Dependency}`, `{already_started,Name}`, or why its
/// start failed: then it is loaded and not running. Whoever asks while it is being started gets the
/// result of that start.
Task<Outcome> start(Context self, Name name, Restart type = Restart::temporary);
/// Starts first what it needs, directly or not. Returns what was started, in that order; if one
/// fails, those started before are stopped.
Task<Result<std::vector<Name>, ExitReason>> start_all(Context self, Name name,
                                                      Restart type = Restart::temporary);
/// Waits until it has stopped; it stays loaded. Error: `{not_started,Name}`.
Task<Outcome> stop(Context self, Name name);
/// In the order in which they were started.
Task<Result<std::vector<Name>, ExitReason>> running(Context self);

}  // namespace application
}  // namespace forlopp::runtime
