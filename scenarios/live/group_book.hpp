#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/time.hpp"
#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::live {

/// What trunk groups have been asked for and how busy they were, over the last quarter of an hour
/// and since the start.
class GroupBook {
 public:
  struct Group {
    std::uint32_t busy = 0;
    std::uint64_t offered = 0;  ///< Requests for a circuit, since the start.
    std::uint64_t blocked = 0;
  };

  void sought(std::uint16_t group, runtime::Instant now, exchange::Sought sought);
  void busy(std::uint16_t group, runtime::Instant now, std::uint32_t circuits);

  /// Of a group that has not been heard of: nothing.
  Group group(std::uint16_t group) const;
  /// Of the last fifteen minutes: mean number of busy circuits, and the traffic offered by that,
  /// taking the share of requests that were refused as the share that was lost.
  double carried(std::uint16_t group, runtime::Instant now) const;
  double offered(std::uint16_t group, runtime::Instant now) const;

 private:
  struct Minute {
    std::int64_t number = 0;
    double busy_seconds = 0;
    std::uint64_t sought = 0;
    std::uint64_t refused = 0;
  };
  struct Books {
    Group group{};
    runtime::Instant since{};  ///< That many have been busy.
    std::deque<Minute> minutes{};
  };

  Books& books_of(std::uint16_t group);
  static void pass_time(Books& books, runtime::Instant now);

  std::vector<Books> groups_{};
};

}  // namespace forlopp::live
