#include "scenarios/live/series_book.hpp"

#include <algorithm>
#include <chrono>

namespace forlopp::live {
namespace {

using runtime::Instant;

constexpr std::int64_t lookback = 10;

std::int64_t second_of(Instant when) {
  return when.time_since_epoch() / std::chrono::seconds{1};
}

std::optional<std::int64_t> quantile(const scenario::DelayHistogram& delays, double share) {
  if (delays.count() == 0) return std::nullopt;
  return delays.quantile(share).count();
}

}  // namespace

void SeriesBook::close_second() {
  SeriesSecond& second = seconds_.back();
  second.calls_up = calls_up_;
  if (delays_ == nullptr || delays_->count() == before_second_.count()) return;
  const scenario::DelayHistogram during = delays_->since(before_second_);
  second.setup_p50 = quantile(during, 0.5);
  second.setup_p95 = quantile(during, 0.95);
  before_second_ = *delays_;
}

void SeriesBook::pass(Instant now) {
  while (seconds_.back().number < second_of(now)) {
    close_second();
    const std::int64_t next = seconds_.back().number + 1;
    seconds_.push_back({.number = next});
    if (seconds_.size() > seconds_max) seconds_.pop_front();
    if (delays_ == nullptr || next % lookback != 0) continue;
    before_twenty_ = std::exchange(before_ten_, *delays_);
  }
  seconds_.back().calls_up = calls_up_;
}

SeriesSecond& SeriesBook::at(Instant now) {
  pass(now);
  return seconds_.back();
}

void SeriesBook::count(What what, Instant now) {
  SeriesSecond& second = at(now);
  switch (what) {
    case What::attempt: ++second.attempts, ++attempts_; return;
    case What::answer: ++second.answered, ++answers_; return;
    case What::failure: ++second.failed, ++failures_; return;
    case What::block: ++second.blocked, ++blocks_; return;
    case What::restart: ++second.restarts; return;
  }
}

void SeriesBook::call_began(Instant now) {
  count(What::attempt, now);
  ++calls_up_;
}

void SeriesBook::call_ended(Instant now) {
  pass(now);
  if (calls_up_ > 0) --calls_up_;
}

SeriesSecond SeriesBook::sum_of_last(std::size_t seconds) const {
  SeriesSecond sum;
  const std::size_t ended = seconds_.size() - 1;
  for (std::size_t i = ended - std::min(ended, seconds); i < ended; ++i) {
    const SeriesSecond& second = seconds_[i];
    ++sum.number;
    sum.attempts += second.attempts;
    sum.answered += second.answered;
    sum.failed += second.failed;
    sum.blocked += second.blocked;
    sum.restarts += second.restarts;
  }
  return sum;
}

std::optional<std::int64_t> SeriesBook::recent_setup_p95() const {
  return delays_ == nullptr ? std::nullopt : quantile(delays_->since(before_twenty_), 0.95);
}

}  // namespace forlopp::live
