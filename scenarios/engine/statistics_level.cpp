#include "scenarios/engine/statistics_level.hpp"

#include <algorithm>

namespace forlopp::scenario {

double LevelMeter::integral_until(Duration now) const {
  return integral_ + static_cast<double>(level_) * static_cast<double>((now - changed_).count());
}

void LevelMeter::set(Duration now, std::int64_t level) {
  integral_ = integral_until(now);
  changed_ = now;
  level_ = level;
  most_ = std::max(most_, level);
}

void LevelMeter::restart(Duration now) {
  start_ = now;
  changed_ = now;
  most_ = level_;
  integral_ = 0;
}

double LevelMeter::mean(Duration now) const {
  if (now <= start_) return static_cast<double>(level_);
  return integral_until(now) / static_cast<double>((now - start_).count());
}

}  // namespace forlopp::scenario
