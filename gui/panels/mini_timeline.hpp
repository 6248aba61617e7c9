#pragma once

#include <QTimer>
#include <QWidget>

#include "gui/desk.hpp"
#include "gui/panels/measure.hpp"

class QPainter;

namespace forlopp::console {

/// The whole run in one line: what has been, what is planned, and now. Hovering tells; a click on
/// what has been moves the focus there, on what is to come it offers to run until then. The arrow
/// keys go from mark to mark, Enter is a click.
class MiniTimeline : public QWidget {
  Q_OBJECT

 public:
  explicit MiniTimeline(const Desk& desk, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  int x_of(qint64 vtime) const;
  qint64 vtime_at(int x) const;
  /// The time there, and what is marked there, a line each.
  QString text_at(int x) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void renew();
  void say();
  Measure measure() const;
  /// How long the line is.
  int track() const;
  qint64 end() const;
  std::vector<Mark> marks_of(MarkKind kind) const;
  /// The nearest mark that can be hit there, worth most; null if there is none.
  std::optional<Mark> mark_near(int x) const;
  void choose(int x);
  void offer_to_run_until(qint64 vtime, int x);
  void step(int direction);
  void paint_track(QPainter& painter) const;
  void paint_marks(QPainter& painter, MarkKind kind) const;

  Desk desk_;
  QTimer turn_{};
  std::optional<qint64> cursor_{};
};

}  // namespace forlopp::console
