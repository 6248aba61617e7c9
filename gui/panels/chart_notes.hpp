#pragma once

#include <QColor>
#include <QRect>
#include <QString>
#include <optional>
#include <vector>

#include "gui/models/mark_book.hpp"
#include "gui/models/time_series.hpp"
#include "gui/palette.hpp"

class QPainter;

/// What stands on a chart besides its lines: their names at their ends, faults, the focus.
namespace forlopp::console {

/// How far a mark reaches to both sides, beside the usual font.
inline constexpr double mark_reach = 6.0;

/// Where a chart's lines are painted, and what of time and values that is.
struct PlotArea {
  QRect inside{};
  TimeSpan span{};
  double low = 0.0;
  double high = 1.0;
  double reach = mark_reach;  ///< Of a mark to both sides, in pixels.

  double x_of(qint64 vtime) const;
  double y_of(double value) const;
  qint64 vtime_at(double x) const;
};

/// The name of a line, at its end.
struct EndLabel {
  double value = 0.0;
  QString name{};
  QColor colour{};
  Qt::PenStyle dash = Qt::SolidLine;
};

/// Where labels of this height go, that would be at these places from the top: none over another,
/// none above `top` or below `bottom` as long as there is room.
std::vector<double> spread(const std::vector<double>& places, double height, double top,
                           double bottom);

/// The mark that is painted there; null if there is none.
const Mark* mark_at(const std::vector<Mark>& marks, const PlotArea& area, double x);

/// A line with a triangle on its head: filled for what has struck, hollow for what is to come.
void paint_faults(QPainter& painter, const PlotArea& area, const std::vector<Mark>& faults,
                  Theme theme);
/// To the right of the area.
void paint_labels(QPainter& painter, const PlotArea& area, const std::vector<EndLabel>& labels,
                  Theme theme);
/// Through all values, if the moment can be seen.
void paint_moment(QPainter& painter, const PlotArea& area, std::optional<qint64> vtime,
                  const QPen& pen);

}  // namespace forlopp::console
