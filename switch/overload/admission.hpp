#pragma once

#include <cstdint>

#include "runtime/time.hpp"
#include "switch/config/exchange_config.hpp"

namespace forlopp::exchange {

/// What was measured in one interval.
struct LoadSample {
  runtime::Duration interval{};
  std::uint64_t offered = 0;     ///< Attempts, those that were refused included.
  runtime::Duration lateness{};  ///< How long a message waits for the processor, on average.
};

/// Decides which share of the originations is admitted, so that calls that have begun are finished
/// in time. It holds the rate of admitted calls to what the processor can do: to the engineered
/// capacity where that is known, and below where messages wait too long all the same. Pure: told
/// what was measured; no clock.
class Admission {
 public:
  static constexpr std::uint32_t all = 65'536;

  explicit Admission(const AdmissionConfig& config) : config_{config} {}

  /// The share of the next interval, of 65,536.
  std::uint32_t next_share(const LoadSample& sample);
  double offered_rate() const { return offered_rate_; }  ///< Attempts per second, smoothed.
  double admitted_rate_max() const { return rate_; }     ///< Per second; 0: no limit.

 private:
  void learn_rate(const LoadSample& sample);

  AdmissionConfig config_;
  double offered_rate_ = 0;
  double rate_ = 0;
  std::uint32_t share_ = all;
};

}  // namespace forlopp::exchange
