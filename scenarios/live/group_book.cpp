#include "scenarios/live/group_book.hpp"

#include <algorithm>
#include <chrono>

namespace forlopp::live {
namespace {

using runtime::Duration;
using runtime::Instant;
using namespace std::chrono_literals;

constexpr Duration minute = 1min;
constexpr std::int64_t minutes_kept = 15;

double seconds(Duration time) {
  return std::chrono::duration<double>{time}.count();
}
std::int64_t minute_of(Instant when) {
  return when.time_since_epoch() / minute;
}

}  // namespace

GroupBook::Books& GroupBook::books_of(std::uint16_t group) {
  if (group >= groups_.size()) groups_.resize(group + std::size_t{1});
  return groups_[group];
}

/// Adds the time until now to the minutes in which it passed.
void GroupBook::pass_time(Books& books, Instant now) {
  const std::int64_t oldest = minute_of(now) - minutes_kept + 1;
  Instant from = std::max(books.since, Instant{oldest * minute});
  while (minute_of(from) <= minute_of(now)) {
    const std::int64_t number = minute_of(from);
    if (books.minutes.empty() || books.minutes.back().number < number) {
      books.minutes.push_back({.number = number});
    }
    const Instant until = std::min(now, Instant{(number + 1) * minute});
    books.minutes.back().busy_seconds += books.group.busy * seconds(until - from);
    if (until == now && minute_of(until) == number) break;
    from = until;
  }
  while (books.minutes.front().number < oldest) books.minutes.pop_front();
  books.since = now;
}

void GroupBook::sought(std::uint16_t group, Instant now, exchange::Sought sought) {
  Books& books = books_of(group);
  pass_time(books, now);
  const std::uint64_t refused = sought == exchange::Sought::none ? 1 : 0;
  ++books.group.offered;
  ++books.minutes.back().sought;
  books.group.blocked += refused;
  books.minutes.back().refused += refused;
}

void GroupBook::busy(std::uint16_t group, Instant now, std::uint32_t circuits) {
  Books& books = books_of(group);
  pass_time(books, now);
  books.group.busy = circuits;
}

GroupBook::Group GroupBook::group(std::uint16_t group) const {
  return group < groups_.size() ? groups_[group].group : Group{};
}

double GroupBook::carried(std::uint16_t group, Instant now) const {
  if (group >= groups_.size()) return 0;
  Books books = groups_[group];
  pass_time(books, now);
  double busy = 0;
  for (const Minute& each : books.minutes) busy += each.busy_seconds;
  const Instant first{(minute_of(now) - minutes_kept + 1) * minute};
  const double time = seconds(now - std::max(first, Instant{}));
  return time > 0 ? busy / time : 0;
}

double GroupBook::offered(std::uint16_t group, Instant now) const {
  if (group >= groups_.size()) return 0;
  const std::int64_t oldest = minute_of(now) - minutes_kept + 1;
  double sought = 0;
  double refused = 0;
  for (const Minute& each : groups_[group].minutes) {
    if (each.number < oldest) continue;
    sought += static_cast<double>(each.sought);
    refused += static_cast<double>(each.refused);
  }
  const double through = carried(group, now);
  return refused < sought ? through * sought / (sought - refused) : through;
}

}  // namespace forlopp::live
