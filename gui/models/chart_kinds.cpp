#include "gui/models/chart_kinds.hpp"

#include <QCoreApplication>
#include <QStringList>
#include <cmath>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;
constexpr double per_millisecond = 1e-6;
constexpr double percent = 100.0;

QString tr(const char* text) {
  return QCoreApplication::translate("Charts", text);
}

ChartLine line(const char* name, const char* column, Qt::PenStyle dash, State hue) {
  return {.name = tr(name), .column = QLatin1String{column}, .dash = dash, .hue = hue};
}

ChartLine scaled(ChartLine line, double factor) {
  line.factor = factor;
  return line;
}

std::vector<ChartKind> of_exchange() {
  using enum State;
  return {{.id = QStringLiteral("chart_attempts"),
           .title = tr("attempts"),
           .unit = QStringLiteral("/s"),
           .lines = {line("attempts", "attempts", Qt::SolidLine, active),
                     line("answered", "answered", Qt::DashLine, recovered),
                     line("failed", "failed", Qt::DotLine, crashed),
                     line("blocked", "blocked", Qt::DashDotLine, escalated)}},
          {.id = QStringLiteral("chart_calls_up"),
           .title = tr("calls up"),
           .lines = {line("calls", "calls_up", Qt::SolidLine, active)}},
          {.id = QStringLiteral("chart_setup"),
           .title = tr("set-up delay"),
           .unit = QStringLiteral("ms"),
           .lines = {scaled(line("p50", "setup_p50", Qt::SolidLine, active), per_millisecond),
                     scaled(line("p95", "setup_p95", Qt::DashLine, escalated), per_millisecond)}},
          {.id = QStringLiteral("chart_restarts"),
           .title = tr("restarts"),
           .unit = QStringLiteral("/s"),
           .lines = {line("restarts", "restarts", Qt::SolidLine, restarting)}}};
}

std::vector<ChartKind> of_group(const QString& group) {
  using enum State;
  std::vector<ChartKind> kinds{
      {.id = QStringLiteral("chart_circuits_%1").arg(group),
       .title = tr("%1: circuits").arg(group),
       .unit = QStringLiteral("E"),
       .lines = {line("busy", "busy", Qt::SolidLine, active),
                 line("offered", "erlangs", Qt::DashLine, escalated),
                 line("circuits", "circuits", Qt::DotLine, out_of_service)}},
      {.id = QStringLiteral("chart_blocking_%1").arg(group),
       .title = tr("%1: blocking").arg(group),
       .unit = QStringLiteral("%"),
       .lines = {scaled(line("measured", "blocking", Qt::SolidLine, crashed), percent),
                 scaled(line("Erlang B", "erlang_b", Qt::DashLine, out_of_service), percent)}}};
  for (ChartKind& kind : kinds)
    for (ChartLine& each : kind.lines) each.group = group;
  return kinds;
}

/// As RFC 4180 wants it.
QString quoted(QString text) {
  return QStringLiteral("\"%1\"").arg(text.replace(QLatin1Char{'"'}, QStringLiteral("\"\"")));
}

}  // namespace

std::vector<ChartKind> chart_kinds(const QStringList& groups) {
  std::vector<ChartKind> kinds = of_exchange();
  for (const QString& group : groups)
    for (ChartKind& kind : of_group(group)) kinds.push_back(std::move(kind));
  return kinds;
}

QString chart_value(double value, const QString& unit) {
  if (std::isnan(value)) return QStringLiteral("–");
  const double rounded = std::abs(value) < 10.0 ? value : std::round(value * 10.0) / 10.0;
  const QString number = number_text(rounded);
  if (unit.isEmpty()) return number;
  return unit.startsWith(QLatin1Char{'/'}) ? number + unit
                                           : QStringLiteral("%1 %2").arg(number, unit);
}

QString chart_csv(const std::vector<ChartKind>& kinds, const History& history,
                  const TimeSpan& span) {
  QStringList names{quoted(tr("second"))};
  for (const ChartKind& kind : kinds)
    for (const ChartLine& each : kind.lines)
      names.append(
          quoted(QStringLiteral("%1: %2 %3").arg(kind.title, each.name, kind.unit).trimmed()));
  QString text = names.join(QLatin1Char{','}) + QStringLiteral("\r\n");
  for (qint64 end = span.from / second + 1; end * second <= span.until; ++end) {
    QStringList cells{QString::number(end)};
    for (const ChartKind& kind : kinds)
      for (const ChartLine& each : kind.lines) {
        const double value = history.series(each.group, each.column).at(end * second);
        cells.append(std::isnan(value) ? QString{} : QString::number(value * each.factor, 'g', 9));
      }
    text += cells.join(QLatin1Char{','}) + QStringLiteral("\r\n");
  }
  return text;
}

}  // namespace forlopp::console
