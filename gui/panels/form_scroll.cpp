#include "gui/panels/form_scroll.hpp"

#include <QEvent>
#include <QScrollBar>

namespace forlopp::console {

FormScroll::FormScroll(QWidget* form, QWidget* parent) : QScrollArea{parent} {
  setWidget(form);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
}

QSize FormScroll::minimumSizeHint() const {
  const int wide = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
  return {wide, QScrollArea::minimumSizeHint().height()};
}

bool FormScroll::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
  return QScrollArea::eventFilter(watched, event);
}

}  // namespace forlopp::console
