#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "callmodel/cause.hpp"
#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// How many calls ended with each cause of Q.850. Not thread-safe.
class CauseCounter {
 public:
  void add(callmodel::Cause cause) { ++counts_[static_cast<std::uint8_t>(cause)]; }
  void clear() { counts_ = {}; }

  std::uint64_t count(callmodel::Cause cause) const {
    return counts_[static_cast<std::uint8_t>(cause)];
  }
  std::uint64_t total() const;
  /// Those that occurred, by cause value.
  std::vector<CauseCount> counts() const;

 private:
  std::array<std::uint64_t, 256> counts_{};
};

}  // namespace forlopp::scenario
