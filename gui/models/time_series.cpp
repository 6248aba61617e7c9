#include "gui/models/time_series.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace forlopp::console {
namespace {

using Point = TimeSeries::Point;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Takes points in their order and gives at most two for each column.
class Thinner {
 public:
  Thinner(const TimeSpan& span, int columns) : span_{span}, columns_{columns} {}

  void add(const Point& point) {
    const qint64 column = (point.vtime - span_.from) * columns_ / span_.length();
    if (column != column_) close();
    column_ = column;
    if (std::isnan(low_.value) || point.value < low_.value) low_ = point;
    if (std::isnan(high_.value) || point.value > high_.value) high_ = point;
  }
  std::vector<Point> take() {
    close();
    return std::move(points_);
  }

 private:
  void close() {
    if (!std::isnan(low_.value)) {
      const auto [first, second] = std::minmax(
          low_, high_, [](const Point& a, const Point& b) { return a.vtime < b.vtime; });
      points_.push_back(first);
      if (second != first) points_.push_back(second);
    }
    low_ = high_ = {0, nothing};
  }

  TimeSpan span_;
  int columns_;
  qint64 column_ = std::numeric_limits<qint64>::min();
  Point low_{0, nothing};
  Point high_{0, nothing};
  std::vector<Point> points_{};
};

}  // namespace

void TimeSeries::set(qint64 number, double value) {
  const qint64 end = first_ + static_cast<qint64>(values_.size());
  constexpr auto most = static_cast<qint64>(kept_max);
  if (values_.empty() || number >= end + most) {
    values_.assign(1, value);
    first_ = number;
    return;
  }
  if (number < end - most) return;  // Too long ago.
  for (; first_ > number; --first_) values_.push_front(nothing);
  if (number >= end) values_.resize(static_cast<std::size_t>(number - first_) + 1, nothing);
  values_[static_cast<std::size_t>(number - first_)] = value;
  for (; values_.size() > kept_max; ++first_) values_.pop_front();
}

double TimeSeries::value(qint64 number) const {
  const qint64 place = number - first_;
  const bool known = place >= 0 && place < static_cast<qint64>(values_.size());
  return known ? values_[static_cast<std::size_t>(place)] : nothing;
}

double TimeSeries::at(qint64 vtime) const {
  return value(vtime / step_ - 1);
}

std::vector<Point> TimeSeries::points(const TimeSpan& span, int columns, qint64 now) const {
  if (values_.empty() || columns <= 0 || span.length() <= 0) return {};
  const qint64 last = first_ + static_cast<qint64>(values_.size()) - 1;
  const qint64 begin = std::max(first_, span.from / step_ - 1);
  const qint64 end = std::min({last, span.until / step_, now / step_ - 1});
  Thinner thinner{span, columns};
  for (qint64 number = begin; number <= end; ++number)
    if (const double known = value(number); !std::isnan(known))
      thinner.add({moment(number), known});
  return thinner.take();
}

}  // namespace forlopp::console
