#include "gui/panels/inspector_panel.hpp"

#include <QCborArray>
#include <QCborMap>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr int depth_shown = 3;  // Of what is nested; deeper it is one line.

}  // namespace

InspectorPanel::InspectorPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      title_{new QLabel{this}},
      pin_{new QCheckBox{tr("pin"), this}},
      fields_{new QTreeWidget{this}} {
  setObjectName(QStringLiteral("inspector_panel"));
  title_->setObjectName(QStringLiteral("title"));
  title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  QFont bold = title_->font();
  bold.setBold(true);
  title_->setFont(bold);
  auto* again = new QPushButton{tr("Look again"), this};
  auto* top = new QHBoxLayout;
  top->addWidget(title_, 1);
  top->addWidget(pin_);
  top->addWidget(again);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addLayout(top);
  column->addWidget(fields_);
  fields_->setHeaderLabels({tr("field"), tr("value")});
  fields_->header()->resizeSection(0, 130);
  fields_->setUniformRowHeights(true);
  fields_->setIndentation(12);
  setFocusProxy(fields_);
  connect(again, &QPushButton::clicked, this, &InspectorPanel::look);
  connect(&desk_.focus, &Focus::moved, this, &InspectorPanel::follow);
  follow(desk_.focus.point());
}

void InspectorPanel::follow(const Focus::Point& to) {
  if (pin_->isChecked()) return;
  shown_ = to;
  look();
}

void InspectorPanel::look() {
  fields_->clear();
  const Entity& entity = shown_.entity;
  const QString when = shown_.vtime < 0 ? QString{} : tr(" at %1").arg(clock_text(shown_.vtime));
  title_->setText(entity.kind == Entity::Kind::none ? tr("Nothing is in the focus")
                                                    : text(entity) + when);
  title_->setToolTip(title_->text());
  switch (entity.kind) {
    case Entity::Kind::none: return;
    case Entity::Kind::supervised: return show_supervised();
    case Entity::Kind::card:
    case Entity::Kind::port: return show_card();
    case Entity::Kind::process:
    case Entity::Kind::other: return inspect(entity.key);
    case Entity::Kind::call: break;
  }
  TopicTable& calls = desk_.picture.calls();
  for (int row = 0; row < calls.rowCount(); ++row)
    if (calls.key(row) == entity.key)
      for (int column = 0; column < calls.columnCount(); ++column)
        add(calls.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
            calls.index(row, column).data().toString());
}

void InspectorPanel::show_supervised() {
  const SupervisionRow* row = desk_.picture.supervision().find(shown_.entity.key);
  if (row == nullptr) return add(tr("state"), tr("gone"));
  add(tr("state"), QStringLiteral("%1 %2").arg(glyph(row->state), title(row->state)));
  add(tr("kind"), row->kind);
  add(tr("pid"), row->pid);
  if (!row->parent.isEmpty()) add(tr("supervisor"), row->parent);
  if (row->budget > 0) {
    add(tr("strategy"), row->strategy);
    add(tr("restarts"), tr("%1 in all, %2 of %3 in %4")
                            .arg(row->restarts)
                            .arg(row->budget_used)
                            .arg(row->budget)
                            .arg(duration_text(row->budget_period)));
  }
  if (!row->pid.isEmpty()) inspect(row->pid);
}

void InspectorPanel::show_card() {
  const QStringList parts = shown_.entity.key.split(QLatin1Char{'/'});
  const Card* card = desk_.picture.shelves().find({parts.value(0).toInt(), parts.value(1).toInt()});
  if (card == nullptr) return add(tr("state"), tr("gone"));
  add(tr("card"), QStringLiteral("%1 %2").arg(glyph(card->state), title(card->state)));
  if (parts.size() == 3) {
    const State port = card->port(parts[2].toInt());
    add(tr("port"), QStringLiteral("%1 %2").arg(glyph(port), title(port)));
  }
  add(tr("pid"), card->pid);
  if (!card->faults.isEmpty()) add(tr("faults"), card->faults);
  if (!card->pid.isEmpty()) inspect(card->pid);
}

/// What comes late, when something else is shown, is not wanted any more.
void InspectorPanel::inspect(const QString& process) {
  const Focus::Point asked_for = shown_;
  desk_.asker.ask(QStringLiteral("inspect"), {{QStringLiteral("process"), process}},
                  [this, asked_for](const Reply& reply) {
                    if (!(shown_ == asked_for)) return;
                    if (!reply.done()) return add(reply.code, reply.text);
                    for (const auto& [key, value] : reply.result)
                      add(fields_->invisibleRootItem(), plain_text(key), value);
                    add(tr("true at"), tr("event %1").arg(reply.stamp.event));
                  });
}

void InspectorPanel::add(const QString& name, const QString& value) {
  auto* item = new QTreeWidgetItem{fields_, {name, value}};
  item->setToolTip(1, value);
}

void InspectorPanel::add(QTreeWidgetItem* parent, const QString& name, const QCborValue& value) {
  int depth = 0;
  for (const QTreeWidgetItem* above = parent->parent(); above != nullptr; above = above->parent())
    ++depth;
  if (depth >= depth_shown || !(value.isMap() || value.isArray())) {
    auto* item = new QTreeWidgetItem{parent, {name, plain_text(value)}};
    return item->setToolTip(1, plain_text(value));
  }
  auto* item = new QTreeWidgetItem{parent, {name, plain_text(value)}};
  for (const auto& [key, part] : value.toMap()) add(item, plain_text(key), part);
  qsizetype number = 0;
  for (const QCborValue& part : value.toArray()) add(item, QString::number(++number), part);
}

}  // namespace forlopp::console
