#pragma once

#include "runtime/context.hpp"
#include "runtime/observer.hpp"

namespace forlopp::runtime {

/// Who is told of processes that are out of bounds, and of what: the messages are `LongSchedule`,
/// `LongMailbox` and `LargeHeap`. Nobody is told of itself. The limits are those of the node and of
/// each process.
struct SystemMonitor {
  Pid listener{};  ///< Nobody: no warnings.
  bool long_schedule = true;
  bool long_mailbox = true;
  bool large_heap = true;
};

/// There is one listener per node, until it ends.
SystemMonitor system_monitor(Context self);
/// Puts another in its place; returns what was there before.
SystemMonitor system_monitor(Context self, const SystemMonitor& setting);

}  // namespace forlopp::runtime
