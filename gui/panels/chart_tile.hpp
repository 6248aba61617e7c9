#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "gui/models/chart_kinds.hpp"
#include "gui/models/mark_book.hpp"
#include "gui/models/time_window.hpp"
#include "gui/panels/chart_notes.hpp"

class QCustomPlot;
class QLabel;
class QMouseEvent;
class QWheelEvent;

namespace forlopp::console {

/// What all charts of a panel show at the moment.
struct ChartScene {
  TimeSpan span{0, 1};
  qint64 now = 0;
  std::vector<Mark> faults{};  ///< Merged for the width of a chart.
  std::optional<qint64> focus{};
};

/// One chart. The mouse moves the window of time that all of them share: the wheel zooms (with
/// Shift it scrolls), a drag pans, hovering reads; a click on a fault's mark chooses it. What is
/// painted is also said in words.
class ChartTile : public QWidget {
  Q_OBJECT

 public:
  ChartTile(ChartKind kind, const History& history, TimeWindow& window, QWidget* parent = nullptr);

  const ChartKind& kind() const { return kind_; }
  /// Paints it anew.
  void show_scene(const ChartScene& scene);
  /// Paints where the pointer is, says what was there, and nothing else.
  void show_pointer();
  /// Where its lines are, within `plot`.
  PlotArea area() const;
  QWidget& plot() const;
  /// `attempts 12/s, answered 10/s`, at the pointer or else now.
  QString reading() const;

 signals:
  void chosen(const forlopp::console::Mark& fault);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void set_up_axes();
  void fit_font();
  void colour_in();
  int times_that_fit() const;
  void show_lines();
  void say();
  void press(const QMouseEvent& event);
  void hover(const QMouseEvent& event);
  void release(const QMouseEvent& event);
  void turn(QWheelEvent& event);

  ChartKind kind_;
  const History& history_;
  TimeWindow& window_;
  QLabel* title_;
  QLabel* reading_;
  QCustomPlot* plot_;
  ChartScene scene_{};
  std::vector<EndLabel> labels_{};
  std::optional<double> pressed_at_{};
  bool dragged_ = false;
};

}  // namespace forlopp::console
