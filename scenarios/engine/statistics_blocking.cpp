#include "scenarios/engine/statistics_blocking.hpp"

#include <algorithm>
#include <cmath>

#include "runtime/check.hpp"
#include "scenarios/engine/statistics_interval.hpp"

namespace forlopp::scenario {

namespace {

constexpr std::size_t batches_min = 16;
constexpr std::size_t batches_max = 128;

}  // namespace

BlockingEstimator::BlockingEstimator(Duration least_batch)
    : least_batch_{least_batch}, batch_{least_batch}, batch_end_{least_batch} {
  runtime::check(least_batch.count() > 0, "a batch must last some time");
  batches_.reserve(batches_max);
}

void BlockingEstimator::restart(Duration now) {
  batch_ = least_batch_;
  batch_end_ = now + batch_;
  open_ = {};
  batches_.clear();
  attempts_ = 0;
  blocked_ = 0;
}

void BlockingEstimator::add(Duration now, AttemptResult result) {
  close_batches_until(now);
  ++attempts_;
  ++open_.attempts;
  if (result == AttemptResult::blocked) {
    ++blocked_;
    ++open_.blocked;
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

/// Of the ratio, by the residuals of its numerator.
double BlockingEstimator::residual_variance(double ratio) const {
  const auto n = static_cast<double>(batches_.size());
  double squares = 0;
  double attempts = 0;
  for (const auto& batch : batches_) {
    const double expected = ratio * static_cast<double>(batch.attempts);
    const double residual = static_cast<double>(batch.blocked) - expected;
    squares += residual * residual;
    attempts += static_cast<double>(batch.attempts);
  }
  return attempts > 0 ? squares * n / (n - 1) / (attempts * attempts) : 0;
}

std::optional<Interval> BlockingEstimator::interval(double confidence) const {
  if (batches_.size() < batches_min || attempts_ == 0) return std::nullopt;
  if (blocked_ == 0) return interval_of_none(attempts_, confidence);
  const double ratio = static_cast<double>(blocked_) / static_cast<double>(attempts_);
  const auto degrees = static_cast<int>(batches_.size()) - 1;
  const double quantile = student_quantile((1 + confidence) / 2, degrees);
  const double reach = quantile * std::sqrt(residual_variance(ratio));
  return Interval{ratio, std::max(0.0, ratio - reach), std::min(1.0, ratio + reach), confidence};
}

}  // namespace forlopp::scenario
