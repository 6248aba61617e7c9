#pragma once

#include <QLabel>

namespace forlopp::console {

/// A label for what changes often. It has room for what it has shown, so that nothing beside it
/// moves to and fro, and no window is laid out again for a number.
class SteadyLabel : public QLabel {
  Q_OBJECT

 public:
  using QLabel::QLabel;
  void write(const QString& text);

 protected:
  void changeEvent(QEvent* event) override;
};

}  // namespace forlopp::console
