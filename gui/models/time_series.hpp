#pragma once

#include <QtGlobal>
#include <deque>
#include <vector>

namespace forlopp::console {

/// A stretch of virtual time, in nanoseconds.
struct TimeSpan {
  qint64 from = 0;
  qint64 until = 0;
  qint64 length() const { return until - from; }
  bool operator==(const TimeSpan&) const = default;
};

/// A quantity over virtual time: a value for each step of the same length, which is true at the
/// step's end. NaN where none is known. Keeps the last of them.
class TimeSeries {
 public:
  static constexpr std::size_t kept_max = 100'000;

  /// Nanoseconds.
  explicit TimeSeries(qint64 step) : step_{step} {}

  void set(qint64 number, double value);
  bool empty() const { return values_.empty(); }
  qint64 step() const { return step_; }
  /// The end of a step.
  qint64 moment(qint64 number) const { return (number + 1) * step_; }
  /// The value of the last step that was over then; NaN if there is none.
  double at(qint64 vtime) const;

  struct Point {
    qint64 vtime = 0;
    double value = 0.0;
    bool operator==(const Point&) const = default;
  };
  /// What a line of so many pixel columns shows: all that is known within the span and the next on
  /// both sides; where several fall into a column, the least and the greatest of them. Nothing
  /// later than `now`.
  std::vector<Point> points(const TimeSpan& span, int columns, qint64 now) const;

 private:
  double value(qint64 number) const;

  qint64 step_;
  qint64 first_ = 0;
  std::deque<double> values_{};
};

}  // namespace forlopp::console
