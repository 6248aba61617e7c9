#include "gui/panels/row_choice.hpp"

#include <QAbstractItemView>
#include <utility>

namespace forlopp::console {

RowChoice::RowChoice(QAbstractItemView& view, QAbstractItemModel& rows, Chosen chosen)
    : QObject{&view}, view_{view}, chosen_{std::move(chosen)} {
  // Heard before the view hears it, and looks for another row to be current.
  connect(&rows, &QAbstractItemModel::rowsAboutToBeRemoved, this, &RowChoice::begin_to_go);
  connect(&rows, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
    if (!lost_.isValid()) lost_ = current_key();
  });
  view_.setModel(&rows);
  connect(&rows, &QAbstractItemModel::rowsRemoved, this, &RowChoice::have_gone);
  connect(&rows, &QAbstractItemModel::rowsInserted, this, &RowChoice::look_for_lost);
  connect(view_.selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          &RowChoice::choose);
  connect(&view_, &QAbstractItemView::clicked, this, &RowChoice::choose);
}

void RowChoice::show(const QModelIndex& row) {
  lost_.clear();
  const bool was_quiet = std::exchange(is_quiet_, true);
  view_.setCurrentIndex(row);
  is_quiet_ = was_quiet;
}

void RowChoice::choose(const QModelIndex& row) {
  if (is_quiet_ || !row.isValid()) return;
  lost_.clear();
  chosen_(row);
}

QVariant RowChoice::current_key() const {
  return view_.currentIndex().siblingAtColumn(0).data(Qt::UserRole);
}

void RowChoice::begin_to_go() {
  is_quiet_ = true;
  before_ = view_.currentIndex();
  key_before_ = current_key();
}

/// The next row has the keys then, but is not marked as chosen.
void RowChoice::have_gone() {
  is_quiet_ = false;
  if (before_.isValid()) return;
  view_.selectionModel()->clearSelection();
  if (!lost_.isValid()) lost_ = key_before_;
}

void RowChoice::look_for_lost(const QModelIndex& parent, int first, int last) {
  if (!lost_.isValid()) return;
  const QAbstractItemModel& rows = *view_.model();
  for (int i = first; i <= last; ++i)
    if (const QModelIndex row = rows.index(i, 0, parent); row.data(Qt::UserRole) == lost_)
      return show(row);
}

}  // namespace forlopp::console
