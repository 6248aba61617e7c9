#include "gui/panels/fault_panel.hpp"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/panels/table_panel.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QString range_text(const FaultParameter& parameter) {
  QString text = parameter.meaning;
  if (!parameter.most.isEmpty())
    text += FaultPanel::tr(" (%1 to %2)").arg(parameter.least, parameter.most);
  if (!parameter.otherwise.isEmpty())
    text += FaultPanel::tr("; otherwise %1").arg(parameter.otherwise);
  return text;
}

}  // namespace

FaultPanel::FaultPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      target_{new QLineEdit{this}},
      kind_{new QComboBox{this}},
      form_{new QFormLayout},
      lasting_{new QLineEdit{this}},
      does_{new QLabel{this}},
      outcome_{new QLabel{this}},
      inject_{new QPushButton{tr("Inject"), this}} {
  setObjectName(QStringLiteral("fault_panel"));
  setFocusProxy(target_);
  auto* left = new QVBoxLayout;
  add_form(*left);
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(4, 4, 4, 4);
  row->addLayout(left, 2);
  row->addWidget(make_fault_list(desk_, this), 3);
  connect(kind_, &QComboBox::currentIndexChanged, this, &FaultPanel::show_kind);
  connect(&desk_.picture, &Picture::greeted, this, &FaultPanel::read_kinds);
  connect(&desk_.picture, &Picture::greeted, this, &FaultPanel::show_permission);
  connect(&desk_.picture, &Picture::line_changed, this, &FaultPanel::show_permission);
  read_kinds();
  show_permission();
}

void FaultPanel::add_form(QVBoxLayout& column) {
  auto* focus = new QPushButton{tr("Focus"), this};
  focus->setToolTip(tr("Takes what is in the focus"));
  connect(focus, &QPushButton::clicked, this, &FaultPanel::aim_at_focus);
  auto* target = new QHBoxLayout;
  target->addWidget(target_);
  target->addWidget(focus);
  target_->setObjectName(QStringLiteral("target"));
  target_->setPlaceholderText(tr("card 2/3, any 2 cards of shelf 1, 10 % of lines"));
  kind_->setObjectName(QStringLiteral("kind"));
  does_->setWordWrap(true);
  outcome_->setWordWrap(true);
  outcome_->setObjectName(QStringLiteral("outcome"));
  outcome_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  lasting_->setObjectName(QStringLiteral("lasting"));
  lasting_->setPlaceholderText(tr("5 s; else to the end"));
  form_->setContentsMargins(0, 0, 0, 0);
  form_->addRow(tr("Kind"), kind_);
  form_->addRow(QString{}, does_);
  form_->addRow(tr("Target"), target);
  form_->addRow(tr("Lasting"), lasting_);
  auto* dry = new QPushButton{tr("Dry run"), this};
  dry->setObjectName(QStringLiteral("dry_run"));
  dry->setToolTip(tr("Whom it would hit now; changes nothing"));
  inject_->setObjectName(QStringLiteral("inject"));
  connect(dry, &QPushButton::clicked, this, &FaultPanel::dry_run);
  connect(inject_, &QPushButton::clicked, this, &FaultPanel::inject);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(dry);
  buttons->addWidget(inject_);
  column.addLayout(form_);
  column.addLayout(buttons);
  column.addWidget(outcome_);
  column.addStretch(1);
}

void FaultPanel::read_kinds() {
  kinds_ = read_catalogue(desk_.picture.hello().faults);
  const QString before = kind_->currentText();
  kind_->clear();
  for (const FaultKind& kind : kinds_) kind_->addItem(kind.name);
  if (const int index = kind_->findText(before); index >= 0) kind_->setCurrentIndex(index);
  show_kind();
}

const FaultKind* FaultPanel::kind() const {
  const int index = kind_->currentIndex();
  return index >= 0 && index < static_cast<int>(kinds_.size())
             ? &kinds_[static_cast<std::size_t>(index)]
             : nullptr;
}

void FaultPanel::show_kind() {
  for (const auto& [key, edit] : parameters_) form_->removeRow(edit);
  parameters_.clear();
  const FaultKind* chosen = kind();
  does_->setText(
      chosen == nullptr
          ? tr("The exchange has not told what it can do.")
          : tr("%1. Strikes: %2.").arg(chosen->does, chosen->targets.join(QStringLiteral(", "))));
  if (chosen == nullptr) return;
  for (const FaultParameter& parameter : chosen->parameters) {
    auto* edit = new QLineEdit{this};
    edit->setObjectName(QStringLiteral("parameter_%1").arg(parameter.key));
    edit->setPlaceholderText(parameter.required ? tr("needed: %1").arg(parameter.meaning)
                                                : range_text(parameter));
    edit->setToolTip(range_text(parameter));
    QString title = parameter.key;
    form_->addRow(title.replace(QLatin1Char{'_'}, QLatin1Char{' '}), edit);
    parameters_.emplace(parameter.key, edit);
  }
}

void FaultPanel::show_permission() {
  const bool may = desk_.picture.operating() && !desk_.picture.stale();
  inject_->setEnabled(may);
  inject_->setToolTip(may ? QString{} : tr("Only operators may, and only while there is a line"));
}

QString FaultPanel::first_target() const {
  const FaultKind* chosen = kind();
  return chosen == nullptr || chosen->targets.isEmpty() ? QString{} : chosen->targets.front();
}

void FaultPanel::aim_at_focus() {
  const Entity& entity = desk_.focus.entity();
  if (entity.kind == Entity::Kind::port) {
    const QString line =
        first_target() == QLatin1String{"card"} ? entity.key.section(u'/', 0, 1) : entity.key;
    target_->setText(QStringLiteral("%1 %2").arg(first_target(), line).trimmed());
    return;
  }
  if (const SupervisionRow* row = desk_.picture.supervision().find(entity.key))
    target_->setText(QStringLiteral("%1 %2").arg(row->kind == QLatin1String{"supervisor"}
                                                     ? QStringLiteral("supervisor")
                                                     : QStringLiteral("process"),
                                                 row->label));
  else
    target_->setText(text(entity));
}

QCborMap FaultPanel::request() const {
  QCborMap request{{QStringLiteral("fault"), kind_->currentText()},
                   {QStringLiteral("target"), target_->text().simplified()}};
  for (const auto& [key, edit] : parameters_)
    if (const QString text = edit->text().simplified(); !text.isEmpty()) request.insert(key, text);
  if (const QString lasting = lasting_->text().simplified(); !lasting.isEmpty())
    request.insert(QStringLiteral("lasting"), lasting);
  return request;
}

void FaultPanel::dry_run() {
  desk_.asker.ask(QStringLiteral("dry_run"), request(), [this](const Reply& reply) {
    if (!reply.done()) return outcome_->setText(reply.text);
    const auto part = [&](const char* key) { return plain_text(reply.result[QLatin1String{key}]); };
    outcome_->setText(tr("At event %1 it would hit %2: %3\nSupervisors: %4")
                          .arg(reply.stamp.event)
                          .arg(part("count"), part("hits"), part("supervisors")));
  });
}

void FaultPanel::inject() {
  desk_.asker.ask(QStringLiteral("inject"), request(), [this](const Reply& reply) {
    outcome_->setText(reply.done() ? tr("%1 strikes at event %2.")
                                         .arg(plain_text(reply.result[QLatin1String{"name"}]))
                                         .arg(reply.stamp.event)
                                   : reply.text);
  });
}

}  // namespace forlopp::console
