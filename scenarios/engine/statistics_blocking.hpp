#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

enum class AttemptResult : std::uint8_t { carried, blocked };

/// How much is blocked, and how well that is known. Blocked attempts come in clusters, so they must
/// not be counted as independent trials: time is cut into batches much longer than a call, and the
/// spread between batches (ratio estimator, Student's t) tells the width. When there are many
/// batches, neighbours are joined; memory is fixed. Not thread-safe; deterministic.
class BlockingEstimator {
 public:
  /// A batch lasts at least this long, > 0. Ten mean holding times are long enough.
  explicit BlockingEstimator(Duration least_batch);

  /// Forgets all, and measures from now on: the end of the warm-up.
  void restart(Duration now);
  /// `now` never decreases.
  void add(Duration now, AttemptResult result);

  std::uint64_t attempts() const { return attempts_; }
  std::uint64_t blocked() const { return blocked_; }
  /// None before there are sixteen whole batches. Of no blocked attempts: from 0 to what is still
  /// likely.
  std::optional<Interval> interval(double confidence = 0.99) const;

 private:
  struct Batch {
    std::uint64_t attempts = 0;
    std::uint64_t blocked = 0;
  };

  void close_batches_until(Duration now);
  void join_neighbours();
  double residual_variance(double ratio) const;

  Duration least_batch_;
  Duration batch_;
  Duration batch_end_;
  Batch open_;
  std::vector<Batch> batches_;
  std::uint64_t attempts_ = 0;
  std::uint64_t blocked_ = 0;
};

}  // namespace forlopp::scenario
