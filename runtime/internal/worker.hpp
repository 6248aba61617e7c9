#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "runtime/internal/run_queue.hpp"
#include "runtime/internal/spin_lock.hpp"
#include "runtime/internal/threaded_scheduler.hpp"
#include "runtime/internal/timer_wheel.hpp"
#include "runtime/random.hpp"

namespace forlopp::runtime {

/// A scheduler thread and what is its own.
struct alignas(64) ThreadedScheduler::Worker {
  explicit Worker(unsigned number_) : number{number_}, random{number_ + 1} {}

  const unsigned number;
  RunQueue queue{};
  SpinLock timer_lock{};
  TimerWheel timers{};
  std::atomic<std::int64_t> next_timer{INT64_MAX};  ///< Lower bound, nanoseconds.
  std::atomic<bool> firing{false};                  ///< One at a time, so that they keep order.
  Instant about_now{};                              ///< When it last looked at the clock,
  std::uint64_t slices_at_look = 0;                 ///< and how many slices it had begun by then.
  std::uint32_t questions = 0;                      ///< For the time.
  unsigned next_to_look_at = 0;                     ///< The worker whose timers are looked at next.
  Random random;
  std::uint64_t refs = 0;
  std::atomic<std::uint64_t> messages{0};
  std::mutex mutex{};
  std::condition_variable wake{};
  bool woken = false;
  std::atomic<bool> parked{false};
  /// Since when several have waited for it without a break, as far as it has noticed.
  Instant crowded_since = Instant::max();
  /// How many must wait elsewhere to be worth taking one: a process that was just woken there is
  /// left alone, unless it still waits after a while.
  std::size_t least_to_steal = 1;

  // For the watchdog.
  std::atomic<std::uint64_t> running{0};  ///< The process that it runs now, or 0.
  std::atomic<std::uint64_t> slices{0};   ///< How often it has begun to run one.
  std::atomic<bool> stuck{false};         ///< It has not come back for long.

  std::uint64_t slices_begun() const { return slices.load(std::memory_order_relaxed); }

  std::thread thread{};
};

}  // namespace forlopp::runtime
