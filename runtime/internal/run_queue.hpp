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
/// for eight of `normal`'s. Its owner pushes and pops, other threads may push and steal.
class RunQueue {
 public:
  /// Returns how many wait now.
  std::size_t push(Process& process) {
    const std::scoped_lock lock{lock_};
    lists_[static_cast<std::size_t>(process.priority)].push(process);
    return length_.fetch_add(1) + 1;
  }
  /// Null if nobody waits.
  Process* pop() {
    if (length() == 0) return nullptr;
    const std::scoped_lock lock{lock_};
    Process* process = most_urgent().pop();
    if (process != nullptr) length_.fetch_sub(1);
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
  std::size_t length() const { return length_.load(); }

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
  std::atomic<std::size_t> length_{0};
};

}  // namespace forlopp::runtime
