#pragma once

#include <atomic>
#include <mutex>
#include <thread>

#include "runtime/internal/spin_lock.hpp"
#include "runtime/internal/thread_fence.hpp"

namespace forlopp::runtime {

/// A lock that one thread, its owner, takes again and again and others take now and then. The owner
/// needs no locked instruction: it says that it is inside and looks whether another one is. Others
/// say and look the other way round, and have the kernel put a fence into every thread in between.
/// For sections of a few instructions.
class OwnerLock {
 public:
  /// While alive, the owner is inside.
  class Owner {
   public:
    explicit Owner(OwnerLock& lock) : lock_{lock} { lock.enter(); }
    ~Owner() { lock_.owner_inside_.store(false, std::memory_order_release); }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;

   private:
    OwnerLock& lock_;
  };
  /// While alive, a thread that is not the owner is inside. Costs a microsecond or so.
  class Other {
   public:
    explicit Other(OwnerLock& lock) : lock_{lock}, turn_{lock.others_} {
      lock.other_inside_.store(true, std::memory_order_relaxed);
      fence_all_threads();
      SpinLock::wait_while(lock.owner_inside_);
    }
    ~Other() { lock_.other_inside_.store(false, std::memory_order_release); }
    Other(const Other&) = delete;
    Other& operator=(const Other&) = delete;

   private:
    OwnerLock& lock_;
    std::scoped_lock<SpinLock> turn_;
  };

 private:
  void enter() {
    for (;;) {
      owner_inside_.store(true, std::memory_order_relaxed);
      std::atomic_signal_fence(std::memory_order_seq_cst);
      if (!other_inside_.load(std::memory_order_acquire)) [[likely]]
        return;
      owner_inside_.store(false, std::memory_order_release);
      SpinLock::wait_while(other_inside_);
    }
  }

  std::atomic<bool> owner_inside_{false};
  std::atomic<bool> other_inside_{false};
  SpinLock others_{};
};

}  // namespace forlopp::runtime
