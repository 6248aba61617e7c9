#pragma once

#include <atomic>
#include <thread>

namespace forlopp::runtime {

/// For sections of a few instructions. A `Lockable` for std::scoped_lock.
class SpinLock {
 public:
  void lock() noexcept {
    while (locked_.exchange(true, std::memory_order_acquire)) wait_while(locked_);
  }
  void unlock() noexcept { locked_.store(false, std::memory_order_release); }

  static void wait_while(const std::atomic<bool>& taken) noexcept {
    for (int spins = 0; taken.load(std::memory_order_acquire); ++spins) {
      // Whoever holds it may wait for this very core.
      if (spins < spins_before_yielding) {
        __builtin_ia32_pause();
      } else {
        std::this_thread::yield();
      }
    }
  }

 private:
  static constexpr int spins_before_yielding = 100;
  std::atomic<bool> locked_{false};
};

}  // namespace forlopp::runtime
