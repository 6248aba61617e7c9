#pragma once

#include <atomic>
#include <mutex>
#include <thread>

#include "runtime/internal/spin_lock.hpp"

namespace forlopp::runtime {

/// A lock that one thread, its owner, takes again and again and others now and then: Dekker's. The
/// owner says that it is inside and looks whether another one is, which costs it one fence; others
/// say and look the other way round. (A fence that thieves ask the kernel for, by membarrier, would
/// spare the owner its own, but the kernel lets one process of the machine at a time do that: where
/// several nodes share a busy machine, all of them came to stand in line for seconds.)
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
  /// While alive, a thread that is not the owner is inside.
  class Other {
   public:
    explicit Other(OwnerLock& lock) : lock_{lock}, turn_{lock.others_} {
      lock.other_inside_.store(true, std::memory_order_seq_cst);
      if (lock.owner_inside_.load(std::memory_order_seq_cst))
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
      owner_inside_.store(true, std::memory_order_seq_cst);
      if (!other_inside_.load(std::memory_order_seq_cst)) [[likely]]
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
