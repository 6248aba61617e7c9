#pragma once

#include <algorithm>

#include "runtime/time.hpp"

namespace forlopp::exchange {

/// How much a leaky bucket takes: one drop leaks out per `interval`, `depth` drops fit.
struct BucketLimits {
  runtime::Duration interval{};
  int depth = 1;
};

/// Tells a burst from a flood. Told the time; no clock, no heap.
class LeakyBucket {
 public:
  /// One more drop; false if the bucket overflows.
  bool add(runtime::Instant now, const BucketLimits& limits) {
    empty_at_ = std::max(empty_at_, now) + limits.interval;
    return empty_at_ - now <= limits.interval * limits.depth;
  }
  void clear() { empty_at_ = {}; }

 private:
  runtime::Instant empty_at_{};
};

}  // namespace forlopp::exchange
