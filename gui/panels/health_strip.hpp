#pragma once

#include <QWidget>
#include <map>

#include "gui/desk.hpp"

namespace forlopp::console {

class SteadyLabel;

/// The numbers that never leave the screen.
class HealthStrip : public QWidget {
  Q_OBJECT

 public:
  explicit HealthStrip(const Desk& desk, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* make_numbers();
  void show_numbers();
  void show_alarms();

  Desk desk_;
  std::map<QString, SteadyLabel*> values_{};
  SteadyLabel* alarms_;
};

}  // namespace forlopp::console
