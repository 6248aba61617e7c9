#include "gui/panels/steady_label.hpp"

#include <QEvent>

namespace forlopp::console {

void SteadyLabel::write(const QString& text) {
  if (this->text() == text) return;
  setText(text);
  const QSize wanted = sizeHint();
  const QSize room = minimumSize();
  const bool fits = wanted.width() <= room.width() && wanted.height() == room.height();
  const bool is_lost = wanted.width() < room.width() / 2;
  if (!fits || is_lost) setFixedSize(wanted);
}

void SteadyLabel::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() != QEvent::FontChange || text().isEmpty()) return;
  setMinimumSize(0, 0);  // A label wants no less than that.
  setFixedSize(sizeHint());
}

}  // namespace forlopp::console
