#pragma once

#include <QAccessibleInterface>
#include <QPointer>
#include <QWidget>

namespace forlopp::console {

/// A part of a painted view, to those who do not see it: has a name and a place, and nothing in it.
/// Valid no longer than its view. On the screen's thread.
class PaintedPart : public QAccessibleInterface {
 public:
  explicit PaintedPart(QWidget* view) : view_{view} {}

  bool isValid() const override { return view_ != nullptr; }
  QObject* object() const override { return nullptr; }
  QAccessibleInterface* parent() const override {
    return QAccessible::queryAccessibleInterface(view_.data());
  }
  QAccessibleInterface* child(int) const override { return nullptr; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessible::Role role() const override { return QAccessible::Cell; }
  void setText(QAccessible::Text, const QString&) override {}

 private:
  QPointer<QWidget> view_;
};

}  // namespace forlopp::console
