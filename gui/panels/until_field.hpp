#pragma once

#include <QLineEdit>

#include "gui/desk.hpp"

class QStandardItemModel;

namespace forlopp::console {

/// Until when to run: says what can be written, completes it, and tells of what was not understood.
class UntilField : public QLineEdit {
  Q_OBJECT

 public:
  explicit UntilField(const Desk& desk, QWidget* parent = nullptr);

 signals:
  /// Why what is written cannot be; empty: nothing is wrong any more.
  void complained(const QString& why);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void learn();
  void ask();
  void complain(const QString& why);

  Desk desk_;
  QStandardItemModel* words_;
};

}  // namespace forlopp::console
