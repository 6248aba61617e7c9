#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/node.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

class ThreadedScheduler;

/// A thread of its own that looks at the scheduler threads again and again, finds those that do not
/// come back from their process, reports them to the node's observer and has others stand in.
class Watchdog {
 public:
  /// `limit`: how long a process may run before it is reported, and at most twice that until it is.
  Watchdog(ThreadedScheduler& scheduler, const Node& node, Duration limit);
  /// Returns when it has stopped looking.
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  /// What was last seen of one scheduler thread.
  struct Seen {
    std::uint64_t slices = 0;
    Instant since{};
    bool is_reported = false;
  };

  void watch();
  void look_at(unsigned worker, Instant now);
  void report(unsigned worker, Pid pid, Duration running) const;

  ThreadedScheduler& scheduler_;
  const Node& node_;
  Duration limit_;
  std::vector<Seen> seen_;
  std::mutex mutex_{};
  std::condition_variable wake_{};
  bool stopping_ = false;
  std::thread thread_{};
};

}  // namespace forlopp::runtime
