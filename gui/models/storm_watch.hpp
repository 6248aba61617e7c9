#pragma once

#include <QtGlobal>
#include <deque>
#include <utility>

namespace forlopp::console {

/// Whether so much dies and is restarted that single events cannot be shown honestly any more.
/// Begins above 200 a second, ends after three seconds below 50. Times are milliseconds of the
/// screen's clock.
class StormWatch {
 public:
  static constexpr qint64 begins_above = 200;
  static constexpr qint64 ends_below = 50;
  static constexpr qint64 calm_for = 3'000;

  void note(qint64 events, qint64 now);
  /// Time passes without any event.
  void pass(qint64 now);
  void clear() { *this = {}; }

  bool is_on() const { return is_on_; }
  /// Events within the last second.
  qint64 rate() const { return rate_; }
  /// Events since it began, of the last one or of the one that is on.
  qint64 events() const { return events_; }

 private:
  static constexpr qint64 second = 1'000;
  std::deque<std::pair<qint64, qint64>> last_second_{};  // When, how many.
  qint64 rate_ = 0;
  qint64 events_ = 0;
  qint64 calm_since_ = 0;
  bool is_on_ = false;
};

}  // namespace forlopp::console
