#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace forlopp::runtime {

/// A generator whose sequence is the same on every machine and compiler: xoshiro256** (Blackman and
/// Vigna, 2018) seeded through splitmix64. A value type; not thread-safe.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  /// 64 uniform bits.
  std::uint64_t next();
  /// Uniform in [0, bound); bound > 0. No modulo bias (Lemire's method).
  std::uint64_t below(std::uint64_t bound);
  /// Uniform in [0, 1), 53 bits.
  double uniform();
  /// True with the given probability (clamped to [0, 1]).
  bool chance(double probability);
  /// Exponentially distributed with mean 1.
  double exponential();
  /// Standard normal, by inversion.
  double normal();
  /// Exponentially distributed with the given mean.
  std::chrono::nanoseconds exponential(std::chrono::nanoseconds mean);
  /// An independent generator for a named purpose; the same parent state and stream number give the
  /// same generator. Does not advance this one.
  Random split(std::uint64_t stream) const;

 private:
  std::array<std::uint64_t, 4> state_;
};

/// Natural logarithm and exponential made of IEEE basic operations only, so that they give the same
/// bits everywhere, unlike libm's. x > 0 for `portable_log`; relative error below 1e-14.
double portable_log(double x);
double portable_exp(double x);

/// The value below which a standard normal variable falls with this probability; inside (0, 1).
/// Relative error about 1e-15, the same bits everywhere.
double portable_normal_quantile(double probability);

}  // namespace forlopp::runtime
