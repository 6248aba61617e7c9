#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/internal/run_queue.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/timer_wheel.hpp"

namespace forlopp::runtime {

class Node;

/// Scheduler threads with a run queue and a timer wheel each. A woken process goes to the queue of
/// the thread that woke it, where the message is still warm; idle threads steal.
class ThreadedScheduler final : public Scheduler {
 public:
  explicit ThreadedScheduler(unsigned threads);
  ~ThreadedScheduler() override;

  void start(Node& node);
  /// Returns when every thread has left its last process.
  void stop();

  void make_runnable(Process& process) override;
  Instant now() const override;
  Random& random() override;
  Ref make_ref() override;
  Ref set_timer(Instant when, Envelope* envelope) override;
  std::optional<PendingTimer> cancel_timer(Ref timer) override;
  std::optional<PendingTimer> find_timer(Ref timer) override;
  Instant handling(const Process& process, const Envelope& envelope) override;
  std::uint64_t messages_handled() const override;

  unsigned threads() const { return static_cast<unsigned>(workers_.size()); }
  /// Nobody runs and nobody waits. True only as long as nobody outside sends anything.
  bool is_idle() const;

 private:
  struct Worker;

  enum class Then : std::uint8_t { keep, cancel };
  std::optional<PendingTimer> on_timer(Ref timer, Then then);
  Worker& current_or_first();
  void work(Worker& worker);
  Process* next_process(Worker& worker);
  Process* steal(Worker& worker, std::size_t least);
  bool fire_timers(Worker& owner, Instant moment);
  /// Those of threads that are busy with one process for long.
  bool fire_late_timers(const Worker& idle);
  Envelope* take_due(Worker& owner, Instant moment);
  void park(Worker& worker);
  void wake_another();
  bool anything_queued() const;
  bool anything_to_steal() const;

  std::vector<std::unique_ptr<Worker>> workers_;
  std::chrono::steady_clock::time_point epoch_;
  Node* node_ = nullptr;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint32_t> parked_{0};
  std::atomic<std::uint64_t> outside_refs_{0};
};

}  // namespace forlopp::runtime
