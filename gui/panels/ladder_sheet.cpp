#include "gui/panels/ladder_sheet.hpp"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <array>

#include "gui/panels/measure.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr int lane_least = 104;
constexpr int lane_most = 260;
constexpr int head_of_arrow = 4;
constexpr int self_width = 14;
constexpr int mark_width = 16;

int lane_width(const QFontMetrics& font, int room, int columns) {
  const Measure px{font};
  return std::clamp(room / std::max(1, columns), px(lane_least), px(lane_most));
}

/// A kind is told by its glyph and the pattern of its line as well.
struct Look {
  std::optional<State> state;  // None: the colour of text.
  Qt::PenStyle line;
};

const Look& look(StepKind kind) {
  static constexpr std::array<Look, 6> looks{{{std::nullopt, Qt::SolidLine},
                                              {State::setting_up, Qt::DashLine},
                                              {State::idle, Qt::DotLine},
                                              {State::recovered, Qt::SolidLine},
                                              {State::crashed, Qt::SolidLine},
                                              {State::restarting, Qt::SolidLine}}};
  return looks.at(static_cast<std::size_t>(kind));
}

QColor colour_of(const LadderStep& step, Theme theme) {
  const bool is_orderly =
      step.type == QLatin1String{"normal"} || step.type.contains(QLatin1String{"shutdown"});
  if (step.kind == StepKind::exit && is_orderly) return colour(State::out_of_service, theme);
  const Look& how = look(step.kind);
  return how.state ? colour(*how.state, theme) : text_colour(theme);
}

QString told(const char* words) {
  return QCoreApplication::translate("Ladder", words);
}

}  // namespace

LadderSheet::LadderSheet(const LadderRows& rows, const QFontMetrics& font, int width)
    : rows_{rows},
      font_{font},
      line_{font.height()},
      time_{font.horizontalAdvance(QStringLiteral("↘ 00:00:00.000 0")) + 8},
      lane_{console::lane_width(font, width - time_, rows.column_count())},
      mark_{Measure{font}(mark_width)},
      arrow_{Measure{font}(head_of_arrow)},
      self_{Measure{font}(self_width)} {}

QSize LadderSheet::size() const {
  return {time_ + rows_.column_count() * lane_,
          head_height() + static_cast<int>(rows_.rows().size()) * row_height()};
}

int LadderSheet::column_at(int x) const {
  const int column = (x - time_) / lane_;
  return x < time_ || column >= rows_.column_count() ? -1 : column;
}

QRect LadderSheet::row(int row) const {
  return {0, head_height() + row * row_height(), size().width(), row_height()};
}

QString LadderSheet::time_text(int row) const {
  const auto& rows = rows_.rows();
  const LadderRow& here = rows[static_cast<std::size_t>(row)];
  const auto& steps = rows_.ladder().steps;
  if (here.kind != LadderRow::Kind::step) return {};
  const qint64 vtime = steps[static_cast<std::size_t>(here.step)].vtime;
  const LadderRow* above = row == 0 ? nullptr : &rows[static_cast<std::size_t>(row) - 1];
  if (above == nullptr || above->kind != LadderRow::Kind::step) return clock_text(vtime);
  const qint64 since = vtime - steps[static_cast<std::size_t>(above->step)].vtime;
  if (since >= 1'000'000) return clock_text(vtime);
  return since < 1'000 ? QString{} : told("+%1 µs").arg(since / 1'000);
}

void LadderSheet::paint_heads(QPainter& painter, const Marks& marks, Theme theme) const {
  painter.fillRect(QRect{0, 0, std::max(size().width(), 1), head_height()}, background(theme));
  painter.setPen(QPen{text_colour(theme), 1.0});
  for (int column = 0; column < rows_.column_count(); ++column) {
    const QRect place = head(column).adjusted(3, 0, -3, 0);
    const bool is_others = column == static_cast<int>(rows_.columns().size());
    const int lane = is_others ? -1 : rows_.columns()[static_cast<std::size_t>(column)];
    const QString name =
        is_others ? told("+ %1 folded").arg(rows_.folded().size()) : rows_.ladder().lanes[lane];
    const QString pid = is_others ? QString{} : rows_.ladder().pids[lane];
    painter.setPen(QPen{text_colour(theme), 1.0});
    const QRect above{place.left(), 2, place.width(), line_};
    painter.drawText(above, Qt::AlignCenter,
                     font_.elidedText(name, Qt::ElideMiddle, place.width()));
    painter.drawText(above.translated(0, line_), Qt::AlignCenter,
                     font_.elidedText(pid, Qt::ElideMiddle, place.width()));
    if (column == marks.lane) painter.drawRect(head(column).adjusted(1, 1, -2, -2));
  }
  painter.setPen(QPen{faint(theme), 1.0});
  painter.drawLine(0, head_height() - 1, size().width(), head_height() - 1);
}

