#include "gui/panels/ladder_details.hpp"

#include <QCborMap>
#include <QHeaderView>
#include <QPointer>

#include "gui/panels/scaled_columns.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

void add_below(QTreeWidgetItem* parent, const QString& name, const QCborValue& value) {
  const bool is_nested = value.isMap();
  auto* item = new QTreeWidgetItem{parent, {name, is_nested ? QString{} : plain_text(value)}};
  item->setToolTip(1, item->text(1));
  if (!is_nested) return;
  for (const auto& [key, part] : value.toMap()) add_below(item, plain_text(key), part);
  item->setExpanded(true);
}

}  // namespace

LadderDetails::LadderDetails(Asker& asker, QWidget* parent) : QTreeWidget{parent}, asker_{asker} {
  setObjectName(QStringLiteral("ladder_details"));
  setAccessibleName(tr("The step that is chosen"));
  setHeaderLabels({tr("field"), tr("value")});
  scale_columns(*header(), {90});
  setUniformRowHeights(true);
  setIndentation(12);
}

void LadderDetails::add(const QString& name, const QString& value) {
  if (value.isEmpty()) return;
  auto* item = new QTreeWidgetItem{this, {name, value}};
  item->setToolTip(1, value);
}

void LadderDetails::add_time(const QString& name, qint64 vtime) {
  if (vtime < 0) return;
  add(name, QStringLiteral("%1 %2")
                .arg(clock_text(vtime))
                .arg(vtime % 1'000'000 / 1'000, 3, 10, QLatin1Char{'0'}));
}

void LadderDetails::show(const Ladder& ladder, int step) {
  const LadderStep* told = step < 0 ? nullptr : &ladder.steps[static_cast<std::size_t>(step)];
  const bool is_again = told != nullptr && told->id != 0 && told->id == shown_;
  if (is_again) return;
  clear();
  shown_ = told == nullptr ? 0 : told->id;
  if (told == nullptr) return;
  add(title(told->kind), told->type);
  add(tr("from"), QStringLiteral("%1 %2").arg(ladder.lanes[told->from], ladder.pids[told->from]));
  add(tr("to"), QStringLiteral("%1 %2").arg(ladder.lanes[told->to], ladder.pids[told->to]));
  add_time(tr("sent"), told->sent);
  add_time(tr("handled"), told->handled);
  if (told->sent >= 0 && told->handled >= told->sent)
    add(tr("under way"), duration_text(told->handled - told->sent));
  if (told->waiting >= 0) add(tr("waiting behind it"), QString::number(told->waiting));
  if (told->id == 0) return add(tr("body"), tr("not known: a black box keeps types only"));
  add(tr("step"), QStringLiteral("#%1").arg(told->id));
  add(tr("cause"), told->cause == 0 ? tr("from outside, or not known any more")
                                    : QStringLiteral("#%1").arg(told->cause));
  ask_for_body(told->id);
}

/// What comes late, when another step is shown, is not wanted any more.
void LadderDetails::ask_for_body(qint64 step) {
  asker_.ask(QStringLiteral("message"), {{QStringLiteral("step"), step}},
             [self = QPointer<LadderDetails>{this}, step](const Reply& reply) {
               if (!self || self->shown_ != step) return;
               if (!reply.done()) return self->add(tr("body"), reply.text);
               QStringList effects;
               for (const QCborValue& effect : reply.result[QLatin1String{"effects"}].toArray())
                 effects.append(QStringLiteral("#%1").arg(effect.toInteger()));
               self->add(tr("effects"), effects.join(QStringLiteral(", ")));
               self->show_body(reply.result[QLatin1String{"body"}]);
             });
}

void LadderDetails::show_body(const QCborValue& body) {
  if (body.isNull() || body.isUndefined())
    return add(tr("body"), tr("this type of message does not tell what is in it"));
  const bool is_empty = body.isMap() && body.toMap().isEmpty();
  if (is_empty) return add(tr("body"), tr("no fields"));
  add_below(invisibleRootItem(), tr("body"), body);
}

}  // namespace forlopp::console
