#include "gui/dock.hpp"

#include <QStyleOptionDockWidget>
#include <QStylePainter>
#include <utility>

namespace forlopp::console {

void Dock::paintEvent(QPaintEvent* event) {
  if (isFloating()) return QDockWidget::paintEvent(event);
  QStyleOptionDockWidget bar;
  initStyleOption(&bar);
  const QRect room = style()->subElementRect(QStyle::SE_DockWidgetTitleBarText, &bar, this);
  const QString title = std::exchange(bar.title, {});
  QStylePainter painter{this};
  painter.drawControl(QStyle::CE_DockWidgetTitle, bar);
  painter.drawItemText(room, Qt::AlignLeft | Qt::AlignVCenter, palette(), isEnabled(),
                       fontMetrics().elidedText(title, Qt::ElideRight, room.width()),
                       QPalette::WindowText);
}

}  // namespace forlopp::console
