#pragma once

#include <QPolygon>
#include <QRect>
#include <QRectF>
#include <QSize>
#include <optional>
#include <span>
#include <vector>

namespace forlopp::console {

/// A process of a field, or a whole supervisor of a map.
struct FieldSpot {
  std::size_t branch = 0;
  qint64 cell = -1;  ///< -1: the whole supervisor.
  bool operator==(const FieldSpot&) const = default;
};

/// Equal square cells, line by line, those of one supervisor behind one another with a free cell
/// between two supervisors.
class FieldLayout {
 public:
  static constexpr int side_min = 2;   ///< Smaller cells cannot be told apart.
  static constexpr int side_max = 22;  ///< Beside the usual font.
  static constexpr qint64 cells_max = 400'000;

  FieldLayout() = default;
  /// How many cells each supervisor has. The cells are as large as they fit, and no larger than
  /// `largest`.
  FieldLayout(std::span<const qint64> sizes, QSize area, int largest = side_max);

  /// Too many for this area: then there is a map alone.
  bool fits() const { return side_ >= side_min; }
  int side() const { return side_; }
  int columns() const { return columns_; }
  int rows() const;
  /// Of the first cell of a supervisor, among all.
  qint64 start(std::size_t branch) const { return starts_[branch]; }
  qint64 size(std::size_t branch) const { return sizes_[branch]; }
  std::size_t branches() const { return sizes_.size(); }
  QRect rectangle(const FieldSpot& spot) const;
  std::optional<FieldSpot> spot_at(QPoint point) const;
  /// The border around all cells of a supervisor.
  QPolygon border(std::size_t branch) const;

 private:
  std::vector<qint64> sizes_{};
  std::vector<qint64> starts_{};
  qint64 places_ = 0;
  int side_ = 0;
  int columns_ = 0;
};

/// Rectangles with areas as these weights, in their order, in strips from the top.
std::vector<QRectF> strips(std::span<const double> weights, const QRectF& area);

}  // namespace forlopp::console
