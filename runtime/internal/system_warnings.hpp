#pragma once

#include "runtime/internal/process.hpp"
#include "runtime/internal/spin_lock.hpp"
#include "runtime/node.hpp"
#include "runtime/system_monitor.hpp"

namespace forlopp::runtime {

/// Where warnings about processes go: to the observer and to the one listener. Thread-safe.
class SystemWarnings {
 public:
  explicit SystemWarnings(Node& node) : node_{node} {}

  SystemMonitor setting();
  /// Returns what was there before.
  SystemMonitor set(const SystemMonitor& setting);

  void raise(const LongSchedule& warning);
  void raise(const LongMailbox& warning);
  void raise(const LargeHeap& warning);
  void raise(const BusyPort& warning);

 private:
  template <class Warning>
  void tell(const Warning& warning, bool SystemMonitor::*wanted);

  Node& node_;
  SpinLock lock_{};
  SystemMonitor setting_{};
};

/// What holds for this process: its own limits or the node's.
const Limits& limits_of(const Node& node, const Process& process);
/// From how many messages on a mailbox is looked at.
std::uint32_t too_many(const Limits& limits);
/// Does what is to be done about a process whose mailbox holds too many.
void mailbox_is_long(Node& node, Process& process);

}  // namespace forlopp::runtime
