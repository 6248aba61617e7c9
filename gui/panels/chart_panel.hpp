#pragma once

#include <QTimer>
#include <QWidget>
#include <vector>

#include "gui/desk.hpp"
#include "gui/models/time_window.hpp"
#include "gui/panels/chart_tile.hpp"

class QGridLayout;
class QScrollArea;

namespace forlopp::console {

/// Charts of the exchange and of its trunk groups over virtual time, with the faults marked on
/// them. They are moved and read together. Painted one after the other, each at most ten times a
/// second, and only those that can be seen.
class ChartPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ChartPanel(const Desk& desk, QWidget* parent = nullptr);

  TimeWindow& window() { return window_; }
  const std::vector<ChartTile*>& tiles() const { return tiles_; }
  /// What is shown, as a file. The error is a sentence; empty: it is written.
  QString write_csv(const QString& path);
  QString write_png(const QString& path);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void add_commands();
  void make_tiles();
  void arrange();
  /// Something is new: it is painted in its turn.
  void renew();
  void paint_next();
  void paint_all();
  ChartScene scene() const;
  void choose(const Mark& fault);
  void choose_next(int direction);
  void move_pointer(int steps);
  void scroll(int tiles);
  void export_to(const QString& suffix, QString (ChartPanel::*write)(const QString&));

  Desk desk_;
  TimeWindow window_{};
  QScrollArea* scroll_;
  QWidget* sheet_;
  QGridLayout* grid_;
  std::vector<ChartTile*> tiles_{};
  QStringList groups_{};
  QTimer turn_{};
  std::size_t next_ = 0;
  bool dirty_ = false;
};

}  // namespace forlopp::console
