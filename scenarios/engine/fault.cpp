#include "scenarios/engine/fault.hpp"

namespace forlopp::scenario {

std::vector<Duration> strike_times(const Fault& fault, Duration end) {
  const Trigger& trigger = fault.trigger;
  std::vector<Duration> times;
  if (trigger.when || !trigger.after.empty()) return times;
  const bool repeats = trigger.every > Duration::zero();
  Duration at = trigger.at;
  for (int strike = 0; at < end; ++strike, at += trigger.every) {
    times.push_back(at);
    if (!repeats || strike + 1 == trigger.times) break;
  }
  return times;
}

}  // namespace forlopp::scenario
