#pragma once

#include <QWidget>

#include "gui/desk.hpp"

class QHBoxLayout;
class QLabel;

namespace forlopp::console {

class UntilField;

/// The run's time: modes, steps, until when; the clock; the whole run in one line; and the key that
/// stops all faults, always in reach.
class TimeBar : public QWidget {
  Q_OBJECT

 public:
  explicit TimeBar(const Desk& desk, QWidget* parent = nullptr);

 private:
  void add_buttons(QHBoxLayout& row);
  void add_clock(QHBoxLayout& row);
  void complain(const QString& why);
  void show_run();

  Desk desk_;
  UntilField* until_;
  QLabel* complaint_;
  QLabel* mode_;
  QLabel* clock_;
  QLabel* event_;
};

}  // namespace forlopp::console
