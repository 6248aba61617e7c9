#include <algorithm>
#include <mutex>
#include <thread>

#include "runtime/internal/thread_fence.hpp"
#include "runtime/internal/threaded_scheduler.hpp"
#include "runtime/internal/worker.hpp"

// A rest costs the threads that run processes nothing while nobody wants one: they write whom they
// run and read whether there is a rest, without a fence. Whoever wants one writes and reads the
// other way round, and has the kernel put a fence into every thread in between.

namespace forlopp::runtime {
namespace {

constexpr auto between_looks = std::chrono::microseconds{20};

}  // namespace

/// Between saying whom it runs and running it.
void ThreadedScheduler::rest(Worker& worker) {
  const std::uint64_t next = worker.running.load(std::memory_order_relaxed);
  do {
    {
      std::unique_lock lock{rest_mutex_};
      worker.running.store(0, std::memory_order_release);
      rest_over_.wait(lock, [this] { return !resting_.load(std::memory_order_acquire); });
    }
    worker.running.store(next, std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
  } while (resting_.load(std::memory_order_acquire));
}

bool ThreadedScheduler::comes_to_rest(const Worker& worker) const {
  while (worker.running.load(std::memory_order_acquire) != 0) {
    if (worker.stuck.load()) return false;
    std::this_thread::sleep_for(between_looks);
  }
  return true;
}

bool ThreadedScheduler::look_at_rest(const std::function<void()>& look) {
  const std::scoped_lock one{one_look_at_a_time_};
  resting_.store(true);
  fence_all_threads();
  const bool all =
      std::ranges::all_of(workers_, [this](const auto& worker) { return comes_to_rest(*worker); });
  look();
  {
    const std::scoped_lock lock{rest_mutex_};
    resting_.store(false);
  }
  rest_over_.notify_all();
  return all;
}

}  // namespace forlopp::runtime
