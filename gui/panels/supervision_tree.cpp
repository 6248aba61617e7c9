#include "gui/panels/supervision_tree.hpp"

#include <QAccessible>
#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <algorithm>
#include <utility>

#include "gui/panels/measure.hpp"

namespace forlopp::console {
namespace {

constexpr int names_least = 160;

}  // namespace

SupervisionTree::SupervisionTree(QWidget* parent) : QTreeView{parent} {
  connect(header(), &QHeaderView::sectionResized, this, [this](int section) {
    if (section != 0) fit_names();
  });
}

void SupervisionTree::fit_names() {
  if (header()->count() == 0) return;
  int left = viewport()->width();
  for (int i = 1; i < header()->count(); ++i) left -= header()->sectionSize(i);
  header()->resizeSection(0, std::max(left, Measure{fontMetrics()}(names_least)));
}

void SupervisionTree::resizeEvent(QResizeEvent* event) {
  QTreeView::resizeEvent(event);
  fit_names();
}

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
