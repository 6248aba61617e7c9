#include "switch/overload/admission.hpp"

#include <algorithm>
#include <chrono>

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;

/// Q.543 allows a dial-tone delay of 400 ms on average: half of it here is too late, an eighth
/// well.
constexpr runtime::Duration late = 200ms;
constexpr runtime::Duration in_time = 50ms;
/// Calls go on making work for some seconds after they were admitted: change slowly.
constexpr double step_down = 0.95;
constexpr double step_up = 1.02;
/// Of the engineered capacity: the most and the least that is admitted.
constexpr double ceiling = 1.1;
constexpr double floor = 0.5;
/// Weight of the newest interval in the smoothed rate.
constexpr double newest = 0.25;

double seconds(runtime::Duration time) {
  return static_cast<double>(time.count()) * 1e-9;
}

}  // namespace

std::uint32_t Admission::next_share(const LoadSample& sample) {
  const double rate = static_cast<double>(sample.offered) / seconds(sample.interval);
  offered_rate_ += newest * (rate - offered_rate_);
  if (config_.control == AdmissionControl::off) return all;
  learn_rate(sample);
  const bool is_limited = rate_ > 0 && offered_rate_ > rate_;
  share_ = is_limited ? static_cast<std::uint32_t>(rate_ / offered_rate_ * all) : all;
  return share_;
}

void Admission::learn_rate(const LoadSample& sample) {
  const double capacity = config_.engineered_capacity;
  const bool is_known = capacity > 0;
  if (rate_ == 0 && is_known) rate_ = capacity * ceiling;
  if (sample.lateness > late) {
    const double carried = offered_rate_ * share_ / all;
    const double before = rate_ == 0 ? carried : std::min(rate_, carried);
    rate_ = std::max(before * step_down, is_known ? capacity * floor : 1.0);
  } else if (sample.lateness < in_time && rate_ > 0) {
    rate_ *= step_up;
    if (is_known) rate_ = std::min(rate_, capacity * ceiling);
    if (!is_known && rate_ > 2 * offered_rate_) rate_ = 0;
  }
}

}  // namespace forlopp::exchange
