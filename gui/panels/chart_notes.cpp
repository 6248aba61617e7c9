#include "gui/panels/chart_notes.hpp"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/panels/measure.hpp"

namespace forlopp::console {
namespace {

constexpr double mark_usual = 8.0;
constexpr double dash_usual = 16.0;

void paint_line(QPainter& painter, const PlotArea& area, double x) {
  painter.drawLine(QLineF{x, 1.0 * area.inside.top(), x, 1.0 * area.inside.bottom()});
}

}  // namespace

double PlotArea::x_of(qint64 vtime) const {
  const double share = static_cast<double>(vtime - span.from) / static_cast<double>(span.length());
  return inside.left() + share * inside.width();
}

double PlotArea::y_of(double value) const {
  return inside.bottom() - (value - low) / (high - low) * inside.height();
}

qint64 PlotArea::vtime_at(double x) const {
  const double share = (x - inside.left()) / std::max(1, inside.width());
  return span.from + std::llround(share * static_cast<double>(span.length()));
}

/// Moves down what lies over another, then up again what would fall off.
std::vector<double> spread(const std::vector<double>& places, double height, double top,
                           double bottom) {
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return places[i]; });
  std::vector<double> spread = places;
  double highest = top;
  for (const std::size_t i : order) {
    spread[i] = std::max(spread[i], highest);
    highest = spread[i] + height;
  }
  double lowest = bottom;
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    spread[*i] = std::min(spread[*i], lowest);
    lowest = spread[*i] - height;
  }
  return spread;
}

const Mark* mark_at(const std::vector<Mark>& marks, const PlotArea& area, double x) {
  const Mark* nearest = nullptr;
  double best = area.reach;
  for (const Mark& mark : marks)
    if (const double off = std::abs(area.x_of(mark.from) - x); off <= best) {
      best = off;
      nearest = &mark;
    }
  return nearest;
}

void paint_faults(QPainter& painter, const PlotArea& area, const std::vector<Mark>& faults,
                  Theme theme) {
  const QColor colour = console::colour(State::crashed, theme);
  const double top = area.inside.top();
  const double mark_size = Measure{painter.fontMetrics()}(mark_usual);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const double x = area.x_of(faults[i].from);
    painter.setPen(QPen{colour, 1.0, Qt::DotLine});
    paint_line(painter, area, x);
    painter.setPen(QPen{colour, 1.0});
    painter.setBrush(faults[i].kind == MarkKind::planned ? background(theme) : colour);
    painter.drawPolygon(QPolygonF{{QPointF{x - mark_size / 2, top}, QPointF{x + mark_size / 2, top},
                                   QPointF{x, top + mark_size}}});
    if (faults[i].count < 2) continue;
    const QString count = QStringLiteral("×%1").arg(faults[i].count);
    const double room =
        (i + 1 < faults.size() ? area.x_of(faults[i + 1].from) : area.inside.right()) - x;
    if (painter.fontMetrics().horizontalAdvance(count) + mark_size > room) continue;
    painter.setPen(text_colour(theme));
    painter.drawText(QPointF{x + mark_size / 2 + 1, top + mark_size + 1}, count);
  }
  painter.setBrush(Qt::NoBrush);
}

void paint_labels(QPainter& painter, const PlotArea& area, const std::vector<EndLabel>& labels,
                  Theme theme) {
  const double height = painter.fontMetrics().height() * 1.0;
  std::vector<double> places;
  for (const EndLabel& label : labels) places.push_back(area.y_of(label.value));
  places = spread(places, height, area.inside.top() + height / 2, area.inside.bottom() * 1.0);
  const double left = area.inside.right() + 4.0;
  const Measure px{painter.fontMetrics()};
  const double dash_length = px(dash_usual);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    painter.setPen(QPen{labels[i].colour, 2.0, labels[i].dash, Qt::FlatCap});
    painter.drawLine(QLineF{left, places[i], left + dash_length, places[i]});
    painter.setPen(text_colour(theme));
    painter.drawText(QPointF{left + dash_length + 3, places[i] + height / 3}, labels[i].name);
  }
}

void paint_moment(QPainter& painter, const PlotArea& area, std::optional<qint64> vtime,
                  const QPen& pen) {
  if (!vtime || *vtime < area.span.from || *vtime > area.span.until) return;
  painter.setPen(pen);
  paint_line(painter, area, area.x_of(*vtime));
}

}  // namespace forlopp::console
