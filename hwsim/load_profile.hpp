#pragma once

#include <vector>

#include "runtime/time.hpp"

namespace forlopp::hwsim {

/// How the rate of calls changes over time, as a factor on a rate stated elsewhere. A value type;
/// empty: 1 for ever. A negative factor, `from` not before `until` or a step or ramp out of order
/// fails a check.
class LoadProfile {
 public:
  LoadProfile() = default;

  /// From `from` on the level is `factor`. Steps and ramps are added in the order of their times.
  LoadProfile& step(runtime::Duration from, double factor);
  /// Between `from` and `until` the level moves evenly to `factor`, and stays there.
  LoadProfile& ramp(runtime::Duration from, runtime::Duration until, double factor);
  /// Between `from` and `until` the level is multiplied by `factor`. Of those that overlap, all
  /// are.
  LoadProfile& mass_call(runtime::Duration from, runtime::Duration until, double factor);

  /// At this time since the start. At least 0.
  double factor(runtime::Duration at) const;
  /// No factor is ever higher: the rate to thin a Poisson process from.
  double factor_max() const { return level_max_ * peaks_; }

 private:
  struct Change {
    runtime::Duration from;
    runtime::Duration until;
    double factor;
  };
  void add_level(const Change& change);

  std::vector<Change> levels_{};
  std::vector<Change> mass_calls_{};
  double level_max_ = 1.0;
  double peaks_ = 1.0;
};

}  // namespace forlopp::hwsim
