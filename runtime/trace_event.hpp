#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/exit_reason.hpp"
#include "runtime/message.hpp"
#include "runtime/spawn.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

/// Something that crossed a process border. Whatever it points to is valid during the call only.
struct TraceEvent {
  enum class Kind : std::uint8_t {
    sent,           ///< A message. Its receiver may be gone.
    timer_started,  ///< A message that sets out later.
    handled,        ///< A message reached the code of its receiver.
    timed_out,      ///< A process that waited until a deadline goes on.
    signalled,      ///< Not a message: link, unlink, exit, monitor, demonitor, down.
    acted_on,       ///< Such a signal, by its receiver.
    spawned,
    ended,
    registered,    ///< A name.
    unregistered,  ///< A name, given up or lost with the process.
  };
  Instant when{};
  Kind kind{};
  Pid from{};               ///< Sender, parent, or whoever did it; nobody from outside the node.
  Pid to{};                 ///< Receiver, child, or the process that it happened to.
  std::string_view what{};  ///< Type of the message or signal, exit reason, name.
  const Message* message = nullptr;    ///< For sent, timer_started and handled.
  const ExitReason* reason = nullptr;  ///< For ended.

  std::uint64_t id = 0;  ///< 1, 2, 3 ... in the order in which they are told.
  /// The event that this one came of: what its process was handling, or for the arrival of a
  /// message its sending. 0: something from outside.
  std::uint64_t cause = 0;
  Label from_label{};  ///< Its kind is empty if the process is gone.
  Label to_label{};
};

std::string_view to_string(TraceEvent::Kind kind);
/// What the type of its message has to say of it (`describe`); empty if there is none.
std::string text_of(const TraceEvent& event);

}  // namespace forlopp::runtime
