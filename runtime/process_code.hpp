#pragma once

#include <memory>
#include <string_view>

#include "runtime/exit_reason.hpp"
#include "runtime/message.hpp"

namespace forlopp::runtime {

class Context;

/// What a process did with a message that it was offered.
enum class Taken : std::uint8_t {
  taken,  ///< It is used up.
  left,   ///< It stays in the mailbox, in its place, until a later receive wants it.
};

/// The code that a process runs. The scheduler calls it, one call at a time, never two at once;
/// between calls the process may move to another thread. An exception that leaves one of these ends
/// the process with that reason.
///
/// Write a `GenServer`, a `GenStatem`, a `Script` or a `Behaviour` rather than this.
class ProcessCode {
 public:
  ProcessCode() = default;
  ProcessCode(const ProcessCode&) = delete;
  ProcessCode& operator=(const ProcessCode&) = delete;
  virtual ~ProcessCode() = default;

  /// Runs once, before the first message.
  virtual void init(Context&) {}
  /// Is offered the messages of the mailbox, oldest first; again from the oldest after each taken
  /// one if some were left.
  virtual Taken receive(Context&, Message& message) = 0;
  /// The time set by `Context::receive_until` is over and nothing was taken.
  virtual void receive_timeout(Context&) {}
  /// Last words: called when the process ends itself (stop, exit, exception), not when an exit
  /// signal kills it.
  virtual void terminate(Context&, const ExitReason&) {}
  /// What a crash report calls its state; a view that lives as long as the process.
  virtual std::string_view state_name() const { return {}; }
};

/// The plainest process: every message, in order.
class Behaviour : public ProcessCode {
 public:
  virtual void handle(Context&, Message message) = 0;
  Taken receive(Context& context, Message& message) final {
    handle(context, std::move(message));
    return Taken::taken;
  }
};

}  // namespace forlopp::runtime
