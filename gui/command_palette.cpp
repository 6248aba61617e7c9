#include "gui/command_palette.hpp"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include "gui/panels/font_watch.hpp"
#include "gui/panels/measure.hpp"

namespace forlopp::console {

CommandPalette::CommandPalette(const Commands& commands, QWidget* parent)
    : QDialog{parent, Qt::Tool},
      commands_{commands},
      search_{new QLineEdit{this}},
      found_{new QListWidget{this}},
      why_not_{new QLabel{this}} {
  setObjectName(QStringLiteral("command_palette"));
  setWindowTitle(tr("Commands"));
  const auto fit = [this] {
    const Measure px{fontMetrics()};
    resize(QSize{px(520), px(380)}.boundedTo(screen()->availableSize()));
  };
  fit();
  when_font_changes(*this, fit);
  auto* column = new QVBoxLayout{this};
  column->addWidget(search_);
  column->addWidget(found_);
  column->addWidget(why_not_);
  why_not_->setObjectName(QStringLiteral("why_not"));
  why_not_->setWordWrap(true);
  search_->setPlaceholderText(tr("what to do"));
  search_->installEventFilter(this);
  connect(search_, &QLineEdit::textChanged, this, &CommandPalette::look);
  connect(search_, &QLineEdit::returnPressed, this, &CommandPalette::act);
  connect(found_, &QListWidget::itemActivated, this, &CommandPalette::act);
}

void CommandPalette::open_anew() {
  search_->clear();
  look();
  show();
  raise();
  search_->setFocus();
}

void CommandPalette::look() {
  found_->clear();
  why_not_->clear();
  const QString wanted = search_->text();
  for (const QAction* action : commands_.all()) {
    const bool fits = action->text().contains(wanted, Qt::CaseInsensitive) ||
                      action->objectName().contains(wanted, Qt::CaseInsensitive);
    if (!fits) continue;
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    auto* item = new QListWidgetItem{
        key.isEmpty() ? action->text() : QStringLiteral("%1   [%2]").arg(action->text(), key),
        found_};
    item->setData(Qt::UserRole, action->objectName());
    item->setToolTip(action->objectName());
    if (!action->isEnabled()) item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
  }
  found_->setCurrentRow(0);
}

void CommandPalette::act() {
  const QListWidgetItem* item = found_->currentItem();
  if (item == nullptr) return;
  QAction* action = commands_.find(item->data(Qt::UserRole).toString());
  if (action == nullptr) return;
  if (!action->isEnabled()) return why_not_->setText(tr("Not now: %1").arg(action->toolTip()));
  hide();
  action->trigger();
}

/// Up and down go through the list while one types.
bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key != Qt::Key_Up && key != Qt::Key_Down) return QDialog::eventFilter(watched, event);
  QCoreApplication::sendEvent(found_, event);
  return true;
}

}  // namespace forlopp::console
