#include "gui/models/field_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace forlopp::console {
namespace {

/// How far the shapes of a strip are from squares: the mean of their longer to their shorter side.
double awkwardness(std::span<const double> areas, double width) {
  const double sum = std::accumulate(areas.begin(), areas.end(), 0.0);
  const double height = sum / width;
  double ratios = 0.0;
  for (const double area : areas) {
    const double wide = area / height;
    ratios += std::max(wide / height, height / wide);
  }
  return ratios / static_cast<double>(areas.size());
}

}  // namespace

FieldLayout::FieldLayout(std::span<const qint64> sizes, QSize area, int largest)
    : sizes_{sizes.begin(), sizes.end()} {
  qint64 cells = 0;
  for (const qint64 size : sizes_) {
    starts_.push_back(places_);
    if (size == 0) continue;
    places_ += size + 1;
    cells += size;
  }
  if (cells == 0 || cells > cells_max || area.isEmpty()) return;
  const double room = static_cast<double>(area.width()) * area.height();
  side_ = std::min(largest, static_cast<int>(std::sqrt(room / static_cast<double>(places_))) + 1);
  for (; side_ >= side_min; --side_) {
    columns_ = area.width() / side_;
    if (columns_ > 0 && rows() * side_ <= area.height()) return;
  }
}

int FieldLayout::rows() const {
  return columns_ == 0 ? 0 : static_cast<int>((places_ + columns_ - 1) / columns_);
}

QRect FieldLayout::rectangle(const FieldSpot& spot) const {
  if (!fits() || spot.branch >= sizes_.size()) return {};
  if (spot.cell < 0) return border(spot.branch).boundingRect();
  const qint64 place = starts_[spot.branch] + spot.cell;
  return {static_cast<int>(place % columns_) * side_, static_cast<int>(place / columns_) * side_,
          side_, side_};
}

std::optional<FieldSpot> FieldLayout::spot_at(QPoint point) const {
  if (!fits() || point.x() < 0 || point.y() < 0) return std::nullopt;
  const int column = point.x() / side_;
  if (column >= columns_) return std::nullopt;
  const qint64 place = qint64{point.y() / side_} * columns_ + column;
  const auto behind = std::ranges::upper_bound(starts_, place);
  if (behind == starts_.begin()) return std::nullopt;
  const auto branch = static_cast<std::size_t>(behind - starts_.begin()) - 1;
  const qint64 cell = place - starts_[branch];
  if (cell >= sizes_[branch]) return std::nullopt;
  return FieldSpot{branch, cell};
}

QPolygon FieldLayout::border(std::size_t branch) const {
  if (sizes_[branch] == 0 || columns_ == 0) return {};
  const qint64 first = starts_[branch], last = first + sizes_[branch] - 1;
  const auto at = [&](qint64 column, qint64 row) {
    return QPoint{static_cast<int>(column) * side_, static_cast<int>(row) * side_};
  };
  const qint64 left = first % columns_, top = first / columns_;
  const qint64 right = last % columns_ + 1, bottom = last / columns_;
  if (top == bottom) return {at(left, top), at(right, top), at(right, top + 1), at(left, top + 1)};
  return {at(left, top),         at(columns_, top), at(columns_, bottom), at(right, bottom),
          at(right, bottom + 1), at(0, bottom + 1), at(0, top + 1),       at(left, top + 1)};
}

std::vector<QRectF> strips(std::span<const double> weights, const QRectF& area) {
  std::vector<QRectF> rectangles;
  const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (whole <= 0.0 || area.isEmpty()) return std::vector<QRectF>(weights.size());
  std::vector<double> areas;
  for (const double weight : weights)
    areas.push_back(weight / whole * area.width() * area.height());
  double top = area.top();
  for (std::size_t first = 0; first < areas.size();) {
    std::size_t count = 1;
    const std::span<const double> left{areas.begin() + static_cast<std::ptrdiff_t>(first),
                                       areas.end()};
    while (count < left.size() && awkwardness(left.first(count + 1), area.width()) <=
                                      awkwardness(left.first(count), area.width()))
      ++count;
    const auto strip = left.first(count);
    const double height = std::accumulate(strip.begin(), strip.end(), 0.0) / area.width();
    double x = area.left();
    for (const double each : strip) {
      const double width = height > 0.0 ? each / height : 0.0;
      rectangles.emplace_back(x, top, width, height);
      x += width;
    }
    top += height;
    first += count;
  }
  return rectangles;
}

}  // namespace forlopp::console
