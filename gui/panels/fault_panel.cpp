#include "gui/panels/fault_panel.hpp"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/fault_yaml.hpp"
#include "gui/panels/fault_forecast.hpp"
#include "gui/panels/fault_form.hpp"
#include "gui/panels/fault_timeline.hpp"
#include "gui/panels/form_scroll.hpp"
#include "gui/panels/table_panel.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr std::chrono::milliseconds between_dry_runs{500};

QPushButton* button(const QString& text, const QString& name, const QString& help,
                    QWidget* parent) {
  auto* made = new QPushButton{text, parent};
  made->setObjectName(name);
  made->setToolTip(help);
  return made;
}

}  // namespace

FaultPanel::FaultPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      topic_{desk.asker},
      form_{new FaultForm{desk}},
      forecast_{new FaultForecast},
      timeline_{new FaultTimeline{desk}},
      list_{make_fault_list(desk, nullptr)},
      outcome_{new QLabel{this}},
      inject_{button(tr("Inject"), QStringLiteral("inject"), {}, this)},
      take_back_{button(tr("Take back"), QStringLiteral("take_back"), {}, this)} {
  setObjectName(QStringLiteral("fault_panel"));
  setFocusProxy(form_);
  soon_.setSingleShot(true);
  soon_.setInterval(between_dry_runs);
  place();
  connect(&soon_, &QTimer::timeout, this, &FaultPanel::dry_run);
  connect(&desk_.focus, &Focus::moved, this,
          [this](const Focus::Point& to) { topic_.look_at(to.entity); });
  connect(form_, &FaultForm::changed, this, &FaultPanel::ask_soon);
  connect(&desk_.commands, &Commands::fault_wanted, this, &FaultPanel::aim);
  connect(timeline_, &FaultTimeline::chosen_changed, list_, &TablePanel::show_chosen);
  connect(timeline_, &FaultTimeline::take_back_wanted, this, &FaultPanel::take_back);
  connect(list_, &TablePanel::chose, timeline_, &FaultTimeline::choose);
  connect(&desk_.picture, &Picture::greeted, this, &FaultPanel::show_permission);
  connect(&desk_.picture, &Picture::line_changed, this, &FaultPanel::show_permission);
  show_permission();
}

void FaultPanel::place() {
  auto* left = new QWidget{this};
  auto* column = new QVBoxLayout{left};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(new FormScroll{form_, left}, 1);
  column->addLayout(add_buttons());
  column->addWidget(outcome_);
  outcome_->setWordWrap(true);
  outcome_->setObjectName(QStringLiteral("outcome"));
  outcome_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* times = new QSplitter{Qt::Vertical, this};
  times->addWidget(timeline_);
  times->addWidget(list_);
  auto* parts = new QSplitter{this};
  parts->setObjectName(QStringLiteral("parts"));
  parts->addWidget(left);
  parts->addWidget(new FormScroll{forecast_, parts});
  parts->addWidget(times);
  parts->setSizes({490, 300, 550});
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(2, 2, 2, 2);
  row->addWidget(parts);
}

QHBoxLayout* FaultPanel::add_buttons() {
  auto* dry = button(tr("Look again"), QStringLiteral("dry_run"),
                     tr("Whom it would hit now; changes nothing"), this);
  auto* copy = button(tr("Copy YAML"), QStringLiteral("copy_yaml"),
                      tr("The fault as a scenario writes it"), this);
  connect(dry, &QPushButton::clicked, this, &FaultPanel::dry_run);
  connect(copy, &QPushButton::clicked, this, &FaultPanel::copy_yaml);
  connect(inject_, &QPushButton::clicked, this, &FaultPanel::inject);
  connect(take_back_, &QPushButton::clicked, this, &FaultPanel::take_back);
  auto* buttons = new QHBoxLayout;
  for (QPushButton* each : {inject_, take_back_, dry, copy}) buttons->addWidget(each);
  buttons->addStretch(1);
  return buttons;
}

QCborMap FaultPanel::request() const {
  return form_->request();
}

void FaultPanel::aim_at_focus() {
  form_->aim_at_focus();
  dry_run();
}

void FaultPanel::aim(const QString& target, const QString& kind) {
  form_->aim(target, kind);
  dry_run();
  inject_->setFocus();
}

void FaultPanel::show_permission() {
  const bool may = desk_.picture.operating() && !desk_.picture.stale();
  const QString why_not = tr("Only operators may, and only while there is a line");
  inject_->setEnabled(may);
  inject_->setToolTip(may ? tr("Lets it strike, now or when it says") : why_not);
  take_back_->setEnabled(may);
  take_back_->setToolTip(may ? tr("Takes back the fault that is chosen, in time or in the list")
                             : why_not);
}

/// While somebody types, not at every letter.
void FaultPanel::ask_soon() {
  inject_->setText(form_->is_for_later() ? tr("Add to timeline") : tr("Inject"));
  forecast_->show_yaml(form_->is_begun() ? fault_yaml(request(), desk_.picture.stamp().vtime)
                                         : QString{});
  if (!soon_.isActive()) soon_.start();
}

void FaultPanel::dry_run() {
  soon_.stop();
  if (desk_.picture.stale()) return;
  if (!form_->is_begun()) {
    form_->mark_wrong({});
    return forecast_->show_nothing();
  }
  desk_.asker.ask(QStringLiteral("dry_run"), request(),
                  [this, number = ++asked_](const Reply& reply) {
                    if (number == asked_) show_answer(reply);
                  });
}

void FaultPanel::show_answer(const Reply& reply) {
  forecast_->show_reply(reply);
  form_->mark_wrong(reply.text);
}

void FaultPanel::inject() {
  if (!inject_->isEnabled()) return;
  desk_.asker.ask(QStringLiteral("inject"), request(), [this](const Reply& reply) {
    form_->mark_wrong(reply.text);
    const QString name = plain_text(reply.result[QLatin1String{"name"}]);
    outcome_->setText(!reply.done() ? reply.text
                      : form_->is_for_later()
                          ? tr("%1 lies on the timeline.").arg(name)
                          : tr("%1 strikes at event %2.").arg(name).arg(reply.stamp.event));
  });
}

void FaultPanel::take_back() {
  const QString name = timeline_->chosen();
  if (name.isEmpty()) return outcome_->setText(tr("Choose a fault first, in time or in the list."));
  desk_.asker.ask(
      QStringLiteral("take_back"), {{QStringLiteral("name"), name}},
      [this, name](const Reply& reply) {
        outcome_->setText(reply.done() ? tr("%1 is taken back.").arg(name) : reply.text);
      });
}

void FaultPanel::copy_yaml() {
  const QString yaml = fault_yaml(request(), desk_.picture.stamp().vtime);
  QGuiApplication::clipboard()->setText(yaml);
  outcome_->setText(tr("The fault is on the clipboard, as a scenario writes it."));
}

}  // namespace forlopp::console
