#pragma once

#include <QDockWidget>

namespace forlopp::console {

/// A dock whose title is as large as all other text: the style paints it in one size.
class Dock : public QDockWidget {
  Q_OBJECT

 public:
  using QDockWidget::QDockWidget;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace forlopp::console
