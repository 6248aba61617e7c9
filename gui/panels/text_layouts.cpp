#include "gui/panels/text_layouts.hpp"

#include <QFontMetrics>
#include <QPainter>
#include <QtMath>
#include <algorithm>

namespace forlopp::console {

const QStaticText& TextLayouts::laid_out(const QPainter& painter, int width, const QString& text) {
  if (font_ != painter.font()) {
    font_ = painter.font();
    texts_.clear();
  }
  const std::pair<QString, int> key{text, width};
  if (const QStaticText* known = texts_.object(key)) return *known;
  auto* fresh = new QStaticText{text};
  fresh->setTextFormat(Qt::PlainText);
  fresh->prepare({}, font_);
  if (fresh->size().width() > width) {
    fresh->setText(painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
    fresh->prepare({}, font_);
  }
  texts_.insert(key, fresh);
  return *fresh;
}

void TextLayouts::draw(QPainter& painter, const QRect& cell, Qt::Alignment side,
                       const QString& text) {
  if (text.isEmpty() || cell.width() <= 0) return;
  const QStaticText& shown = laid_out(painter, cell.width(), text);
  const double left =
      side.testFlag(Qt::AlignRight) ? std::max(0.0, cell.width() - shown.size().width()) : 0.0;
  const double top = (cell.height() - shown.size().height()) / 2;
  painter.drawStaticText(QPointF{cell.left() + left, cell.top() + top}, shown);
}

int TextLayouts::width(const QPainter& painter, const QRect& cell, const QString& text) {
  if (text.isEmpty() || cell.width() <= 0) return 0;
  return qCeil(laid_out(painter, cell.width(), text).size().width());
}

}  // namespace forlopp::console
