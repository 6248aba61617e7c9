#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/time.hpp"
#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::live {

/// What trunk groups have been asked for and how busy they were, in each ten seconds of the last
/// hour and since the start.
class GroupBook {
 public:
  static constexpr runtime::Duration slot_time = std::chrono::seconds{10};
  static constexpr std::int64_t slots_kept = 360;
  /// Over how many of them traffic is told: a quarter of an hour.
  static constexpr std::int64_t slots_of_traffic = 90;

  struct Group {
    std::uint32_t busy = 0;
    std::uint64_t offered = 0;  ///< Requests for a circuit, since the start.
    std::uint64_t blocked = 0;
  };
  /// Ten seconds.
  struct Slot {
    std::int64_t number = 0;  ///< From 0.
    double busy_seconds = 0;
    std::uint32_t sought = 0;
    std::uint32_t refused = 0;
  };
  /// Of a quarter of an hour.
  struct Traffic {
    double carried = 0;   ///< Mean number of busy circuits.
    double offered = 0;   ///< That, raised by the share of requests that were refused.
    double blocking = 0;  ///< That share.
  };

  /// There are so many groups, from the start.
  void open(std::size_t groups) { groups_.resize(groups); }
  void sought(std::uint16_t group, runtime::Instant now, exchange::Sought sought);
  void busy(std::uint16_t group, runtime::Instant now, std::uint32_t circuits);
  /// It is that late, whatever happened.
  void pass(runtime::Instant now);

  /// Of a group that has not been heard of: nothing.
  Group group(std::uint16_t group) const;
  /// Oldest first, as of what happened last or `pass`; the last one has not ended yet.
  const std::deque<Slot>& slots(std::uint16_t group) const;
  /// Of the quarter of an hour until now.
  Traffic traffic(std::uint16_t group, runtime::Instant now) const;
  /// Of the quarter of an hour until the end of that slot, which is over.
  Traffic traffic_until(std::uint16_t group, std::int64_t slot) const;

 private:
  struct Books {
    Group group{};
    runtime::Instant since{};  ///< That many have been busy.
    std::deque<Slot> slots{};
  };

  Books& books_of(std::uint16_t group);
  static void pass_time(Books& books, runtime::Instant now);

  std::vector<Books> groups_{};
};

}  // namespace forlopp::live
