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
  /// `confidence` lies inside (0, 1). None before there are sixteen whole batches. Of no blocked
  /// attempts: from 0 to what is still likely.
  std::optional<Interval> interval(double confidence = 0.99) const;
  /// For a run too short for that, by batches of a fifth of the length. Neighbours among those
  /// depend on each other: the interval is as much wider as that can matter when the group forgets
  /// its state with one mean holding time, a tenth of `least_batch`. None before there are twelve
  /// of them and five blocked attempts.
  std::optional<Interval> interval_of_short_run(double confidence = 0.99) const;

 private:
  struct Batch {
    std::uint64_t attempts = 0;
    std::uint64_t blocked = 0;
  };

  void close_batches_until(Duration now);
  void close_short_batches_until(Duration now);
  void join_neighbours();
  static Interval by_batches(const std::vector<Batch>& batches, double ratio, double confidence);
  double ratio() const { return static_cast<double>(blocked_) / static_cast<double>(attempts_); }

  Duration least_batch_;
  Duration batch_;
  Duration batch_end_;
  Batch open_;
  std::vector<Batch> batches_;
  Duration short_end_;
  Batch short_open_;
  std::vector<Batch> short_batches_;  ///< Of the first part of a run, until that is long enough.
  std::uint64_t attempts_ = 0;
  std::uint64_t blocked_ = 0;
};

}  // namespace forlopp::scenario
