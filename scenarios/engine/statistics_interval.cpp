#include "scenarios/engine/statistics_interval.hpp"

#include <algorithm>

#include "runtime/check.hpp"
#include "runtime/random.hpp"

namespace forlopp::scenario {

double student_quantile(double probability, int degrees) {
  runtime::check(degrees >= 10, "a Student quantile of fewer than ten degrees of freedom");
  // The Cornish-Fisher expansion, Abramowitz and Stegun 26.7.5.
  const double z = runtime::portable_normal_quantile(probability);
  const double s = z * z;
  const double n = degrees;
  const double g1 = (s + 1) * z / 4;
  const double g2 = ((5 * s + 16) * s + 3) * z / 96;
  const double g3 = (((3 * s + 19) * s + 17) * s - 15) * z / 384;
  const double g4 = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) * z / 92160;
  return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
}

Interval interval_of_none(std::uint64_t trials, double confidence) {
  runtime::check(trials >= 1, "an interval of no trials");
  const double bound = -runtime::portable_log(1 - confidence) / static_cast<double>(trials);
  return {0, 0, std::min(1.0, bound), confidence};
}

bool is_precise(const std::optional<Interval>& interval, double relative_half_width) {
  return interval && interval->value > 0 && interval->relative_half_width() <= relative_half_width;
}

}  // namespace forlopp::scenario
