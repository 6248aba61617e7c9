#pragma once

#include <QScrollArea>

namespace forlopp::console {

/// Scrolls a form up and down, and is never narrower than the form.
class FormScroll : public QScrollArea {
  Q_OBJECT

 public:
  FormScroll(QWidget* form, QWidget* parent);
  QSize minimumSizeHint() const override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace forlopp::console
