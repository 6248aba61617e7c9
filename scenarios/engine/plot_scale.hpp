#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {

struct Range {
  double low = 0;
  double high = 1;
};

enum class Spacing : std::uint8_t { linear, logarithmic };

/// Where a value lies on an axis of a plot.
class Scale {
 public:
  /// `values.low < values.high`, and above zero when logarithmic. `pixels` may run downwards.
  Scale(Range values, Range pixels, Spacing spacing = Spacing::linear);

  /// Values beyond the ends lie on the ends.
  double at(double value) const;
  const Range& values() const { return values_; }
  const Range& pixels() const { return pixels_; }
  /// Round values between the ends: about so many if linear; 1, 2, 5 or only decades if
  /// logarithmic.
  std::vector<double> ticks(int about) const;

 private:
  Range values_;
  Range pixels_;
  Spacing spacing_;
};

/// The next round value (1, 2, 2.5 or 5 times a power of ten) at or above one > 0.
double rounded_up(double value);

/// Round times from 0 to `end`, about so many.
std::vector<Duration> time_ticks(Duration end, int about);
/// `0:20` in hours and minutes, or in minutes and seconds below an hour of `end`.
std::string time_tick_text(Duration at, Duration end);

/// A tick as people write it: `0.5`, `20`, `1000`.
std::string tick_text(double value);

}  // namespace forlopp::scenario
