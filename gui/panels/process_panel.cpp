#include "gui/panels/process_panel.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>
#include <array>
#include <chrono>

namespace forlopp::console {
namespace {

constexpr std::chrono::milliseconds order_every{500};

struct Order {
  const char* scope;
  const char* title;
  const char* column;
  Qt::SortOrder direction;
};
constexpr std::array orders{
    Order{"mailbox", QT_TRANSLATE_NOOP("Processes", "longest mailboxes"), "mailbox",
          Qt::DescendingOrder},
    Order{"restarts", QT_TRANSLATE_NOOP("Processes", "most restarts"), "restarts",
          Qt::DescendingOrder},
    Order{"age", QT_TRANSLATE_NOOP("Processes", "oldest"), "started", Qt::AscendingOrder}};

}  // namespace

ProcessPanel::ProcessPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      order_{new QComboBox{this}},
      frozen_{new QCheckBox{tr("freeze"), this}},
      table_{make_process_table(desk, this)},
      rows_{qobject_cast<QSortFilterProxyModel*>(table_->view().model())} {
  setObjectName(QStringLiteral("processes_panel"));
  order_->setObjectName(QStringLiteral("order"));
  order_->setAccessibleName(tr("Which processes"));
  frozen_->setObjectName(QStringLiteral("frozen"));
  frozen_->setToolTip(tr("Shows them as they are now; what comes meanwhile is shown later"));
  for (const Order& order : orders)
    order_->addItem(QCoreApplication::translate("Processes", order.title));
  auto* top = new QHBoxLayout;
  top->addWidget(order_, 1);
  top->addWidget(frozen_);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(table_);
  setFocusProxy(table_);
  rows_->setDynamicSortFilter(false);
  tick_.setInterval(order_every);
  connect(&tick_, &QTimer::timeout, this, &ProcessPanel::renew_order);
  connect(order_, &QComboBox::currentIndexChanged, this, &ProcessPanel::choose_order);
  connect(frozen_, &QCheckBox::toggled, this, &ProcessPanel::freeze);
  choose_order(0);
}

ProcessPanel::~ProcessPanel() {
  be_seen(false);
}

void ProcessPanel::be_seen(bool seen) {
  if (seen == seen_) return;
  seen_ = seen;
  if (seen) {
    desk_.asker.want({QStringLiteral("processes"), scope_, hz::lists});
    tick_.start();
  } else {
    desk_.asker.unwant({QStringLiteral("processes"), scope_, hz::lists});
    tick_.stop();
  }
}

void ProcessPanel::choose_order(int order) {
  const bool seen = seen_;
  be_seen(false);
  frozen_->setChecked(false);
  scope_ = QLatin1String{orders[static_cast<std::size_t>(order)].scope};
  desk_.picture.choose_processes(scope_);
  be_seen(seen);
  renew_order();
}

void ProcessPanel::renew_order() {
  if (frozen_->isChecked() || table_->view().viewport()->underMouse()) return;
  const Order& order = orders[static_cast<std::size_t>(order_->currentIndex())];
  rows_->invalidate();  // Sorted and filtered then, and not while rows change.
  rows_->sort(desk_.picture.processes().column_of(order.column), order.direction);
}

void ProcessPanel::freeze(bool frozen) {
  desk_.picture.processes().set_held(frozen);
  renew_order();
}

}  // namespace forlopp::console
