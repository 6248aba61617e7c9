#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "runtime/internal/owner_lock.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/internal/spin_lock.hpp"

namespace forlopp::runtime {

/// The processes that wait for one scheduler thread, by OTP's four priorities; `low` gets one turn
/// for eight of `normal`'s. Its owner pushes and pops for the price of one fence, other threads may
/// bring somebody, or steal. Who is brought comes in when the owner next looks, or a thief. A
/// process that waits all alone, as it is with two that talk to each other, is not even listed.
class RunQueue {
 public:
  /// For the owner. Returns how many wait now.
  std::size_t push(Process& process) {
    const bool goes_alone = process.priority == Priority::normal && length() == 0;
    if (!goes_alone) return push_listed(process);
    alone_.store(&process, std::memory_order_release);
    return 1;
  }
  /// For the owner. Null if nobody waits.
  Process* pop() {
    if (length_but_one() != 0) return pop_listed();
    if (alone_.load(std::memory_order_relaxed) == nullptr) return nullptr;
    const OwnerLock::Owner inside{lock_};
    return take_alone();
  }
  /// For all threads but the owner.
  void bring(Process& process) {
    const std::scoped_lock lock{door_};
    brought_.push(process);
    at_door_.store(at_door_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  }
  /// For the owner of `thief`: one process to run now; half of the others move to `thief`.
  Process* steal_half(RunQueue& thief) {
    List stolen;
    {
      const OwnerLock::Other inside{lock_};
      let_in();
      for (std::size_t i = (length_inside() + 1) / 2; i > 0; --i) stolen.push(*take());
    }
    Process* const first = stolen.pop();
    while (Process* process = stolen.pop()) thief.push(*process);
    return first;
  }
  /// For any thread, once the owner of this queue has left it: all move to `other`.
  void hand_over(RunQueue& other) {
    List all;
    {
      const OwnerLock::Other inside{lock_};
      let_in();
      while (Process* process = take()) all.push(*process);
    }
    while (Process* process = all.pop()) other.bring(*process);
  }
  std::size_t length() const {
    const bool one_alone = alone_.load(std::memory_order_acquire) != nullptr;
    return length_but_one() + (one_alone ? 1 : 0);
  }
  /// For the owner: somebody waits who may go before all of normal priority.
  bool anybody_urgent() {
    if (length_but_one() == 0) return false;
    const OwnerLock::Owner inside{lock_};
    let_in();
    return urgent_waits();
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

  /// Without the one that may wait alone. The door first: whoever comes in meanwhile counts twice
  /// rather than not at all.
  std::size_t length_but_one() const {
    const std::size_t at_door = at_door_.load(std::memory_order_acquire);
    return at_door + listed_.load(std::memory_order_acquire);
  }
  std::size_t push_listed(Process& process) {
    const OwnerLock::Owner inside{lock_};
    add(process);
    return length();
  }
  Process* pop_listed() {
    const OwnerLock::Owner inside{lock_};
    let_in();
    return take();
  }

  // Inside the lock.

  /// Without those at the door, who may become more at any time.
  std::size_t length_inside() const {
    const bool one_alone = alone_.load(std::memory_order_acquire) != nullptr;
    return listed_.load(std::memory_order_relaxed) + (one_alone ? 1 : 0);
  }
  bool urgent_waits() const {
    const auto& [low, normal, high, max] = lists_;
    return !max.empty() || !high.empty();
  }
  void add(Process& process) {
    lists_[static_cast<std::size_t>(process.priority)].push(process);
    listed_.store(listed_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  }
  Process* take_alone() {
    Process* const process = alone_.load(std::memory_order_acquire);
    if (process != nullptr) alone_.store(nullptr, std::memory_order_release);
    return process;
  }
  Process* take() {
    if (!urgent_waits()) {
      if (Process* first = take_alone()) return first;
    }
    Process* const process = most_urgent().pop();
    if (process == nullptr) return nullptr;
    listed_.store(listed_.load(std::memory_order_relaxed) - 1, std::memory_order_release);
    return process;
  }
  /// Whoever waits at the door.
  void let_in() {
    if (at_door_.load(std::memory_order_relaxed) == 0) return;
    const std::scoped_lock lock{door_};
    while (Process* process = brought_.pop()) add(*process);
    at_door_.store(0, std::memory_order_release);
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

  OwnerLock lock_{};
  std::array<List, 4> lists_{};
  std::uint32_t normal_turns_ = 0;
  std::atomic<std::size_t> listed_{0};  ///< How many are in the lists.
  /// The first of those with normal priority, which came when nobody waited.
  std::atomic<Process*> alone_{nullptr};

  SpinLock door_{};
  List brought_{};
  std::atomic<std::size_t> at_door_{0};
};

}  // namespace forlopp::runtime
