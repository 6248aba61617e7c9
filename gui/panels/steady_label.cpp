#include "gui/panels/steady_label.hpp"

#include <QLabel>

namespace forlopp::console {

void write_steadily(QLabel& label, const QString& text) {
  if (label.text() == text) return;
  label.setText(text);
  const QSize wanted = label.sizeHint();
  const QSize room = label.minimumSize();
  const bool fits = wanted.width() <= room.width() && wanted.height() == room.height();
  const bool is_lost = wanted.width() < room.width() / 2;
  if (!fits || is_lost) label.setFixedSize(wanted);
}

}  // namespace forlopp::console
