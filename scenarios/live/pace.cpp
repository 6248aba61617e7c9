#include "scenarios/live/pace.hpp"

#include <algorithm>

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;

constexpr Pace::Wall arrears_max = 100ms;
constexpr Pace::Wall shortest_wait = 2ms;
constexpr Pace::Wall longest_wait = 1h;
constexpr double too_fast_to_follow = 10;

Pace::Duration scaled(std::chrono::nanoseconds time, double factor) {
  constexpr double most = 1e18;
  return Pace::Duration{
      static_cast<std::int64_t>(std::min(static_cast<double>(time.count()) * factor, most))};
}

}  // namespace

void Pace::start(double value, Duration now, Wall wall) {
  value_ = value;
  virtual_start_ = now;
  wall_start_ = wall;
}

Pace::Duration Pace::allowed(Duration now, Wall wall) {
  if (is_as_fast_as_it_can()) return Duration::max();
  const Duration there = virtual_start_ + scaled(wall - wall_start_, value_);
  if (there - now > scaled(arrears_max, value_)) start(value_, now, wall - arrears_max);
  return std::max(now, virtual_start_ + scaled(wall - wall_start_, value_));
}

Pace::Wall Pace::wait(Duration now, Wall wall) const {
  if (is_as_fast_as_it_can()) return Wall::zero();
  const Wall there = wall_start_ + scaled(now - virtual_start_, 1 / value_);
  return std::clamp(there - wall, shortest_wait, longest_wait);
}

Pace::Wall Pace::between_looks() const {
  if (is_as_fast_as_it_can()) return 1s;
  return value_ > too_fast_to_follow ? 100ms : 34ms;
}

}  // namespace forlopp::live
