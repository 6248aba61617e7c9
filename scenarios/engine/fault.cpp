#include "scenarios/engine/fault.hpp"

#include <algorithm>

namespace forlopp::scenario {

std::vector<Duration> strike_times(const Fault& fault, Duration end, runtime::Random random) {
  const Trigger& trigger = fault.trigger;
  std::vector<Duration> times;
  if (trigger.when || !trigger.after.empty()) return times;
  const bool repeats = trigger.every > Duration::zero();
  Duration at = trigger.at;
  for (int strike = 0; at < end; ++strike, at += trigger.every) {
    const auto later = hwsim::Distribution::uniform(Duration::zero(), trigger.spread);
    if (const auto time = at + later.sample(random); time < end) times.push_back(time);
    if (!repeats || strike + 1 == trigger.times) break;
  }
  std::ranges::sort(times);
  return times;
}

}  // namespace forlopp::scenario
