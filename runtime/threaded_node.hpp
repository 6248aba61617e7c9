#pragma once

#include "runtime/node.hpp"

namespace forlopp::runtime {

class ThreadedScheduler;

struct ThreadedOptions {
  unsigned schedulers = 0;  ///< Threads; 0: one per core.
  /// A process that does not return to its thread for so long is reported to the observer, and
  /// another thread stands in for that one until it comes back. `infinity`: never.
  Duration long_schedule = std::chrono::milliseconds{50};
  Heap heap = Heap::common;              ///< Of each process that is not spawned with its own,
  Limits limits{};                       ///< and its limits.
  std::size_t processes_max = SIZE_MAX;  ///< Spawning more fails; those that are there go on.
  Observer* observer = nullptr;          ///< Not owned; outlives the node.
};

/// One scheduler thread per core, real clock, work stealing. Runs from construction on.
class ThreadedNode final : public Node {
 public:
  explicit ThreadedNode(ThreadedOptions options = {});
  /// Stops the schedulers and ends every process.
  ~ThreadedNode() override;

  unsigned schedulers() const;
  bool wait_for_exit(Pid pid, Duration timeout = infinity) override;
  /// Blocks until no process is runnable and nobody runs. Timers may still be set.
  void wait_until_idle();

 private:
  /// Without a process, when there may be no more of them.
  bool look_until_exit(Pid pid, Duration timeout) const;
  ThreadedScheduler& threaded() const;
};

}  // namespace forlopp::runtime
