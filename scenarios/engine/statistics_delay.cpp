#include "scenarios/engine/statistics_delay.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace forlopp::scenario {

namespace {

constexpr int octave_bits = 7;
constexpr std::uint64_t octave = std::uint64_t{1} << octave_bits;
constexpr std::size_t drawn_together = octave / 8;

/// Below two octaves each nanosecond has its own bucket; above, the leading bits choose.
std::size_t bucket_of(std::uint64_t nanoseconds) {
  const auto width = static_cast<int>(std::bit_width(nanoseconds));
  const int shift = std::max(0, width - octave_bits - 1);
  return static_cast<std::size_t>(shift) * octave + (nanoseconds >> shift);
}

/// The longest delay in a bucket.
Duration upper_end(std::size_t bucket) {
  if (bucket < 2 * octave) return Duration{bucket};
  const auto shift = bucket / octave - 1;
  const auto leading = bucket - shift * octave;
  return Duration{((leading + 1) << shift) - 1};
}

}  // namespace

void DelayHistogram::add(Duration delay) {
  delay = std::max(delay, Duration{});
  const auto bucket = bucket_of(static_cast<std::uint64_t>(delay.count()));
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  ++buckets_[bucket];
  ++count_;
  sum_ += static_cast<double>(delay.count());
  least_ = std::min(least_, delay);
  most_ = std::max(most_, delay);
}

void DelayHistogram::merge(const DelayHistogram& other) {
  buckets_.resize(std::max(buckets_.size(), other.buckets_.size()));
  for (std::size_t i = 0; i < other.buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  sum_ += other.sum_;
  least_ = std::min(least_, other.least_);
  most_ = std::max(most_, other.most_);
}

DelayHistogram DelayHistogram::since(const DelayHistogram& earlier) const {
  DelayHistogram later = *this;
  for (std::size_t i = 0; i < earlier.buckets_.size(); ++i)
    later.buckets_[i] -= earlier.buckets_[i];
  later.count_ -= earlier.count_;
  later.sum_ -= earlier.sum_;
  return later;
}

Duration DelayHistogram::mean() const {
  if (count_ == 0) return {};
  return Duration{static_cast<Duration::rep>(sum_ / static_cast<double>(count_))};
}

Duration DelayHistogram::quantile(double share) const {
  const auto needed = std::ceil(share * static_cast<double>(count_));
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    below += buckets_[i];
    if (below > 0 && static_cast<double>(below) >= needed) return std::min(upper_end(i), most_);
  }
  return most_;
}

DelayDistribution DelayHistogram::distribution(std::string name) const {
  DelayDistribution result;
  result.name = std::move(name);
  result.count = count_;
  result.least = least();
  result.mean = mean();
  result.p50 = quantile(0.50);
  result.p95 = quantile(0.95);
  result.p99 = quantile(0.99);
  result.most = most_;
  for (std::size_t from = 0; from < buckets_.size(); from += drawn_together) {
    const auto to = std::min(from + drawn_together, buckets_.size());
    DelayBucket bucket{upper_end(from + drawn_together - 1), 0};
    for (auto i = from; i < to; ++i) bucket.count += buckets_[i];
    if (bucket.count > 0) result.buckets.push_back(bucket);
  }
  return result;
}

}  // namespace forlopp::scenario
