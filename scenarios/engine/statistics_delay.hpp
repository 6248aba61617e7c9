#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// A distribution of delays in fixed memory (40 kB at most): buckets whose width grows with the
/// delay, 128 to the octave, so that every quantile is less than 0.8 % too high and never too low.
/// Not thread-safe; deterministic.
class DelayHistogram {
 public:
  /// A negative delay counts as none.
  void add(Duration delay);
  void merge(const DelayHistogram& other);
  /// What was added after `earlier`, a former state of this one. `least` and `most` are of all.
  DelayHistogram since(const DelayHistogram& earlier) const;
  void clear() { *this = {}; }

  std::uint64_t count() const { return count_; }
  Duration least() const { return count_ == 0 ? Duration{} : least_; }
  Duration most() const { return most_; }
  Duration mean() const;
  /// The delay that this share, in [0, 1], of all does not exceed; zero of none.
  Duration quantile(double share) const;
  /// With an eighth of an octave to a bucket, which is enough to draw it.
  DelayDistribution distribution(std::string name) const;

 private:
  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  double sum_ = 0;  // Nanoseconds.
  Duration least_ = Duration::max();
  Duration most_{};
};

}  // namespace forlopp::scenario
