#include "gui/panels/elided_label.hpp"

#include <QPainter>
#include <QStyle>

namespace forlopp::console {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel{parent} {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
  style()->drawItemText(&painter, contentsRect(), Qt::AlignVCenter | Qt::AlignLeft, palette(),
                        isEnabled(), shown, foregroundRole());
}

}  // namespace forlopp::console
