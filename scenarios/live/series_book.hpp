#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "runtime/time.hpp"
#include "scenarios/engine/statistics_delay.hpp"

namespace forlopp::live {

/// A second of virtual time.
struct SeriesSecond {
  std::int64_t number = 0;  ///< From 0.
  std::uint64_t attempts = 0;
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;
  std::uint64_t blocked = 0;  ///< Of the failed, for want of a circuit.
  std::uint64_t restarts = 0;
  std::uint64_t calls_up = 0;  ///< At its end.
  std::optional<std::int64_t> setup_p50{};
  std::optional<std::int64_t> setup_p95{};
};

/// What happened in each second of the last hour.
class SeriesBook {
 public:
  static constexpr std::size_t seconds_max = 3'600;
  enum class What : std::uint8_t { attempt, answer, failure, block, restart };

  /// Where set-up delays are gathered, as callers hear them; outlives the book. Null: nowhere.
  void take_delays_from(const scenario::DelayHistogram* delays) { delays_ = delays; }

  void count(What what, runtime::Instant now);
  void call_began(runtime::Instant now);
  void call_ended(runtime::Instant now);
  /// It is that late, whatever happened.
  void pass(runtime::Instant now);

  /// Oldest first; the last one has not ended yet.
  const std::deque<SeriesSecond>& seconds() const { return seconds_; }
  /// Sums of the last seconds that have ended, at most so many.
  SeriesSecond sum_of_last(std::size_t seconds) const;
  /// Of the last ten to twenty seconds; none if there was no call.
  std::optional<std::int64_t> recent_setup_p95() const;
  std::uint64_t attempts() const { return attempts_; }
  std::uint64_t failures() const { return failures_; }
  std::uint64_t blocks() const { return blocks_; }
  std::uint64_t answers() const { return answers_; }

 private:
  SeriesSecond& at(runtime::Instant now);
  void close_second();

  std::deque<SeriesSecond> seconds_ = std::deque<SeriesSecond>(1);
  std::uint64_t calls_up_ = 0;
  std::uint64_t attempts_ = 0;
  std::uint64_t answers_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t blocks_ = 0;
  const scenario::DelayHistogram* delays_ = nullptr;
  scenario::DelayHistogram before_second_{};
  scenario::DelayHistogram before_ten_{};
  scenario::DelayHistogram before_twenty_{};
};

}  // namespace forlopp::live
