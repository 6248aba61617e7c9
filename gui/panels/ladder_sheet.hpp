#pragma once

#include <QFontMetrics>
#include <QRect>
#include <QString>

#include "gui/models/ladder_rows.hpp"
#include "gui/palette.hpp"

class QPainter;

namespace forlopp::console {

/// How a ladder is drawn, on a screen or on paper: where its lanes and rows are, and what they look
/// like. The origin is the corner of the time column and the heads of the lanes.
class LadderSheet {
 public:
  /// `rows` outlives it. `width` is what there is; a lane has its least width all the same.
  LadderSheet(const LadderRows& rows, const QFontMetrics& font, int width);

  int head_height() const { return 2 * line_ + 6; }
  int row_height() const { return line_ + 5; }
  int time_width() const { return time_; }
  QSize size() const;
  int x_of(int column) const { return time_ + column * lane_ + lane_ / 2; }
  /// -1: none.
  int column_at(int x) const;
  int lane_width() const { return lane_; }
  QRect head(int column) const { return {time_ + column * lane_, 0, lane_, head_height()}; }
  QRect row(int row) const;

  /// What stands out: the step that is chosen, and what belongs to it.
  struct Marks {
    int chosen = -1;
    int cause = -1;
    int effect = -1;
    int lane = -1;  ///< A column.
  };
  /// The rows from `first` to `last`, and the lifelines behind them.
  void paint_rows(QPainter& painter, int first, int last, const Marks& marks, Theme theme) const;
  void paint_times(QPainter& painter, int first, int last, const Marks& marks, Theme theme) const;
  void paint_heads(QPainter& painter, const Marks& marks, Theme theme) const;
  /// What stands in the time column of a row.
  QString time_text(int row) const;

 private:
  void paint_step(QPainter& painter, const LadderStep& step, const QRect& row, Theme theme) const;
  void paint_arrow(QPainter& painter, int from, int to, int y) const;
  void paint_label(QPainter& painter, const QRect& room, const QString& text, Theme theme) const;

  const LadderRows& rows_;
  QFontMetrics font_;
  int line_;
  int time_;
  int lane_;
  int mark_;   ///< Of the chosen step, before the time.
  int arrow_;  ///< A head of it.
  int self_;   ///< How far a step to oneself goes to the side.
};

}  // namespace forlopp::console
