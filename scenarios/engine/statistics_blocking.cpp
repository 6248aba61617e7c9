#include "scenarios/engine/statistics_blocking.hpp"

#include <algorithm>
#include <cmath>

#include "runtime/check.hpp"
#include "scenarios/engine/statistics_interval.hpp"

namespace forlopp::scenario {

namespace {

constexpr std::size_t batches_min = 16;
constexpr std::size_t batches_max = 128;
constexpr int short_in_a_batch = 5;
constexpr std::size_t short_batches_min = 12;
constexpr std::size_t short_batches_max = batches_min * short_in_a_batch;
constexpr std::uint64_t blocked_min = 5;

/// How much wider an interval by short batches, of two holding times each, must be. When a state is
/// forgotten as exp(-t), means over batches of length x have the correlation
/// (1 - exp(-x))^2 / 2(x - 1 + exp(-x)) with the next batch, 0.329 for x = 2, and exp(-x) times
/// that with each further one: together 0.381, so the variance is up to 1 + 2 * 0.381 times larger.
constexpr double widening_of_short = 1.33;

Interval within_reason(Interval interval) {
  interval.low = std::max(0.0, interval.low);
  interval.high = std::min(1.0, interval.high);
  return interval;
}

}  // namespace

BlockingEstimator::BlockingEstimator(Duration least_batch)
    : least_batch_{least_batch},
      batch_{least_batch},
      batch_end_{least_batch},
      short_end_{least_batch / short_in_a_batch} {
  runtime::check(least_batch.count() > 0, "a batch must last some time");
  batches_.reserve(batches_max);
}

void BlockingEstimator::restart(Duration now) {
  batch_ = least_batch_;
  batch_end_ = now + batch_;
  open_ = {};
  batches_.clear();
  short_end_ = now + least_batch_ / short_in_a_batch;
  short_open_ = {};
  short_batches_.clear();
  attempts_ = 0;
  blocked_ = 0;
}

void BlockingEstimator::add(Duration now, AttemptResult result) {
  close_batches_until(now);
  close_short_batches_until(now);
  const std::uint64_t blocked = result == AttemptResult::blocked ? 1 : 0;
  ++attempts_;
  ++open_.attempts;
  ++short_open_.attempts;
  blocked_ += blocked;
  open_.blocked += blocked;
  short_open_.blocked += blocked;
}

void BlockingEstimator::close_short_batches_until(Duration now) {
  while (short_batches_.size() < short_batches_max && now >= short_end_) {
    short_batches_.push_back(short_open_);
    short_open_ = {};
    short_end_ += least_batch_ / short_in_a_batch;
  }
}

void BlockingEstimator::close_batches_until(Duration now) {
  while (now >= batch_end_) {
    batches_.push_back(open_);
    open_ = {};
    if (batches_.size() == batches_max) join_neighbours();
    batch_end_ += batch_;
  }
}

/// Called between two batches, so the one that begins has the new length.
void BlockingEstimator::join_neighbours() {
  for (std::size_t i = 0; i < batches_.size() / 2; ++i) {
    const auto& even = batches_[2 * i];
    const auto& odd = batches_[2 * i + 1];
    batches_[i] = {even.attempts + odd.attempts, even.blocked + odd.blocked};
  }
  batches_.resize(batches_.size() / 2);
  batch_ *= 2;
}

/// Student's interval of a ratio, by the residuals of its numerator.
Interval BlockingEstimator::by_batches(const std::vector<Batch>& batches, double ratio,
                                       double confidence) {
  const auto n = static_cast<double>(batches.size());
  double squares = 0;
  double attempts = 0;
  for (const auto& batch : batches) {
    const double expected = ratio * static_cast<double>(batch.attempts);
    const double residual = static_cast<double>(batch.blocked) - expected;
    squares += residual * residual;
    attempts += static_cast<double>(batch.attempts);
  }
  const double variance = attempts > 0 ? squares * n / (n - 1) / (attempts * attempts) : 0;
  const auto degrees = static_cast<int>(batches.size()) - 1;
  const double reach = student_quantile((1 + confidence) / 2, degrees) * std::sqrt(variance);
  return {ratio, ratio - reach, ratio + reach, confidence};
}

std::optional<Interval> BlockingEstimator::interval(double confidence) const {
  if (batches_.size() < batches_min || attempts_ == 0) return std::nullopt;
  if (blocked_ == 0) return interval_of_none(attempts_, confidence);
  return within_reason(by_batches(batches_, ratio(), confidence));
}

std::optional<Interval> BlockingEstimator::interval_of_short_run(double confidence) const {
  if (short_batches_.size() < short_batches_min || blocked_ < blocked_min) return std::nullopt;
  Interval interval = by_batches(short_batches_, ratio(), confidence);
  const double reach = widening_of_short * (interval.high - interval.value);
  interval.low = interval.value - reach;
  interval.high = interval.value + reach;
  return within_reason(interval);
}

}  // namespace forlopp::scenario
