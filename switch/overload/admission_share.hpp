#pragma once

#include <chrono>
#include <cstdint>

#include "runtime/time.hpp"

namespace forlopp::exchange {

/// How many of the new calls an exchange takes on, so that it finishes those that it has begun.
/// Works on nothing but how late the processor is: refuses more as soon as work waits longer than
/// it should, takes more again as long as it does not. Pure; told what was measured.
class AdmissionShare {
 public:
  /// Work may wait so long: a fifth of the dial-tone delay that Q.543 allows on average at load A,
  /// since a call's first messages queue about five times.
  static constexpr runtime::Duration lateness_wanted = std::chrono::milliseconds{80};
  /// One in this many is admitted however late the processor is.
  static constexpr double share_least = 1.0 / 64;

  /// One more measurement. Returns the share to admit from now on, in (0, 1].
  double update(runtime::Duration lateness);
  double share() const { return share_; }

 private:
  double share_ = 1.0;
};

}  // namespace forlopp::exchange
