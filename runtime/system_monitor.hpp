#pragma once

#include "runtime/context.hpp"
#include "runtime/observer.hpp"

namespace forlopp::runtime {

/// Who is told of processes that are out of bounds, and of what: the messages are `LongSchedule`,
/// `LongMailbox`, `LargeHeap` and `BusyPort`. Nobody is told of itself. The limits are those of the
/// node, of each process and of each port.
struct SystemMonitor {
  Pid listener{};  ///< Nobody: no warnings.
  bool long_schedule = true;
  bool long_mailbox = true;
  bool large_heap = true;
  bool busy_port = true;
};

/// There is one listener per node, until it ends.
SystemMonitor system_monitor(Context self);
/// Puts another in its place; returns what was there before.
SystemMonitor system_monitor(Context self, const SystemMonitor& setting);

/// For a port: `sender` gets its answer only when the calling port has less to send.
void report_busy_port(Context port, Pid sender);

}  // namespace forlopp::runtime
