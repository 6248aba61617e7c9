#pragma once

#include <chrono>

#include "scenarios/engine/units.hpp"

namespace forlopp::live {

/// How fast virtual time may follow real time. Told both, so that it needs no clock.
class Pace {
 public:
  using Wall = std::chrono::nanoseconds;
  using Duration = scenario::Duration;

  static constexpr double least = 1e-3;
  static constexpr double most = 1e6;
  /// Whether this is a pace: 0, or from `least` to `most`.
  static bool is_one(double value) { return value == 0 || (value >= least && value <= most); }

  /// Virtual seconds per second; 0: as fast as it can.
  explicit Pace(double value) : value_{value} {}

  double value() const { return value_; }
  bool is_as_fast_as_it_can() const { return value_ <= 0; }
  /// From now on like this, from where the run is. Also after it stood still.
  void start(double value, Duration now, Wall wall);
  /// How far virtual time may be at this moment of real time; Duration::max(): as far as it comes.
  /// A run that cannot keep up is not made to hurry later.
  Duration allowed(Duration now, Wall wall);
  /// How long until virtual time may go on beyond `now`.
  Wall wait(Duration now, Wall wall) const;
  /// How often is enough to look: often where things can be followed, seldom where they rush by.
  Wall between_looks() const;

 private:
  double value_;
  Duration virtual_start_{};
  Wall wall_start_{};
};

}  // namespace forlopp::live
