#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/internal/pending_timer.hpp"
#include "runtime/message.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

/// Pending deliveries, ordered by (time, order of setting). A hierarchical timing wheel (Varghese
/// and Lauck, 1987) of 64-slot levels, whose current slot is kept as a heap so that the order is
/// exact. Setting and cancelling cost the same however many are pending. Not thread-safe.
class TimerWheel {
 public:
  /// Names a pending timer: never zero, below 2^56, and not another timer's for the next 2^28 uses
  /// of its place.
  using Handle = std::uint64_t;

  TimerWheel();
  ~TimerWheel();
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;

  /// Keeps `envelope` until `when`. Times in the past are due at once.
  Handle set(Instant when, Envelope* envelope);
  /// Discards the delivery and tells when it would have been; nothing if it is gone already.
  std::optional<Instant> cancel(Handle handle);
  /// Nothing if it is gone already.
  std::optional<PendingTimer> find(Handle handle) const;
  /// When the next delivery is due; exact. Instant::max() if none is pending.
  Instant next();
  /// A moment before which nothing is due; cheaper than `next`, which may reorganise.
  Instant lower_bound() const;
  /// The next delivery that is due at `now`, or null.
  Envelope* take_due(Instant now);

  std::size_t pending() const { return pending_; }

 private:
  static constexpr int tick_shift = 16;  // 65,536 ns
  static constexpr int level_bits = 6;
  static constexpr int levels = 8;
  static constexpr std::uint32_t slots = 1U << level_bits;
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr int index_bits = 28;
  static constexpr std::uint32_t generations = 1U << 28;

  struct Entry {
    Instant when{};
    std::uint64_t order = 0;
    Envelope* envelope = nullptr;  ///< Null: free, or cancelled and still in the heap.
    std::uint32_t next = none;
    std::uint32_t previous = none;
    std::uint32_t generation = 1;
    std::uint8_t level = 0;
    std::uint8_t slot = 0;
    bool in_heap = false;
  };
  struct Level {
    std::uint64_t occupied = 0;
    std::array<std::uint32_t, slots> first;
  };

  static std::uint64_t tick_of(Instant when);
  /// `none` if that timer is not pending any more.
  std::uint32_t index_of(Handle handle) const;
  std::uint32_t allocate();
  void free(std::uint32_t index);
  void place(std::uint32_t index);
  void unlink(std::uint32_t index);
  bool later(std::uint32_t a, std::uint32_t b) const;
  void push_due(std::uint32_t index);
  std::uint32_t pop_due();
  /// Cancelled timers stay in the heap until they are due or the heap is mostly made of them.
  void forget_cancelled();
  /// Moves the earliest occupied slot that starts at or before `tick_max` towards the heap.
  bool advance(std::uint64_t tick_max);
  std::optional<std::pair<int, std::uint64_t>> earliest_slot() const;

  std::array<Level, levels> levels_;
  std::vector<std::uint32_t> due_{};  ///< A heap: the current tick and everything before it.
  std::vector<Entry> entries_{};
  std::uint32_t free_ = none;
  std::uint64_t current_ = 0;  ///< Everything up to and including this tick is in the heap.
  std::uint64_t order_ = 0;
  std::size_t pending_ = 0;
  std::size_t cancelled_in_heap_ = 0;
};

}  // namespace forlopp::runtime
