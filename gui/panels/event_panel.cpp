#include "gui/panels/event_panel.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/models/event_text.hpp"
#include "gui/panels/table_panel.hpp"

namespace forlopp::console {

EventPanel::EventPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      filter_{new QLineEdit{this}},
      express_{new QLabel{tr("express: calls are counted, not listed"), this}},
      newer_{new QPushButton{this}},
      view_{new QTableView{this}},
      rows_{new QSortFilterProxyModel{this}} {
  setObjectName(QStringLiteral("event_panel"));
  auto* top = new QHBoxLayout;
  top->addWidget(filter_);
  top->addWidget(express_);
  top->addWidget(newer_);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(view_);
  filter_->setObjectName(QStringLiteral("filter"));
  filter_->setPlaceholderText(tr("filter: a class, a name, a reason"));
  filter_->setClearButtonEnabled(true);
  express_->setObjectName(QStringLiteral("express"));
  express_->hide();
  newer_->hide();
  rows_->setSourceModel(&desk_.picture.events());
  rows_->setFilterKeyColumn(-1);
  rows_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  view_->setModel(rows_);
  dress(*view_, {70, 110, 120});
  setFocusProxy(view_);
  connect(filter_, &QLineEdit::textChanged, rows_, &QSortFilterProxyModel::setFilterFixedString);
  connect(&desk_.picture, &Picture::run_changed, this,
          [this] { express_->setVisible(desk_.picture.run().rushes()); });
  connect(newer_, &QPushButton::clicked, this, &EventPanel::go_to_end);
  connect(rows_, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] { follows_ = at_end(); });
  connect(rows_, &QAbstractItemModel::rowsInserted, this,
          [this](const QModelIndex&, int first, int last) { count_new(last - first + 1); });
  connect(view_->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
    if (at_end()) go_to_end();
  });
  connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          &EventPanel::choose);
}

bool EventPanel::at_end() const {
  const QScrollBar* bar = view_->verticalScrollBar();
  return bar->value() >= bar->maximum();
}

void EventPanel::count_new(int rows) {
  if (follows_) return go_to_end();
  unseen_ += rows;
  newer_->setText(tr("%1 new").arg(unseen_));
  newer_->show();
}

void EventPanel::go_to_end() {
  unseen_ = 0;
  newer_->hide();
  view_->scrollToBottom();
}

void EventPanel::choose(const QModelIndex& shown) {
  const QModelIndex row = rows_->mapToSource(shown);
  if (!row.isValid()) return;
  const auto* event = std::get_if<Event>(&desk_.picture.events().line(row.row()));
  if (event == nullptr) return;
  const QString object = event_object(*event);
  if (object.isEmpty()) return;
  const bool call = event->event_class == QLatin1String{"call"};
  desk_.focus.move_to({call ? Entity::Kind::call : Entity::Kind::process, object}, event->vtime);
}

}  // namespace forlopp::console
