#include "runtime/internal/timer_wheel.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace forlopp::runtime {

TimerWheel::TimerWheel() {
  for (Level& level : levels_) level.first.fill(none);
}

TimerWheel::~TimerWheel() {
  for (Entry& entry : entries_) {
    if (entry.envelope != nullptr) discard(entry.envelope);
  }
}

std::uint64_t TimerWheel::tick_of(Instant when) {
  const auto nanoseconds = std::max<std::int64_t>(when.time_since_epoch().count(), 0);
  return static_cast<std::uint64_t>(nanoseconds) >> tick_shift;
}

TimerWheel::Handle TimerWheel::set(Instant when, Envelope* envelope) {
  const std::uint32_t index = allocate();
  Entry& entry = entries_[index];
  entry.when = when;
  entry.order = order_++;
  entry.envelope = envelope;
  place(index);
  ++pending_;
  return std::uint64_t{entry.generation} << index_bits | index;
}

std::uint32_t TimerWheel::index_of(Handle handle) const {
  const auto index = static_cast<std::uint32_t>(handle & ((1U << index_bits) - 1));
  if (index >= entries_.size()) return none;
  const Entry& entry = entries_[index];
  return entry.generation == handle >> index_bits && entry.envelope != nullptr ? index : none;
}

std::optional<PendingTimer> TimerWheel::find(Handle handle) const {
  const std::uint32_t index = index_of(handle);
  if (index == none) return std::nullopt;
  return PendingTimer{entries_[index].when, entries_[index].envelope->target};
}

std::optional<Instant> TimerWheel::cancel(Handle handle) {
  const std::uint32_t index = index_of(handle);
  if (index == none) return std::nullopt;
  Entry& entry = entries_[index];
  discard(std::exchange(entry.envelope, nullptr));
  --pending_;
  const Instant when = entry.when;
  if (entry.in_heap) {
    if (++cancelled_in_heap_ > due_.size() / 2 + 16) forget_cancelled();
  } else {
    unlink(index);
    free(index);
  }
  return when;
}

Instant TimerWheel::next() {
  for (;;) {
    while (!due_.empty() && entries_[due_.front()].envelope == nullptr) {
      free(pop_due());
      --cancelled_in_heap_;
    }
    if (!due_.empty()) return entries_[due_.front()].when;
    if (!advance(UINT64_MAX)) return Instant::max();
  }
}

Instant TimerWheel::lower_bound() const {
  if (!due_.empty()) return entries_[due_.front()].when;
  const auto slot = earliest_slot();
  if (!slot) return Instant::max();
  return Instant{Duration{static_cast<std::int64_t>(slot->second << tick_shift)}};
}

Envelope* TimerWheel::take_due(Instant now) {
  const std::uint64_t tick = tick_of(now);
  while (advance(tick)) {
  }
  while (!due_.empty()) {
    const std::uint32_t first = due_.front();
    if (entries_[first].envelope == nullptr) {
      free(pop_due());
      --cancelled_in_heap_;
      continue;
    }
    if (entries_[first].when > now) return nullptr;
    pop_due();
    Envelope* envelope = std::exchange(entries_[first].envelope, nullptr);
    free(first);
    --pending_;
    return envelope;
  }
  return nullptr;
}

std::uint32_t TimerWheel::allocate() {
  if (free_ == none) {
    entries_.emplace_back();
    return static_cast<std::uint32_t>(entries_.size() - 1);
  }
  return std::exchange(free_, entries_[free_].next);
}

void TimerWheel::free(std::uint32_t index) {
  Entry& entry = entries_[index];
  entry.generation = entry.generation % (generations - 1) + 1;
  entry.in_heap = false;
  entry.next = std::exchange(free_, index);
}

void TimerWheel::place(std::uint32_t index) {
  Entry& entry = entries_[index];
  const std::uint64_t tick = tick_of(entry.when);
  if (tick <= current_) {
    push_due(index);
    return;
  }
  const int level = std::min((63 - std::countl_zero(tick ^ current_)) / level_bits, levels - 1);
  const auto slot = static_cast<std::uint32_t>(tick >> (level * level_bits)) % slots;
  Level& there = levels_[static_cast<std::size_t>(level)];
  entry.level = static_cast<std::uint8_t>(level);
  entry.slot = static_cast<std::uint8_t>(slot);
  entry.previous = none;
  entry.next = std::exchange(there.first[slot], index);
  if (entry.next != none) entries_[entry.next].previous = index;
  there.occupied |= std::uint64_t{1} << slot;
}

void TimerWheel::unlink(std::uint32_t index) {
  const Entry& entry = entries_[index];
  Level& there = levels_[entry.level];
  if (entry.previous != none) {
    entries_[entry.previous].next = entry.next;
  } else {
    there.first[entry.slot] = entry.next;
    if (entry.next == none) there.occupied &= ~(std::uint64_t{1} << entry.slot);
  }
  if (entry.next != none) entries_[entry.next].previous = entry.previous;
}

bool TimerWheel::later(std::uint32_t a, std::uint32_t b) const {
  return std::pair{entries_[a].when, entries_[a].order} >
         std::pair{entries_[b].when, entries_[b].order};
}

void TimerWheel::push_due(std::uint32_t index) {
  entries_[index].in_heap = true;
  due_.push_back(index);
  std::push_heap(due_.begin(), due_.end(), [this](auto a, auto b) { return later(a, b); });
}

std::uint32_t TimerWheel::pop_due() {
  std::pop_heap(due_.begin(), due_.end(), [this](auto a, auto b) { return later(a, b); });
  const std::uint32_t index = due_.back();
  due_.pop_back();
  return index;
}

void TimerWheel::forget_cancelled() {
  const auto is_pending = [this](auto index) { return entries_[index].envelope != nullptr; };
  const auto cancelled = std::partition(due_.begin(), due_.end(), is_pending);
  std::for_each(cancelled, due_.end(), [this](auto index) { free(index); });
  due_.erase(cancelled, due_.end());
  std::make_heap(due_.begin(), due_.end(), [this](auto a, auto b) { return later(a, b); });
  cancelled_in_heap_ = 0;
}

std::optional<std::pair<int, std::uint64_t>> TimerWheel::earliest_slot() const {
  // A lower level never holds anything later than a higher one: it is inside the current slot of
  // it.
  for (int level = 0; level < levels; ++level) {
    const std::uint64_t occupied = levels_[static_cast<std::size_t>(level)].occupied;
    if (occupied == 0) continue;
    const int shift = level * level_bits;
    const std::uint64_t slot = static_cast<std::uint64_t>(std::countr_zero(occupied));
    const std::uint64_t above = (current_ >> shift >> level_bits) << level_bits;
    return std::pair{level, (above | slot) << shift};
  }
  return std::nullopt;
}

bool TimerWheel::advance(std::uint64_t tick_max) {
  const auto slot = earliest_slot();
  if (!slot || slot->second > tick_max) {
    if (tick_max != UINT64_MAX) current_ = std::max(current_, tick_max);
    return false;
  }
  const auto [level, start] = *slot;
  current_ = std::max(current_, start);
  Level& there = levels_[static_cast<std::size_t>(level)];
  const std::uint32_t position = static_cast<std::uint32_t>(start >> (level * level_bits)) % slots;
  std::uint32_t index = std::exchange(there.first[position], none);
  there.occupied &= ~(std::uint64_t{1} << position);
  while (index != none) {
    const std::uint32_t following = entries_[index].next;
    place(index);
    index = following;
  }
  return true;
}

}  // namespace forlopp::runtime
