#pragma once

#include <QWidget>

#include "gui/desk.hpp"

class QCheckBox;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace forlopp::console {

/// Everything that is known of what is in the focus; a pinned one stays with what it has.
class InspectorPanel : public QWidget {
  Q_OBJECT

 public:
  explicit InspectorPanel(const Desk& desk, QWidget* parent = nullptr);
  QTreeWidget& fields() { return *fields_; }
  QCheckBox& pin() { return *pin_; }

 private:
  void follow(const Focus::Point& to);
  void look();
  void show_supervised();
  void show_card();
  void inspect(const QString& process);
  void add(const QString& name, const QString& value);
  void add(QTreeWidgetItem* parent, const QString& name, const QCborValue& value);

  Desk desk_;
  Focus::Point shown_{};
  QLabel* title_;
  QCheckBox* pin_;
  QTreeWidget* fields_;
};

}  // namespace forlopp::console
