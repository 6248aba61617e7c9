#pragma once

#include <QWidget>

#include "gui/desk.hpp"

class QLabel;

namespace forlopp::console {

class SteadyLabel;
class UntilField;

/// The run's time: modes, steps, until when; the clock; the whole run in one line; and the key that
/// stops all faults, always in reach.
class TimeBar : public QWidget {
  Q_OBJECT

 public:
  explicit TimeBar(const Desk& desk, QWidget* parent = nullptr);

 private:
  QWidget* make_buttons();
  QWidget* make_clock();
  void complain(const QString& why);
  void show_run();

  Desk desk_;
  UntilField* until_;
  QLabel* complaint_;
  SteadyLabel* mode_;
  SteadyLabel* clock_;
  SteadyLabel* event_;
};

}  // namespace forlopp::console
