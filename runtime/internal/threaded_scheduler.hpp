#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <pthread.h>

#include "runtime/internal/lifecycle.hpp"
#include "runtime/internal/run_queue.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/timer_wheel.hpp"

namespace forlopp::runtime {

class Node;
class Watchdog;

/// Scheduler threads with a run queue and a timer wheel each. A woken process goes to the queue of
/// the thread that woke it, where the message is still warm; idle threads steal.
class ThreadedScheduler final : public Scheduler {
 public:
  /// `long_schedule`: when a process that does not come back is reported and stood in for;
  /// `infinity`: never.
  ThreadedScheduler(unsigned threads, Duration long_schedule);
  ~ThreadedScheduler() override;

  void start(Node& node);
  /// Returns when every thread has left its last process.
  void stop();

  void make_runnable(Process& process) override;
  Instant now() const override;
  Instant about_now() override;
  Random& random() override;
  Ref make_ref() override;
  Ref set_timer(Instant when, Envelope* envelope) override;
  std::optional<PendingTimer> cancel_timer(Ref timer) override;
  std::optional<PendingTimer> find_timer(Ref timer) override;
  std::uint64_t messages_handled() const override;

  bool look_at_rest(const std::function<void()>& look) override;

  unsigned threads() const { return threads_; }
  /// Nobody runs and nobody waits. True only as long as nobody outside sends anything.
  bool is_idle() const;

  // For the watchdog. Workers are counted from 0, stand-ins last.
  struct Beat {
    Pid running;  ///< What the worker is running, or nobody.
    std::uint64_t slices;
  };
  unsigned workers() const { return static_cast<unsigned>(workers_.size()); }
  unsigned started() const { return started_.load(); }
  Beat beat(unsigned worker) const;
  pthread_t thread_of(unsigned worker) const;
  /// Another thread does its work until it comes back.
  void stand_in_for(unsigned stuck);
  void came_back(unsigned worker);
  /// What waits for a thread that is stuck goes to one that is not.
  void empty_queues_of_stuck();

 private:
  struct Worker;

  static constexpr int thread_shift = 56;  ///< References carry the number of their thread.
  static constexpr auto sleep_max = std::chrono::milliseconds{50};

  enum class Then : std::uint8_t { keep, cancel };
  std::optional<PendingTimer> on_timer(Ref timer, Then then);
  Worker& current_or_first();
  /// What `about_now` says from now on.
  void look_at_clock(Worker& worker);
  void start(Worker& worker);
  void work(Worker& worker);
  /// What need not be done between any two slices.
  void look_around(Worker& worker);
  /// Wakes another thread when several have waited for this one for a while.
  void call_for_help(Worker& worker);
  void run_slice(Worker& worker, Process& process);
  lifecycle::Slice run_once(Worker& worker, Process& process);
  /// A process whose mailbox has grown long while it waited goes on, while what is in there is
  /// still warm: one more slice for each that it is behind, unless somebody is in a hurry.
  lifecycle::Slice catch_up(Worker& worker, Process& process);
  /// A stand-in that is not needed any more.
  bool is_off_duty(const Worker& worker) const;
  void rest(Worker& worker);
  bool comes_to_rest(const Worker& worker) const;
  void wait_for_duty(Worker& worker);
  Worker* healthy_worker();
  static void hand_over(Worker& from, Worker& to);
  Process* next_process(Worker& worker);
  Process* steal(Worker& worker, std::size_t least);
  bool fire_timers(Worker& owner, Instant moment);
  /// Those of threads that are busy with one process for long.
  bool fire_late_timers(const Worker& idle);
  /// Those of one of the other threads, in turn: the machine may have something else for it to do.
  void fire_overdue_timers(Worker& worker);
  Envelope* take_due(Worker& owner, Instant moment);
  void park(Worker& worker);
  /// Every thread is parked.
  bool nobody_works() const;
  void sleep(Worker& worker, Duration patience);
  void sleep_deeply(Worker& worker);
  void wake_another();
  static void wake(Worker& worker);
  bool anything_queued() const;
  bool anything_to_steal() const;

  const unsigned threads_;  ///< Of the workers; the others are stand-ins.
  const Duration long_schedule_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::atomic<unsigned> started_{0};
  std::atomic<unsigned> stuck_{0};
  std::atomic<unsigned> for_outside_{0};  ///< The worker that gets what comes from outside.
  std::unique_ptr<Watchdog> watchdog_{};
  std::chrono::steady_clock::time_point epoch_;
  Node* node_ = nullptr;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> resting_{false};  ///< No process may be run.
  std::mutex one_look_at_a_time_{};
  std::mutex rest_mutex_{};
  std::condition_variable rest_over_{};
  std::atomic<std::uint32_t> parked_{0};
  std::atomic<std::uint32_t> sleep_deeply_{0};  ///< Of them, those who would not look around soon.
  std::atomic<std::uint64_t> outside_refs_{0};
};

}  // namespace forlopp::runtime
