#pragma once

#include <cstddef>
#include <cstdint>

#include <boost/circular_buffer.hpp>

#include "runtime/time.hpp"

namespace forlopp::runtime {

/// Restart intensity: at most `restarts_max` restarts within any `period`. Pure: it is told the
/// time, which must not run backwards. Remembers no more than restarts_max + 1 restarts, so that
/// counting one costs the same after a million.
class RestartWindow {
 public:
  /// period > 0.
  RestartWindow(std::uint32_t restarts_max, Duration period);

  /// Counts a restart. False: it was one too many. A restart exactly one period ago still counts.
  [[nodiscard]] bool add(Instant now);
  /// Restarts in the period that ended with the last `add`.
  std::size_t count() const { return restarts_.size(); }
  /// Keeps the restarts counted so far, and judges by new limits from the next one on.
  void set_limits(std::uint32_t restarts_max, Duration period);

 private:
  std::size_t remembered_max() const { return std::size_t{restarts_max_} + 1; }

  std::uint32_t restarts_max_;
  Duration period_;
  boost::circular_buffer<Instant> restarts_{};  ///< Oldest first.
};

}  // namespace forlopp::runtime
