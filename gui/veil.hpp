#pragma once

#include <QWidget>

namespace forlopp::console {

/// Lies over a panel whose picture cannot be relied on, and greys it. Mouse and keys go through it.
class Veil : public QWidget {
  Q_OBJECT

 public:
  /// Belongs to the panel, and is hidden at first.
  explicit Veil(QWidget& panel);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace forlopp::console
