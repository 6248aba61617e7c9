#include "gui/veil.hpp"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

namespace forlopp::console {
namespace {

constexpr float density = 0.6F;

}  // namespace

Veil::Veil(QWidget& panel) : QWidget{&panel} {
  setObjectName(QStringLiteral("veil"));
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  setGeometry(panel.rect());
  hide();
  panel.installEventFilter(this);
}

void Veil::paintEvent(QPaintEvent* event) {
  QPainter painter{this};
  QColor grey = palette().color(QPalette::Window);
  grey.setAlphaF(density);
  painter.fillRect(event->rect(), grey);
}

/// What the panel gets later lies below it too.
bool Veil::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize || event->type() == QEvent::ChildAdded) {
    setGeometry(parentWidget()->rect());
    raise();
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace forlopp::console
