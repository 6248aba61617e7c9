#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "runtime/internal/process.hpp"
#include "runtime/internal/spin_lock.hpp"

namespace forlopp::runtime {

/// The processes that wait for one scheduler thread, by OTP's four priorities; `low` gets one turn
/// for eight of `normal`'s. Its owner pushes and pops, other threads may push and steal. A process
/// that waits all alone, as it is with two that talk to each other, needs no lock.
class RunQueue {
 public:
  /// Returns how many wait now.
  std::size_t push(Process& process) {
    const std::scoped_lock lock{lock_};
    lists_[static_cast<std::size_t>(process.priority)].push(process);
    return add_to_listed(1);
  }
  /// The same, for the owner only.
  std::size_t push_own(Process& process) {
    const bool goes_alone = process.priority == Priority::normal && length() == 0;
    if (!goes_alone) return push(process);
    alone_.store(&process, std::memory_order_release);
    return 1;
  }
  /// Null if nobody waits.
  Process* pop() {
    if (listed_.load(std::memory_order_acquire) == 0) return pop_alone();
    const std::scoped_lock lock{lock_};
    if (!anybody_urgent()) {
      if (Process* first = pop_alone()) return first;
    }
    Process* process = most_urgent().pop();
    if (process != nullptr) add_to_listed(-1);
    return process;
  }
  /// One process to run now; half of the others move to `thief`.
  Process* steal_half(RunQueue& thief) {
    if (length() == 0) return nullptr;
    Process* first = pop();
    for (std::size_t half = length() / 2; half > 0; --half) {
      Process* process = pop();
      if (process == nullptr) break;
      thief.push(*process);
    }
    return first;
  }
  std::size_t length() const {
    const bool one_alone = alone_.load(std::memory_order_acquire) != nullptr;
    return listed_.load(std::memory_order_acquire) + (one_alone ? 1 : 0);
  }

 private:
  class List {
   public:
    bool empty() const { return first_ == nullptr; }
    void push(Process& process) {
      process.next_in_queue = nullptr;
      *end_ = &process;
      end_ = &process.next_in_queue;
    }
    Process* pop() {
      Process* process = first_;
      if (process == nullptr) return nullptr;
      first_ = process->next_in_queue;
      if (first_ == nullptr) {
        end_ = &first_;
      } else {
        fetch_early(*first_);
      }
      return process;
    }

   private:
    /// How much of its object: what most messages touch.
    static constexpr std::size_t code_fetched = 256;

    /// With thousands waiting, whoever runs next is in no cache any more. Its control block was
    /// fetched when the one before it came to the front, so it can be looked into.
    static void fetch_early(const Process& next) {
      const auto* code = reinterpret_cast<const char*>(next.code.get());
      for (std::size_t at = 0; at < code_fetched; at += 64) __builtin_prefetch(code + at);
      __builtin_prefetch(next.inbox.load(std::memory_order_relaxed));
      __builtin_prefetch(next.black_box.next_place(), 1);
      if (next.next_in_queue == nullptr) return;
      const auto* after = reinterpret_cast<const char*>(next.next_in_queue);
      for (std::size_t at = 0; at < sizeof(Process); at += 64) __builtin_prefetch(after + at);
    }

    Process* first_ = nullptr;
    Process** end_ = &first_;
  };

  /// Only under the lock, so that no locked instruction is needed. Returns `length`.
  std::size_t add_to_listed(std::ptrdiff_t change) {
    const auto before = listed_.load(std::memory_order_relaxed);
    listed_.store(before + static_cast<std::size_t>(change), std::memory_order_release);
    return length();
  }
  Process* pop_alone() {
    if (alone_.load(std::memory_order_relaxed) == nullptr) return nullptr;
    return alone_.exchange(nullptr, std::memory_order_acquire);
  }
  bool anybody_urgent() const {
    const auto& [low, normal, high, max] = lists_;
    return !max.empty() || !high.empty();
  }

  List& most_urgent() {
    constexpr std::uint32_t normal_turns_per_low = 8;
    auto& [low, normal, high, max] = lists_;
    if (!max.empty()) return max;
    if (!high.empty()) return high;
    if (normal.empty()) return low;
    if (low.empty() || ++normal_turns_ % (normal_turns_per_low + 1) != 0) return normal;
    return low;
  }

  SpinLock lock_;
  std::array<List, 4> lists_{};
  std::uint32_t normal_turns_ = 0;
  std::atomic<std::size_t> listed_{0};
  /// The first of those with normal priority, which came when nobody waited. Only the owner fills
  /// it.
  std::atomic<Process*> alone_{nullptr};
};

}  // namespace forlopp::runtime
