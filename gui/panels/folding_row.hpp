#pragma once

#include <QWidget>

namespace forlopp::console {

/// Two parts beside each other; where there is not room for both, the second below the first.
class FoldingRow : public QWidget {
  Q_OBJECT

 public:
  FoldingRow(QWidget* first, QWidget* second, QWidget* parent);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  int height_wanted() const;
  void place();

  QWidget* first_;
  QWidget* second_;
  bool is_folded_ = false;
};

}  // namespace forlopp::console
