#pragma once

#include <chrono>
#include <cstdint>

namespace forlopp::runtime {

/// A span of time; nanoseconds, signed.
using Duration = std::chrono::nanoseconds;

/// The clock of a node: starts at zero with the node. Real and monotonic under the threaded
/// scheduler, virtual under the simulated one. Only a `Context` or a `Node` can tell the time.
struct NodeClock {
  using duration = Duration;
  using rep = Duration::rep;
  using period = Duration::period;
  using time_point = std::chrono::time_point<NodeClock>;
  static constexpr bool is_steady = true;
};

/// A point in time on a node's clock.
using Instant = NodeClock::time_point;

/// Stands for "no limit" wherever a time-out is asked for.
inline constexpr Duration infinity = Duration::max();

/// `moment` plus `delay`; as late as can be, which means never, if that is beyond the clock.
constexpr Instant later(Instant moment, Duration delay) {
  return delay > Instant::max() - moment ? Instant::max() : moment + delay;
}

}  // namespace forlopp::runtime
