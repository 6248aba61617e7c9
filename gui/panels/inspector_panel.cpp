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
#include <utility>

#include "gui/panels/scaled_columns.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr int depth_shown = 3;  // Of what is nested; deeper it is one line.

}  // namespace

InspectorPanel::InspectorPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      topic_{desk.asker},
      run_{desk.picture.hello().run},
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
  scale_columns(*fields_->header(), {130});
  fields_->setUniformRowHeights(true);
  fields_->setIndentation(12);
  setFocusProxy(fields_);
  connect(again, &QPushButton::clicked, this, &InspectorPanel::look);
  connect(&desk_.focus, &Focus::moved, this, &InspectorPanel::follow);
  connect_picture();
  follow(desk_.focus.point());
}

void InspectorPanel::be_seen(bool seen) {
  topic_.be_seen(seen);
}

/// All the ways in which what the picture tells may change.
void InspectorPanel::connect_picture() {
  Picture& picture = desk_.picture;
  renew_when_told(picture.calls(), Entity::Kind::call);
  renew_when_told(picture.supervision(), Entity::Kind::supervised);
  connect(&picture, &Picture::shelves_changed, this, &InspectorPanel::renew);
  connect(&picture, &Picture::greeted, this, [this] {
    const QString& run = desk_.picture.hello().run;
    if (std::exchange(run_, run) != run) look();
  });
}

/// Of rows that change, only if the one that is shown is among them: many change at once.
void InspectorPanel::renew_when_told(const QAbstractItemModel& model, Entity::Kind kind) {
  const auto if_shown = [this, kind] {
    if (shown_.entity.kind == kind) renew();
  };
  connect(&model, &QAbstractItemModel::rowsInserted, this, if_shown);
  connect(&model, &QAbstractItemModel::rowsRemoved, this, if_shown);
  connect(&model, &QAbstractItemModel::dataChanged, this,
          [this, kind, if_shown](const QModelIndex& first, const QModelIndex& last) {
            if (shown_.entity.kind != kind) return;
            for (int row = first.row(); row <= last.row(); ++row)
              if (first.sibling(row, 0).data(Qt::UserRole).toString() == shown_.entity.key)
                return if_shown();
          });
}

void InspectorPanel::follow(const Focus::Point& to) {
  if (pin_->isChecked()) return;
  shown_ = to;
  topic_.look_at(to.entity);
  look();
}

/// Everything anew, also what is asked for.
void InspectorPanel::look() {
  fields_->clear();
  told_ = {};
  const Entity& entity = shown_.entity;
  const QString when = shown_.vtime < 0 ? QString{} : tr(" at %1").arg(clock_text(shown_.vtime));
  title_->setText(entity.kind == Entity::Kind::none ? tr("Nothing is in the focus")
                                                    : text(entity) + when);
  title_->setToolTip(title_->text());
  tell(told());
  const bool by_name = entity.kind == Entity::Kind::process || entity.kind == Entity::Kind::other;
  const QString& process = by_name ? entity.key : told_.pid;
  if (!process.isEmpty()) inspect(process);
}

/// Of what the picture tells, only what is other than before. Another process is asked anew.
void InspectorPanel::renew() {
  Told now = told();
  if (now == told_ || (!now.is_known && told_.is_gone)) return;
  if (!now.is_known && told_.is_known)
    now = {.fields = {{tr("state"), tr("gone")}}, .is_gone = true};
  const bool is_other = now.pid != told_.pid;
  if (is_other && now.is_known) return look();
  tell(std::move(now));
}

void InspectorPanel::tell(Told told) {
  for (qsizetype i = 0; i < told_.fields.size(); ++i) delete fields_->takeTopLevelItem(0);
  told_ = std::move(told);
  QList<QTreeWidgetItem*> items;
  for (const auto& [name, value] : told_.fields) {
    items.append(new QTreeWidgetItem{{name, value}});
    items.back()->setToolTip(1, value);
  }
  fields_->insertTopLevelItems(0, items);
}

InspectorPanel::Told InspectorPanel::told() const {
  Told told;
  switch (shown_.entity.kind) {
    case Entity::Kind::none:
    case Entity::Kind::process:
    case Entity::Kind::other: return told;
    case Entity::Kind::supervised: told = of_supervised(); break;
    case Entity::Kind::card:
    case Entity::Kind::port: told = of_card(); break;
    case Entity::Kind::call: told = of_call(); break;
  }
  told.is_known = !told.fields.isEmpty();
  if (!told.is_known) told.fields = {{tr("state"), tr("not known yet")}};
  return told;
}

InspectorPanel::Told InspectorPanel::of_call() const {
  Told told;
  const TopicTable& calls = desk_.picture.calls();
  const int row = calls.row_of(shown_.entity.key);
  if (row < 0) return told;
  for (int column = 0; column < calls.columnCount(); ++column)
    told.fields.append({calls.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                        calls.index(row, column).data().toString()});
  return told;
}

InspectorPanel::Told InspectorPanel::of_supervised() const {
  const SupervisionRow* row = desk_.picture.supervision().find(shown_.entity.key);
  if (row == nullptr) return {};
  Told told{
      .fields = {{tr("state"), QStringLiteral("%1 %2").arg(glyph(row->state), title(row->state))},
                 {tr("kind"), row->kind},
                 {tr("pid"), row->pid}},
      .pid = row->pid};
  if (!row->parent.isEmpty()) told.fields.append({tr("supervisor"), row->parent});
  if (row->budget <= 0) return told;
  told.fields.append({tr("strategy"), row->strategy});
  told.fields.append({tr("restarts"), tr("%1 in all, %2 of %3 in %4")
                                          .arg(row->restarts)
                                          .arg(row->budget_used)
                                          .arg(row->budget)
                                          .arg(duration_text(row->budget_period))});
  return told;
}

InspectorPanel::Told InspectorPanel::of_card() const {
  const auto place = CardPlace::read(shown_.entity.key.section(u'/', 0, 1));
  const Card* card = place ? desk_.picture.shelves().find(*place) : nullptr;
  if (card == nullptr) return {};
  Told told{
      .fields = {{tr("card"), QStringLiteral("%1 %2").arg(glyph(card->state), title(card->state))}},
      .pid = card->pid};
  if (shown_.entity.kind == Entity::Kind::port) {
    const State port = card->port(shown_.entity.key.section(u'/', 2).toInt());
    told.fields.append({tr("port"), QStringLiteral("%1 %2").arg(glyph(port), title(port))});
  }
  told.fields.append({tr("pid"), card->pid});
  if (!card->faults.isEmpty()) told.fields.append({tr("faults"), card->faults});
  return told;
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
