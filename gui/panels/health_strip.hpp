#pragma once

#include <QWidget>
#include <map>

#include "gui/desk.hpp"

class QLabel;

namespace forlopp::console {

/// The numbers that never leave the screen.
class HealthStrip : public QWidget {
  Q_OBJECT

 public:
  explicit HealthStrip(const Desk& desk, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void show_numbers();
  void show_alarms();

  Desk desk_;
  std::map<QString, QLabel*> values_{};
  QLabel* alarms_;
};

}  // namespace forlopp::console
