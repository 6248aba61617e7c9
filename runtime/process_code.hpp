#pragma once

#include <memory>
#include <string_view>

#include "runtime/exit_reason.hpp"
#include "runtime/message.hpp"

namespace forlopp::runtime {

class Context;

/// The code that a process runs. The scheduler calls it, one call at a time, never two at once;
/// between calls the process may move to another thread. An exception that leaves one of these ends
/// the process with that reason.
///
/// Most processes are a `GenServer`, a `GenStatem` or a `Script`, which build on this.
class ProcessCode {
 public:
  ProcessCode() = default;
  ProcessCode(const ProcessCode&) = delete;
  ProcessCode& operator=(const ProcessCode&) = delete;
  virtual ~ProcessCode() = default;

  /// Runs once, before the first message.
  virtual void init(Context&) {}
  /// Selective receive: whether it wants this message now. One that it does not want stays in the
  /// mailbox, in its place, and is offered again after the next one that was received.
  virtual bool wants(const Message&) const { return true; }
  /// Handles one message: the oldest that it wants.
  virtual void receive(Context&, Message message) = 0;
  /// The time set by `Context::receive_until` is over and nothing was received. Receiving a message
  /// calls it off.
  virtual void receive_timeout(Context&) {}
  /// Last words: called when the process ends itself (stop, exit, exception), not when an exit
  /// signal kills it and not when `init` failed. If this fails, the process ended with that reason.
  virtual void terminate(Context&, const ExitReason&) {}
  /// What a crash report calls its state; a view that lives as long as the process.
  virtual std::string_view state_name() const { return {}; }

  // What system messages (sys.hpp) do to it. The behaviours answer these; most code never does.

  /// A copy of its state; empty if it does not show one.
  virtual Message system_get_state(Context&) { return {}; }
  /// Applies a `StateChange`; false if it has no state of that type. Changes nothing if it throws.
  virtual bool system_replace_state(Context&, Message&) { return false; }
  /// Makes its state fit another version of the code; false if it does not know how to.
  virtual bool system_code_change(Context&, Message&) { return false; }
  /// Ends it in the ordinary way.
  virtual void system_terminate(Context& context, ExitReason reason);
};

}  // namespace forlopp::runtime
