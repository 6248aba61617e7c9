#include "scenarios/engine/plot_scale.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "runtime/check.hpp"
#include "runtime/random.hpp"

namespace forlopp::scenario {

namespace {

using namespace std::chrono_literals;

constexpr double just_beyond = 1 + 1e-9;  // A tick on the end is within, whatever the rounding.

/// The power of ten at or below a value > 0.
double decade_of(double value) {
  double decade = 1;
  while (decade * 10 <= value * just_beyond) decade *= 10;
  while (decade > value * just_beyond) decade /= 10;
  return decade;
}

std::vector<double> linear_ticks(const Range& range, int about) {
  const double step = rounded_up((range.high - range.low) / about);
  std::vector<double> result;
  const auto first = static_cast<long long>(range.low / step);
  for (auto i = first; static_cast<double>(i) * step <= range.high * just_beyond; ++i) {
    const double tick = static_cast<double>(i) * step;
    if (tick >= range.low) result.push_back(tick);
  }
  return result;
}

std::vector<double> logarithmic_ticks(const Range& range, int about) {
  constexpr std::array<double, 3> fine{1, 2, 5};
  const double decades =
      (runtime::portable_log(range.high) - runtime::portable_log(range.low)) / 2.302585092994046;
  const std::size_t per_decade = decades * 3 <= about ? fine.size() : 1;
  std::vector<double> result;
  for (double decade = decade_of(range.low); decade <= range.high * just_beyond; decade *= 10) {
    for (std::size_t i = 0; i < per_decade; ++i) {
      const double tick = decade * fine.at(i);
      if (tick * just_beyond >= range.low && tick <= range.high * just_beyond) {
        result.push_back(tick);
      }
    }
  }
  return result;
}

constexpr auto time_steps =
    std::to_array<Duration>({100ms, 200ms, 500ms, 1s, 2s, 5s, 10s, 15s, 30s, 1min, 2min, 5min,
                             10min, 15min, 30min, 1h, 2h, 3h, 6h,  12h, 24h, 48h,  168h, 720h});

}  // namespace

Scale::Scale(Range values, Range pixels, Spacing spacing)
    : values_{values}, pixels_{pixels}, spacing_{spacing} {
  runtime::check(values.low < values.high, "a scale without length");
  runtime::check(spacing == Spacing::linear || values.low > 0, "a logarithmic scale down to zero");
}

double Scale::at(double value) const {
  using runtime::portable_log;
  value = std::clamp(value, values_.low, values_.high);
  const double share =
      spacing_ == Spacing::linear
          ? (value - values_.low) / (values_.high - values_.low)
          : portable_log(value / values_.low) / portable_log(values_.high / values_.low);
  return pixels_.low + share * (pixels_.high - pixels_.low);
}

std::vector<double> Scale::ticks(int about) const {
  return spacing_ == Spacing::linear ? linear_ticks(values_, about)
                                     : logarithmic_ticks(values_, about);
}

double rounded_up(double value) {
  runtime::check(value > 0, "a round value above none");
  const double decade = decade_of(value);
  for (const double leading : {1.0, 2.0, 2.5, 5.0}) {
    if (decade * leading * just_beyond >= value) return decade * leading;
  }
  return decade * 10;
}

std::vector<Duration> time_ticks(Duration end, int about) {
  const auto fits = [&](Duration step) { return end / step <= about; };
  const auto found = std::ranges::find_if(time_steps, fits);
  const auto step = found == time_steps.end() ? time_steps.back() : *found;
  std::vector<Duration> result;
  for (Duration at{}; at <= end; at += step) result.push_back(at);
  return result;
}

std::string time_tick_text(Duration at, Duration end) {
  const auto seconds = at / 1s;
  if (end >= 1h) return fmt::format("{}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (end >= 5s) return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
  return fmt::format("{:.1f} s", static_cast<double>(at.count()) / 1e9);
}

std::string tick_text(double value) {
  return fmt::format("{:.6g}", value);
}

}  // namespace forlopp::scenario
