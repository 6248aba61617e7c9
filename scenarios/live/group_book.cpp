#include "scenarios/live/group_book.hpp"

#include <algorithm>
#include <chrono>

namespace forlopp::live {
namespace {

using runtime::Duration;
using runtime::Instant;

double seconds(Duration time) {
  return std::chrono::duration<double>{time}.count();
}

std::int64_t slot_of(Instant when) {
  return when.time_since_epoch() / GroupBook::slot_time;
}

Instant start_of(std::int64_t slot) {
  return Instant{slot * GroupBook::slot_time};
}

/// The sum of the slots from the number `first` until before `end`.
GroupBook::Slot sum_of(const std::deque<GroupBook::Slot>& slots, std::int64_t first,
                       std::int64_t end) {
  GroupBook::Slot sum;
  const auto from = std::ranges::lower_bound(slots, first, {}, &GroupBook::Slot::number);
  for (auto slot = from; slot != slots.end() && slot->number < end; ++slot) {
    sum.busy_seconds += slot->busy_seconds;
    sum.sought += slot->sought;
    sum.refused += slot->refused;
  }
  return sum;
}

/// If all were refused, nothing says how much more there was than what was carried.
GroupBook::Traffic traffic_of(const GroupBook::Slot& sum, Duration time) {
  GroupBook::Traffic traffic;
  if (time > Duration{}) traffic.carried = sum.busy_seconds / seconds(time);
  if (sum.sought > 0) traffic.blocking = 1.0 * sum.refused / sum.sought;
  traffic.offered =
      traffic.blocking < 1 ? traffic.carried / (1 - traffic.blocking) : traffic.carried;
  return traffic;
}

}  // namespace

GroupBook::Books& GroupBook::books_of(std::uint16_t group) {
  if (group >= groups_.size()) groups_.resize(group + std::size_t{1});
  return groups_[group];
}

/// Adds the time until now to the slots in which it passed.
void GroupBook::pass_time(Books& books, Instant now) {
  const std::int64_t oldest = slot_of(now) - slots_kept + 1;
  Instant from = std::max(books.since, start_of(oldest));
  while (slot_of(from) <= slot_of(now)) {
    const std::int64_t number = slot_of(from);
    if (books.slots.empty() || books.slots.back().number < number) {
      books.slots.push_back({.number = number});
    }
    const Instant until = std::min(now, start_of(number + 1));
    books.slots.back().busy_seconds += books.group.busy * seconds(until - from);
    if (until == now && slot_of(until) == number) break;
    from = until;
  }
  while (books.slots.front().number < oldest) books.slots.pop_front();
  books.since = now;
}

void GroupBook::sought(std::uint16_t group, Instant now, exchange::Sought sought) {
  Books& books = books_of(group);
  pass_time(books, now);
  const std::uint32_t refused = sought == exchange::Sought::none ? 1 : 0;
  ++books.group.offered;
  ++books.slots.back().sought;
  books.group.blocked += refused;
  books.slots.back().refused += refused;
}

void GroupBook::busy(std::uint16_t group, Instant now, std::uint32_t circuits) {
  Books& books = books_of(group);
  pass_time(books, now);
  books.group.busy = circuits;
}

void GroupBook::pass(Instant now) {
  for (Books& books : groups_) pass_time(books, now);
}

GroupBook::Group GroupBook::group(std::uint16_t group) const {
  return group < groups_.size() ? groups_[group].group : Group{};
}

const std::deque<GroupBook::Slot>& GroupBook::slots(std::uint16_t group) const {
  static const std::deque<Slot> none;
  return group < groups_.size() ? groups_[group].slots : none;
}

GroupBook::Traffic GroupBook::traffic(std::uint16_t group, Instant now) const {
  if (group >= groups_.size()) return {};
  const Books& books = groups_[group];
  const std::int64_t first = slot_of(now) - slots_of_traffic + 1;
  const Instant from = std::max(start_of(first), Instant{});
  Slot sum = sum_of(books.slots, first, slot_of(now) + 1);
  sum.busy_seconds += books.group.busy * seconds(now - std::max(from, books.since));
  return traffic_of(sum, now - from);
}

GroupBook::Traffic GroupBook::traffic_until(std::uint16_t group, std::int64_t slot) const {
  const std::int64_t first = std::max<std::int64_t>(slot - slots_of_traffic + 1, 0);
  return traffic_of(sum_of(slots(group), first, slot + 1), (slot + 1 - first) * slot_time);
}

}  // namespace forlopp::live
