#include "gui/panels/supervision_tree.hpp"

#include <QAccessible>
#include <QCoreApplication>
#include <QEvent>
#include <utility>

namespace forlopp::console {

void SupervisionTree::open_only(const std::vector<QModelIndex>& rows) {
  collapseAll();
  scheduleDelayedItemsLayout();
  for (const QModelIndex& row : rows) expand(row);
}

/// Rows are told one by one.
void SupervisionTree::dataChanged(const QModelIndex& first, const QModelIndex& last,
                                  const QList<int>& roles) {
  const bool one_row = first.isValid() && first.row() == last.row();
  if (!one_row || QAccessible::isActive()) return QTreeView::dataChanged(first, last, roles);
  if (!isVisible()) return;
  if (changed_.isEmpty()) QCoreApplication::postEvent(this, new QEvent{QEvent::UpdateLater});
  changed_.insert(first.internalPointer());
}

bool SupervisionTree::event(QEvent* event) {
  if (event->type() != QEvent::UpdateLater) return QTreeView::event(event);
  paint_what_has_changed();
  return true;
}

void SupervisionTree::paint_what_has_changed() {
  const QSet<const void*> changed = std::exchange(changed_, {});
  const int bottom = viewport()->height();
  for (QModelIndex row = indexAt({0, 0}); row.isValid(); row = indexBelow(row)) {
    const QRect place = visualRect(row);
    if (place.top() > bottom) return;
    if (changed.contains(row.internalPointer()))
      viewport()->update(0, place.top(), viewport()->width(), place.height());
  }
}

}  // namespace forlopp::console
