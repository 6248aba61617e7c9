#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/exit_reason.hpp"
#include "runtime/message.hpp"
#include "runtime/name.hpp"
#include "runtime/spawn.hpp"
#include "runtime/time.hpp"
#include "runtime/trace_event.hpp"

namespace forlopp::runtime {

enum class Strategy : std::uint8_t;

/// One message that a process has handled, as its black box remembers it.
struct HandledMessage {
  Instant when;
  Pid sender;
  std::string sender_label;  ///< Empty if the sender was gone.
  std::string_view type;     ///< Its short name.
};

/// Somebody above a process's parent.
struct Ancestor {
  Pid pid;
  std::string label;  ///< Empty if it was gone.
};

/// What is known of a process that ended with a reason other than normal or shutdown.
struct CrashReport {
  Instant when;
  Pid pid;
  std::string label;
  Name name{};  ///< Under which it was registered; often none.
  ExitReason reason;
  std::string state;
  Pid parent;
  std::string parent_label;
  bool by_link = false;  ///< It was pulled along by a linked process.
  Instant started;
  std::size_t messages_waiting = 0;
  std::vector<HandledMessage> black_box{};  ///< The last ones, oldest first.
  std::vector<Pid> links{};
  /// The parent's parent and so on, up to 64: OTP's `$ancestors` without its head. It ends early
  /// above one who was gone already and is not known any more.
  std::vector<Ancestor> ancestors{};
};
/// As a person reads it, several lines.
std::string to_string(const CrashReport& report);

/// What a supervisor did about a child, with OTP's kinds of report.
struct SupervisorReport {
  enum class Kind : std::uint8_t {
    child_started,
    child_terminated,  ///< A child ended and the restart rules were applied.
    child_restarted,
    start_error,
    shutdown_error,
    gave_up,  ///< Restart intensity reached: the supervisor ends; its own supervisor acts.
  };
  Instant when;
  Kind kind;
  Pid supervisor;
  std::string supervisor_label;
  std::string child;  ///< Its id.
  Pid pid;            ///< Of the child; for a restart, of the new one.
  ExitReason reason{};
  std::uint32_t restarts_in_period = 0;  ///< After this event.
  std::uint32_t restarts_max = 0;
  Duration period{};    ///< Within which that many restarts are allowed.
  Strategy strategy{};  ///< Of the supervisor.
  Pid parent{};         ///< The supervisor's own: who acts if it gives up.
  /// Of `child_terminated`: the child is to be started again.
  bool is_restarted = false;
  /// Of `child_terminated` and `gave_up`: the other children that are stopped for it, by id, in
  /// the order of their start. Of simple_one_for_one none is named.
  std::vector<std::string> stopped{};
};

/// A process that does not return to its scheduler thread (OTP: system monitor, `long_schedule`).
struct LongSchedule {
  Instant when;
  Pid pid;
  std::string label;
  Duration running;                  ///< So far; it may go on.
  std::vector<std::string> stack{};  ///< Where it is, innermost first; empty if it cannot be seen.
};
std::string to_string(const LongSchedule& report);

/// A process with more messages waiting than its limit allows.
struct LongMailbox {
  Instant when;
  Pid pid;
  std::string label;
  std::uint32_t messages;
  std::uint32_t limit;
};
std::string to_string(const LongMailbox& report);

/// A process with more in its own heap than its limit allows.
struct LargeHeap {
  Instant when;
  Pid pid;
  std::string label;
  std::size_t bytes;  ///< With what it was just about to take.
  std::size_t limit;
};
std::string to_string(const LargeHeap& report);

/// A process that waits for its answer until a port has less to send (OTP: `busy_port`).
struct BusyPort {
  Instant when;
  Pid pid;            ///< Who waits.
  std::string label;  ///< Empty if it has ended meanwhile.
  Pid port;
  std::string port_label;
};
std::string to_string(const BusyPort& report);

/// A handler of an event manager has failed and was removed; the manager goes on.
struct HandlerReport {
  Instant when;
  Pid manager;
  std::string manager_label;
  std::string handler;  ///< Its id.
  ExitReason reason;
};

/// Watches a node. Called on scheduler threads, at the moment it happens: be quick, do not call the
/// node, and be thread-safe under the threaded scheduler. Watching never changes the run.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void crashed(const CrashReport&) {}
  virtual void supervised(const SupervisorReport&) {}
  /// Once for each time that a process stays away; only under a `ThreadedNode`, on a thread of its
  /// own.
  virtual void long_schedule(const LongSchedule&) {}
  virtual void long_mailbox(const LongMailbox&) {}
  virtual void large_heap(const LargeHeap&) {}
  virtual void busy_port(const BusyPort&) {}
  virtual void handler_failed(const HandlerReport&) {}
  /// Only called while `Node::trace` is on; one at a time, in the order of the events' ids.
  virtual void traced(const TraceEvent&) {}
};

}  // namespace forlopp::runtime
