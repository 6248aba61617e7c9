#pragma once

#include <QTimer>
#include <QWidget>

#include "gui/desk.hpp"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace forlopp::console {

class EventFilter;

/// What has happened. It follows the end only while the reader is there; otherwise it says how much
/// is new.
class EventPanel : public QWidget {
  Q_OBJECT

 public:
  explicit EventPanel(const Desk& desk, QWidget* parent = nullptr);
  QTableView& view() { return *view_; }
  QPushButton& newer() { return *newer_; }

 private:
  bool at_end() const;
  void count_new(int rows);
  void keep_place(int first, int rows);
  void go_to_end();
  void choose(const QModelIndex& shown);

  Desk desk_;
  QLineEdit* filter_;
  QLabel* express_;
  QPushButton* newer_;
  QTableView* view_;
  EventFilter* rows_;
  QTimer soon_{};
  bool follows_ = true;
  int place_ = 0;  ///< The first row in sight, before some are forgotten.
  qint64 unseen_ = 0;
};

}  // namespace forlopp::console
