#pragma once

#include <QString>
#include <vector>

#include "gui/models/history.hpp"
#include "gui/palette.hpp"

namespace forlopp::console {

/// A line of a chart: a column of the history, told from the others by its name at its end, its
/// dash and its colour.
struct ChartLine {
  QString name{};
  QString group{};  ///< Of trunks; empty: the whole exchange.
  QString column{};
  double factor = 1.0;  ///< From the exchange's unit to the chart's.
  Qt::PenStyle dash = Qt::SolidLine;
  State hue = State::active;
};

/// A chart.
struct ChartKind {
  QString id{};  ///< Of its widget; stays.
  QString title{};
  QString unit{};
  double least_top = 1.0;  ///< The scale does not end below this, whatever is shown.
  std::vector<ChartLine> lines{};
};

/// All that can be shown: four of the exchange, two of each trunk group.
std::vector<ChartKind> chart_kinds(const QStringList& groups);

/// `12.3 ms`, as a chart of that unit says it; a dash where nothing is known.
QString chart_value(double value, const QString& unit);
/// What the charts show within the span, a row for each second, as comma separated values.
QString chart_csv(const std::vector<ChartKind>& kinds, const History& history,
                  const TimeSpan& span);

}  // namespace forlopp::console
