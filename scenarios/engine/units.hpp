#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/result.hpp"

namespace forlopp::scenario {

using Duration = std::chrono::nanoseconds;

/// What a number in a scenario counts.
enum class Unit : std::uint8_t {
  count,     // 12
  duration,  // 90s, 3min, 1h, 20ms, 50us; in seconds
  traffic,   // 0.08 E
  rate,      // 2/h, 5/s; per second
  share,     // 1 %; 0.01
};

/// A number with its unit, in the unit's own measure (see `Unit`).
struct Quantity {
  double value = 0.0;
  Unit unit = Unit::count;

  bool operator==(const Quantity&) const = default;
};

/// A whole number and an inclusive range of it.
struct CountRange {
  long long least = 0;
  long long most = 0;
};

/// The error of these is a sentence's end: what was expected, and an example; the caller says what
/// was found. None of them throws. Numbers are finite, decimal, and at most 1e15.
runtime::Result<Quantity, std::string> parse_quantity(std::string_view text);
/// Zero to a year; `90s`, `1.5 h`, also sums: `1h 30min`.
runtime::Result<Duration, std::string> parse_duration(std::string_view text);
/// `1 %`, as a fraction: 0.01. Not limited to 100 %.
runtime::Result<double, std::string> parse_share(std::string_view text);
/// `2/h`, `30/min`, `5/s`, in events per second.
runtime::Result<double, std::string> parse_rate(std::string_view text);
/// A whole number without a unit; thousands may be written `1_000`.
runtime::Result<long long, std::string> parse_count(std::string_view text);

/// `1 h 30 min`, `90 s`, `50 us`: at most three of its units, without zeros.
std::string text(Duration duration);
/// As a scenario would write it: `0.08 E`, `1 %`, `90 s`, `5/s`.
std::string text(const Quantity& quantity);
/// A duration in seconds as a `Duration`, to the nanosecond; what is negative or too long is cut.
Duration seconds(double value);

}  // namespace forlopp::scenario
