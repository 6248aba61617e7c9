#pragma once

#include <QWidget>

#include "gui/desk.hpp"

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace forlopp::console {

/// The run's time: modes, steps, until when; the clock; and the key that stops all faults, always
/// in reach.
class TimeBar : public QWidget {
  Q_OBJECT

 public:
  explicit TimeBar(const Desk& desk, QWidget* parent = nullptr);

 private:
  void add_buttons(QHBoxLayout& row);
  void add_clock(QHBoxLayout& row);
  void show_run();

  Desk desk_;
  QLineEdit* until_;
  QLabel* mode_;
  QLabel* clock_;
  QLabel* event_;
};

}  // namespace forlopp::console
