#pragma once

#include <QAbstractScrollArea>
#include <optional>

#include "gui/models/ladder_rows.hpp"
#include "gui/panels/ladder_sheet.hpp"

namespace forlopp::console {

/// A ladder: lanes whose heads stay, time down the left, an arrow for each step. The arrow keys go
/// from step to step and from lane to lane; a click on a head, or `-`, folds a lane, and `+` takes
/// one out again.
class LadderView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit LadderView(QWidget* parent = nullptr);

  /// Of the same thing as before: what is chosen stays so, and whoever saw the end sees it again.
  void renew(Ladder ladder);
  /// Of something else.
  void show_other(Ladder ladder);

  const LadderRows& rows() const { return rows_; }
  const Ladder& ladder() const { return rows_.ladder(); }
  LadderSheet sheet() const { return {rows_, fontMetrics(), viewport()->width()}; }
  /// -1: none.
  int chosen() const { return chosen_; }
  void choose(int step);
  /// False: it has none that is known.
  bool go_to_cause();
  bool go_to_effect();
  void fold(const QString& lane);
  void unfold(const QString& lane);

  /// On the viewport.
  QRect rectangle(int step) const;
  QRect head(int column) const;
  /// `00:00:01.500, message OffHook from card 1/1 to o_half 1`.
  QString spoken(int step) const;
  QSize minimumSizeHint() const override { return {160, 80}; }
  QSize sizeHint() const override { return {600, 240}; }

 signals:
  void chose(int step);
  void arranged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  void arrange();
  void update_bars();
  void show_row(int row);
  void move_step(int rows);
  void move_lane(int columns);
  void offer_folded(QPoint at);
  std::optional<int> step_at(QPoint point) const;

  LadderRows rows_{};
  int chosen_ = -1;
  int lane_ = -1;
};

}  // namespace forlopp::console