void LadderSheet::paint_times(QPainter& painter, int first, int last, const Marks& marks,
                              Theme theme) const {
  for (int i = first; i <= last; ++i) {
    const LadderRow& here = rows_.rows()[static_cast<std::size_t>(i)];
    const QRect place = row(i);
    const bool is_step = here.kind == LadderRow::Kind::step;
    painter.setPen(QPen{text_colour(theme), 1.0});
    painter.drawText(QRect{mark_, place.top(), time_ - mark_ - 6, place.height()},
                     Qt::AlignVCenter | Qt::AlignRight, time_text(i));
    const QString mark = is_step && here.step == marks.cause    ? QStringLiteral("↖")
                         : is_step && here.step == marks.effect ? QStringLiteral("↘")
                         : is_step && here.step == marks.chosen ? QStringLiteral("▶")
                                                                : QString{};
    painter.drawText(QRect{2, place.top(), mark_ - 2, place.height()}, Qt::AlignCenter, mark);
  }
}

void LadderSheet::paint_rows(QPainter& painter, int first, int last, const Marks& marks,
                             Theme theme) const {
  if (last < first) return;
  painter.setPen(QPen{faint(theme), 1.0});
  for (int column = 0; column < rows_.column_count(); ++column)
    painter.drawLine(x_of(column), row(first).top(), x_of(column), row(last).bottom());
  for (int i = first; i <= last; ++i) {
    const LadderRow& here = rows_.rows()[static_cast<std::size_t>(i)];
    const QRect place = row(i).adjusted(time_, 0, 0, 0);
    switch (here.kind) {
      case LadderRow::Kind::step: {
        const LadderStep& step = rows_.ladder().steps[static_cast<std::size_t>(here.step)];
        if (here.step == marks.chosen)
          painter.fillRect(place, widget_palette(theme).color(QPalette::Highlight));
        paint_step(painter, step, place, theme);
        break;
      }
      case LadderRow::Kind::gap:
        paint_label(painter, place, told("⋮  %1  ⋮").arg(duration_text(here.amount)), theme);
        break;
      case LadderRow::Kind::like:
        paint_label(painter, place, told("… %1 like this").arg(here.amount), theme);
        break;
      case LadderRow::Kind::missing:
        paint_label(painter, place, told("… %1 before this are not kept").arg(here.amount), theme);
        break;
    }
  }
}

void LadderSheet::paint_arrow(QPainter& painter, int from, int to, int y) const {
  painter.drawLine(from, y, to, y);
  QPen pen = painter.pen();
  pen.setStyle(Qt::SolidLine);
  painter.setPen(pen);
  const int back = from < to ? -arrow_ : arrow_;
  painter.drawLine(to, y, to + back, y - arrow_);
  painter.drawLine(to, y, to + back, y + arrow_);
}

/// On the colour behind it, so that no line goes through the words.
void LadderSheet::paint_label(QPainter& painter, const QRect& room, const QString& text,
                              Theme theme) const {
  const QString fits = font_.elidedText(text, Qt::ElideRight, room.width());
  const int width = font_.horizontalAdvance(fits) + 6;
  const QRect place{room.center().x() - width / 2, room.top() + 1, width, room.height() - 2};
  painter.fillRect(place, background(theme));
  painter.setPen(QPen{text_colour(theme), 1.0});
  painter.drawText(place, Qt::AlignCenter, fits);
}

void LadderSheet::paint_step(QPainter& painter, const LadderStep& step, const QRect& row,
                             Theme theme) const {
  const int from = x_of(rows_.column_of(step.from)), to = x_of(rows_.column_of(step.to));
  const int y = row.center().y();
  const QString text = arrow_text(step);
  painter.setPen(QPen{colour_of(step, theme), 1.0, look(step.kind).line});
  if (from != to) {
    paint_arrow(painter, from, to, y);
    const int left = std::min(from, to) + arrow_ + 4;
    const int right = std::max(from, to) - arrow_ - 4;
    return paint_label(painter, {left, row.top(), right - left, row.height()}, text, theme);
  }
  const int high = row.height() / 4;
  painter.drawLine(from, y - high, from + self_, y - high);
  painter.drawLine(from + self_, y - high, from + self_, y + high);
  paint_arrow(painter, from + self_, from, y + high);
  const int room = std::max(lane_ - self_ - 8, lane_ / 2);
  const QString fits = font_.elidedText(text, Qt::ElideRight, room);
  const QRect place{from + self_ + 4, row.top() + 1, font_.horizontalAdvance(fits) + 2,
                    row.height() - 2};
  painter.fillRect(place, background(theme));
  painter.setPen(QPen{text_colour(theme), 1.0});
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, fits);
}

}  // namespace forlopp::console
