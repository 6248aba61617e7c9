#pragma once

#include <QObject>
#include <optional>

#include "gui/models/time_series.hpp"

namespace forlopp::console {

/// The stretch of virtual time that all charts show, and the moment at which they are read. It
/// follows the run's clock until it is moved away from it.
class TimeWindow : public QObject {
  Q_OBJECT

 public:
  static constexpr qint64 shortest = 5'000'000'000;            ///< 5 s.
  static constexpr qint64 longest = 24 * 3'600'000'000'000LL;  ///< A day.

  TimeSpan span() const { return {until_ - length_, until_}; }
  qint64 now() const { return now_; }
  bool follows() const { return follows_; }
  void set_now(qint64 vtime);
  void follow();
  /// A factor below 1 shows less time. What is around that moment stays where it is; while it
  /// follows, the end does.
  void zoom(double factor, qint64 around);
  /// Moves towards later times. Whoever reaches the clock follows it.
  void pan(qint64 by);

  /// Where the charts are read; none: at the end.
  std::optional<qint64> pointer() const { return pointer_; }
  void point_to(std::optional<qint64> vtime);

 signals:
  void moved();
  void pointed();

 private:
  void place(qint64 until, qint64 length);

  qint64 now_ = 0;
  qint64 length_ = 120'000'000'000;
  qint64 until_ = length_;
  bool follows_ = true;
  std::optional<qint64> pointer_{};
};

}  // namespace forlopp::console
