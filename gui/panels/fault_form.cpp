#include "gui/panels/fault_form.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <array>

#include "gui/fault_aim.hpp"
#include "gui/fault_yaml.hpp"
#include "gui/panels/font_watch.hpp"

namespace forlopp::console {
namespace {

QString word(const char* text) {
  return QString::fromLatin1(text);
}

/// How one says when, and by which key.
struct Moment {
  const char* title;
  const char* key;
  const char* example;
};
constexpr std::array moments{
    Moment{QT_TRANSLATE_NOOP("FaultForm", "now"), "", ""},
    Moment{QT_TRANSLATE_NOOP("FaultForm", "in"), "in", "10 s"},
    Moment{QT_TRANSLATE_NOOP("FaultForm", "at"), "at", "15 min"},
    Moment{QT_TRANSLATE_NOOP("FaultForm", "when"), "when", "attempts >= 100"},
    Moment{QT_TRANSLATE_NOOP("FaultForm", "after"), "after", "a fault's name"}};

struct UsualExpectation {
  const char* name;
  const char* title;
  const char* condition;
};
constexpr std::array usual_expectations{
    UsualExpectation{"no_stable_call_lost", QT_TRANSLATE_NOOP("FaultForm", "no stable loss"),
                     "calls_lost_stable == 0"},
    UsualExpectation{"back_soon", QT_TRANSLATE_NOOP("FaultForm", "back in 30 s"),
                     "recovered within 30s"},
    UsualExpectation{"level_at_most_card", QT_TRANSLATE_NOOP("FaultForm", "level 2 or less"),
                     "level <= 2"}};

QString range_text(const FaultParameter& parameter) {
  QString text = parameter.meaning;
  if (!parameter.most.isEmpty())
    text += FaultForm::tr(" (%1 to %2)").arg(parameter.least, parameter.most);
  if (!parameter.otherwise.isEmpty())
    text += FaultForm::tr("; otherwise %1").arg(parameter.otherwise);
  return text;
}

}  // namespace

FaultForm::FaultForm(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      rows_{new QFormLayout{this}},
      kind_{new QComboBox{this}},
      does_{new QLabel{this}},
      when_{new QComboBox{this}} {
  setObjectName(QStringLiteral("fault_form"));
  rows_->setContentsMargins(4, 4, 4, 4);
  rows_->setVerticalSpacing(3);
  rows_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  add_fixed_rows();
  add_when_row();
  add_expectations();
  add_edit("abort_when", tr("calls_lost > 20"), tr("Taken back for good when this becomes true"));
  connect(kind_, &QComboBox::currentIndexChanged, this, &FaultForm::show_kind);
  connect(edits_.at(word("target")), &QLineEdit::textChanged, this, &FaultForm::show_fitting);
  connect(&desk_.picture, &Picture::greeted, this, &FaultForm::read_kinds);
  read_kinds();
  show_when();
}

QLineEdit* FaultForm::make_edit(const char* key, const QString& placeholder, const QString& help) {
  auto* edit = new QLineEdit{this};
  edit->setObjectName(word(key));
  derive_font(*edit, same_font);
  edit->setPlaceholderText(placeholder);
  edit->setToolTip(help);
  edit->setAccessibleName(help);
  edits_.emplace(word(key), edit);
  connect(edit, &QLineEdit::textChanged, this, &FaultForm::changed);
  return edit;
}

QLineEdit* FaultForm::add_edit(const char* key, const QString& placeholder, const QString& help) {
  QLineEdit* edit = make_edit(key, placeholder, help);
  QString title = word(key);
  rows_->addRow(title.replace(u'_', u' '), edit);
  return edit;
}

void FaultForm::add_fixed_rows() {
  auto* target = make_edit("target", tr("card 2/3, any 2 cards of shelf 1, 10 % of lines"),
                           tr("Whom it strikes"));
  auto* focus = new QPushButton{tr("Focus"), this};
  focus->setObjectName(QStringLiteral("aim_at_focus"));
  focus->setToolTip(tr("Takes what is in the focus"));
  connect(focus, &QPushButton::clicked, this, &FaultForm::aim_at_focus);
  auto* row = new QHBoxLayout;
  row->addWidget(target, 1);
  row->addWidget(focus);
  rows_->addRow(tr("target"), row);
  kind_->setObjectName(QStringLiteral("kind"));
  kind_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  does_->setWordWrap(true);
  does_->setObjectName(QStringLiteral("does"));
  rows_->addRow(tr("kind"), kind_);
  rows_->addRow(QString{}, does_);
  setFocusProxy(target);
}

void FaultForm::add_when_row() {
  when_->setObjectName(QStringLiteral("when"));
  for (const Moment& moment : moments) when_->addItem(tr(moment.title));
  moment_ = new QLineEdit{this};
  moment_->setObjectName(QStringLiteral("moment"));
  derive_font(*moment_, same_font);
  moment_->setAccessibleName(tr("When it strikes"));
  auto* every = make_edit("every", tr("every"), tr("Strikes again each time that this has passed"));
  auto* times = make_edit("times", tr("times"), tr("How often; else to the end of the run"));
  auto* lasting = make_edit("lasting", tr("lasting"), tr("How long it goes on; else to the end"));
  auto* row = new QHBoxLayout;
  row->setSpacing(3);
  row->addWidget(when_);
  row->addWidget(moment_, 2);
  for (QLineEdit* edit : {lasting, every, times}) row->addWidget(edit, 1);
  rows_->addRow(tr("strikes"), row);
  connect(when_, &QComboBox::currentIndexChanged, this, &FaultForm::show_when);
  connect(moment_, &QLineEdit::textChanged, this, &FaultForm::changed);
}

void FaultForm::add_expectations() {
  auto* expect = add_edit("expect", tr("recovered within 30s; calls_lost_stable == 0"),
                          tr("What must come of it, from its first strike on; it is judged"));
  auto* row = new QHBoxLayout;
  for (const UsualExpectation& usual : usual_expectations) {
    auto* box = new QCheckBox{tr(usual.title), this};
    box->setObjectName(word(usual.name));
    box->setToolTip(word(usual.condition));
    connect(box, &QCheckBox::clicked, this, [this, condition = word(usual.condition)](bool wanted) {
      toggle_expectation(condition, wanted);
    });
    usual_.push_back(box);
    row->addWidget(box);
  }
  row->addStretch(1);
  rows_->addRow(QString{}, row);
  add_edit("judged_after", tr("else a while after it is over"),
           tr("How long after its first strike it is judged"));
  connect(expect, &QLineEdit::textChanged, this, &FaultForm::show_expectations);
}

void FaultForm::toggle_expectation(const QString& condition, bool wanted) {
  QLineEdit* expect = edits_.at(word("expect"));
  QStringList conditions = conditions_of(expect->text());
  conditions.removeAll(condition);
  if (wanted) conditions.append(condition);
  expect->setText(conditions.join(QStringLiteral("; ")));
}

void FaultForm::show_expectations() {
  const QStringList conditions = conditions_of(edits_.at(word("expect"))->text());
  for (QCheckBox* box : usual_) box->setChecked(conditions.contains(box->toolTip()));
}

/// What was typed outlives every hello, also one with another catalogue.
void FaultForm::read_kinds() {
  const QCborArray& told = desk_.picture.hello().faults;
  if (told == catalogue_ && !kinds_.empty()) return;
  catalogue_ = told;
  kinds_ = read_catalogue(told);
  const QString before = kind_->currentText();
  {
    const QSignalBlocker quiet{kind_};
    kind_->clear();
    for (const FaultKind& kind : kinds_) kind_->addItem(kind.name);
    if (const int index = kind_->findText(before); index >= 0) kind_->setCurrentIndex(index);
  }
  show_fitting();
  show_kind();
}

const FaultKind* FaultForm::kind() const {
  const int index = kind_->currentIndex();
  return index >= 0 && index < static_cast<int>(kinds_.size())
             ? &kinds_[static_cast<std::size_t>(index)]
             : nullptr;
}

void FaultForm::keep_parameters() {
  for (const auto& [key, edit] : parameters_) {
    typed_[key] = edit->text();
    rows_->removeRow(edit);
  }
  parameters_.clear();
}

void FaultForm::show_kind() {
  keep_parameters();
  const FaultKind* chosen = kind();
  does_->setText(chosen == nullptr ? tr("The exchange has not told what it can do.")
                                   : chosen->does);
  does_->setToolTip(chosen == nullptr
                        ? QString{}
                        : tr("Strikes: %1").arg(chosen->targets.join(QStringLiteral(", "))));
  if (chosen != nullptr)
    for (const FaultParameter& parameter : chosen->parameters) add_parameter(parameter);
  emit changed();
}

void FaultForm::add_parameter(const FaultParameter& parameter) {
  constexpr int first_row = 3;
  auto* edit = new QLineEdit{this};
  edit->setObjectName(QStringLiteral("parameter_%1").arg(parameter.key));
  derive_font(*edit, same_font);
  edit->setPlaceholderText(parameter.required ? tr("needed: %1").arg(parameter.meaning)
                                              : range_text(parameter));
  edit->setToolTip(range_text(parameter));
  if (const auto typed = typed_.find(parameter.key); typed != typed_.end())
    edit->setText(typed->second);
  connect(edit, &QLineEdit::textChanged, this, &FaultForm::changed);
  QString title = parameter.key;
  rows_->insertRow(first_row + static_cast<int>(parameters_.size()), title.replace(u'_', u' '),
                   edit);
  parameters_.emplace(parameter.key, edit);
}

/// Kinds that do not fit the target cannot be chosen, and say why.
void FaultForm::show_fitting() {
  const QString target = edits_.at(word("target"))->text();
  auto* items = qobject_cast<QStandardItemModel*>(kind_->model());
  for (int i = 0; i < static_cast<int>(kinds_.size()) && i < items->rowCount(); ++i) {
    const QString why = misfit(kinds_[static_cast<std::size_t>(i)], target);
    items->item(i)->setEnabled(why.isEmpty());
    items->item(i)->setToolTip(why.isEmpty() ? kinds_[static_cast<std::size_t>(i)].does : why);
  }
}

void FaultForm::show_when() {
  const Moment& chosen = moments[static_cast<std::size_t>(std::max(0, when_->currentIndex()))];
  moment_->setEnabled(*chosen.key != '\0');
  moment_->setPlaceholderText(word(chosen.example));
  emit changed();
}

void FaultForm::aim(const QString& target, const QString& kind) {
  if (!target.isEmpty()) edits_.at(word("target"))->setText(target);
  const QString struck = edits_.at(word("target"))->text();
  if (const int index = kind_->findText(kind); index >= 0) return kind_->setCurrentIndex(index);
  if (this->kind() != nullptr && misfit(*this->kind(), struck).isEmpty()) return;
  for (const FaultKind& other : kinds_)
    if (misfit(other, struck).isEmpty()) return kind_->setCurrentText(other.name);
}

void FaultForm::aim_at_focus() {
  const QStringList targets = targets_of(desk_.focus.entity(), desk_.picture);
  const FaultKind* chosen = kind();
  for (const QString& target : targets)
    if (chosen != nullptr && chosen->targets.contains(kind_of_target(target))) return aim(target);
  aim(targets.isEmpty() ? text(desk_.focus.entity()) : targets.front());
}

bool FaultForm::is_begun() const {
  return !edits_.at(word("target"))->text().simplified().isEmpty() && kind_->currentIndex() >= 0;
}

bool FaultForm::is_for_later() const {
  return when_->currentIndex() > 0;
}

QCborMap FaultForm::request() const {
  const auto text_of = [](const QLineEdit& edit) { return edit.text().simplified(); };
  QCborMap request{{QStringLiteral("fault"), kind_->currentText()},
                   {QStringLiteral("target"), text_of(*edits_.at(word("target")))}};
  const auto put = [&](const QString& key, const QLineEdit& edit) {
    if (const QString text = text_of(edit); !text.isEmpty()) request.insert(key, text);
  };
  const Moment& chosen = moments[static_cast<std::size_t>(std::max(0, when_->currentIndex()))];
  if (*chosen.key != '\0') put(word(chosen.key), *moment_);
  for (const auto& [key, edit] : parameters_) put(key, *edit);
  for (const auto& [key, edit] : edits_) put(key, *edit);
  return request;
}

void FaultForm::mark_wrong(const QString& refusal) {
  const QString key = refusal.section(u':', 0, 0);
  std::map<QString, QLineEdit*> all = edits_;
  all.insert(parameters_.begin(), parameters_.end());
  for (const Moment& moment : moments)
    if (*moment.key != '\0') all.emplace(word(moment.key), moment_);
  for (const auto& [name, edit] : all) {
    edit->setProperty("wrong", false);
    edit->setStyleSheet({});
  }
  const auto found = all.find(key);
  if (found == all.end()) return;
  found->second->setProperty("wrong", true);
  found->second->setStyleSheet(QStringLiteral("QLineEdit { border: 2px solid %1; }")
                                   .arg(colour(State::crashed, theme_of(palette())).name()));
}

}  // namespace forlopp::console
