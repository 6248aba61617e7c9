#include "gui/spotlight.hpp"

#include <QEvent>
#include <QPainter>

#include "gui/palette.hpp"

namespace forlopp::console {
namespace {

constexpr int thick = 3;

}  // namespace

Spotlight::Spotlight(QWidget* window) : QWidget{window} {
  setObjectName(QStringLiteral("spotlight"));
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  hide();
}

void Spotlight::shine_on(QWidget* target) {
  if (target_) target_->removeEventFilter(this);
  target_ = target;
  if (target_) target_->installEventFilter(this);
  follow();
}

void Spotlight::follow() {
  if (!target_ || !target_->isVisible()) return hide();
  setGeometry({target_->mapTo(parentWidget(), QPoint{0, 0}), target_->size()});
  raise();
  show();
  update();
}

bool Spotlight::eventFilter(QObject* watched, QEvent* event) {
  const QEvent::Type type = event->type();
  if (type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show ||
      type == QEvent::Hide)
    follow();
  return QWidget::eventFilter(watched, event);
}

void Spotlight::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.setPen(QPen{amber(theme_of(palette())), static_cast<double>(thick), Qt::SolidLine,
                      Qt::SquareCap, Qt::MiterJoin});
  painter.drawRect(rect().adjusted(thick / 2, thick / 2, -1 - thick / 2, -1 - thick / 2));
}

}  // namespace forlopp::console
