#pragma once

#include <QLabel>

namespace forlopp::console {

/// A line of plain text that says by `…` that there is more of it than room. Takes what room there
/// is.
class ElidedLabel : public QLabel {
  Q_OBJECT

 public:
  explicit ElidedLabel(QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace forlopp::console
