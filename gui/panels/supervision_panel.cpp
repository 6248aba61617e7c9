#include "gui/panels/supervision_panel.hpp"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>
#include <array>

#include "gui/panels/fault_menu.hpp"
#include "gui/panels/supervision_delegate.hpp"

namespace forlopp::console {
namespace {

/// The row that is shown after this one if all were open; the first after the last.
QModelIndex next_row(const QAbstractItemModel& model, QModelIndex at) {
  if (model.rowCount(at) > 0) return model.index(0, 0, at);
  while (at.isValid()) {
    if (const QModelIndex next = at.siblingAtRow(at.row() + 1); next.isValid()) return next;
    at = at.parent();
  }
  return model.index(0, 0);
}

}  // namespace

SupervisionPanel::SupervisionPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent}, desk_{desk}, search_{new QLineEdit{this}}, tree_{new QTreeView{this}} {
  setObjectName(QStringLiteral("supervision_panel"));
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  search_->setPlaceholderText(tr("find a process: Enter goes to the next"));
  search_->setObjectName(QStringLiteral("find"));
  search_->setClearButtonEnabled(true);
  column->addWidget(search_);
  column->addWidget(tree_);
  setFocusProxy(tree_);
  arrange();
  connect(search_, &QLineEdit::returnPressed, this, &SupervisionPanel::find_next);
  connect(&desk_.focus, &Focus::moved, this, &SupervisionPanel::follow);
  connect(
      tree_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
      [this](const QModelIndex& current) {
        if (current.isValid())
          desk_.focus.move_to({Entity::Kind::supervised, desk_.picture.supervision().key(current)});
      });
  connect(&desk_.picture.supervision(), &QAbstractItemModel::rowsInserted, this,
          [this](const QModelIndex& above) {
            if (!above.isValid() || !above.parent().isValid()) open_first_levels();
          });
}

void SupervisionPanel::arrange() {
  tree_->setModel(&desk_.picture.supervision());
  tree_->setItemDelegate(new SupervisionDelegate{tree_});
  tree_->setUniformRowHeights(true);
  tree_->setAlternatingRowColors(false);
  tree_->setIndentation(14);
  tree_->setAccessibleName(tr("Supervision tree"));
  tree_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(tree_, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
    QModelIndex row = tree_->indexAt(at);
    if (!row.isValid()) row = tree_->currentIndex();  // By the key.
    if (!row.isValid()) return;
    open_fault_menu(desk_, {Entity::Kind::supervised, desk_.picture.supervision().key(row)},
                    tree_->viewport()->mapToGlobal(at), this);
  });
  QHeaderView* header = tree_->header();
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setStretchLastSection(false);
  static constexpr std::array widths{210, 46, 44, 96, 64, 64};
  for (int i = 0; i < SupervisionModel::column_count; ++i)
    header->resizeSection(i, widths[static_cast<std::size_t>(i)]);
}

void SupervisionPanel::open_first_levels() {
  const QAbstractItemModel& model = desk_.picture.supervision();
  for (int i = 0; i < model.rowCount(); ++i) tree_->expand(model.index(i, 0));
}

void SupervisionPanel::find_next() {
  const SupervisionModel& model = desk_.picture.supervision();
  const QString wanted = search_->text();
  if (wanted.isEmpty() || model.rowCount() == 0) return;
  const QModelIndex start = tree_->currentIndex().siblingAtColumn(0);
  QModelIndex at = start.isValid() ? start : model.index(0, 0);
  const QModelIndex stop = at;
  do {
    at = next_row(model, at);
    const bool found = at.data().toString().contains(wanted, Qt::CaseInsensitive) ||
                       model.key(at).contains(wanted, Qt::CaseInsensitive);
    if (found) return tree_->setCurrentIndex(at);
  } while (at != stop);
}

void SupervisionPanel::follow(const Focus::Point& to) {
  const QModelIndex index = desk_.picture.supervision().index_of(to.entity.key);
  if (!index.isValid() || index == tree_->currentIndex().siblingAtColumn(0)) return;
  tree_->setCurrentIndex(index);
  tree_->scrollTo(index);
}

}  // namespace forlopp::console
