#pragma once

#include <QRect>
#include <QWidget>
#include <optional>
#include <vector>

#include "gui/desk.hpp"

class QPainter;

namespace forlopp::console {

/// The faults over virtual time, a lane for each kind of thing that they strike: planned, at work,
/// over and taken back, with what they hit and whether it came as expected. The arrow keys go from
/// fault to fault, `+` and `-` change how much time is shown.
class FaultTimeline : public QWidget {
  Q_OBJECT

 public:
  explicit FaultTimeline(const Desk& desk, QWidget* parent = nullptr);

  /// A fault as it is painted.
  struct Block {
    QString key;
    QString lane;
    QString state;
    QString text;
    qint64 from = 0;
    qint64 until = 0;  ///< So far, of one whose end is not known.
    QString verdict{};
  };
  const std::vector<Block>& blocks() const { return blocks_; }
  /// Where it is painted; empty if it is not in sight.
  QRect rectangle(const Block& block) const;
  const QString& chosen() const { return chosen_; }
  void choose(const QString& key);
  qint64 span() const { return span_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, height_of(2)}; }

 signals:
  void chosen_changed(const QString& key);
  void take_back_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// How large it is painted, in pixels.
  struct Grid {
    int label, axis, lane;
  };
  Grid grid() const;
  int height_of(int lanes) const;
  void renew();
  void zoom(int steps);
  void move(int blocks);
  double x_of(qint64 vtime) const;
  void paint_axis(QPainter& painter) const;
  void paint_block(QPainter& painter, const Block& block) const;
  void paint_label(QPainter& painter, const Block& block, const QRect& area) const;
  const Block* block_at(QPoint point) const;
  qint64 now() const { return desk_.picture.stamp().vtime; }

  Desk desk_;
  std::vector<Block> blocks_{};  ///< By time.
  qint64 shown_at_ = 0;          // The time of the run.
  QStringList lanes_{};
  QString chosen_{};
  qint64 span_;  ///< Nanoseconds from the left edge to the right one.
};

}  // namespace forlopp::console
