#pragma once

#include <cstdint>

#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {

/// The mean over time of something that goes up and down: busy circuits give carried erlangs. Not
/// thread-safe.
class LevelMeter {
 public:
  /// `now` never decreases.
  void set(Duration now, std::int64_t level);
  void add(Duration now, std::int64_t change) { set(now, level_ + change); }
  /// Keeps the level, and measures from now on: the end of the warm-up.
  void restart(Duration now);

  std::int64_t level() const { return level_; }
  std::int64_t most() const { return most_; }
  /// From the start of measurement to `now`; the level itself when no time has passed.
  double mean(Duration now) const;

 private:
  double integral_until(Duration now) const;

  Duration start_{};
  Duration changed_{};
  std::int64_t level_ = 0;
  std::int64_t most_ = 0;
  double integral_ = 0;  // Level times nanoseconds.
};

}  // namespace forlopp::scenario
