#include "gui/commands.hpp"

#include <QAbstractButton>
#include <QApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <utility>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr const char* whom_property = "forlopp_operators";
constexpr const char* hindrance_property = "forlopp_hindrance";

QCborMap one(const char* key, const QCborValue& value) {
  return {{QLatin1String{key}, value}};
}

}  // namespace

std::optional<QCborMap> read_until(const QString& text) {
  const QString plain = text.simplified();
  if (plain.isEmpty()) return std::nullopt;
  if (const qint64 vtime = read_clock(plain); vtime >= 0) return one("vtime", vtime);
  const QStringList words = plain.split(QLatin1Char{' '});
  bool number = false;
  const qint64 count = words.size() == 2 ? words[1].toLongLong(&number) : 0;
  if (number && words[0] == QLatin1String{"event"}) return one("event", count);
  if (number && words[0] == QLatin1String{"level"}) return one("level", count);
  if (words.size() == 2 && words[0] == QLatin1String{"alarm"}) return one("alarm", words[1]);
  return one("metric", plain);
}

Commands::Commands(Picture& picture, Asker& asker, Focus& focus)
    : picture_{picture}, asker_{asker}, focus_{focus} {
  add_modes();
  add_steps();
  add_returns();
  add(QStringLiteral("fault.halt"), tr("Halt all faults"),
      QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_X}, For::operators,
      [this] { ask(QStringLiteral("halt")); });
  add(QStringLiteral("focus.back"), tr("Focus back"), QKeySequence{Qt::ALT | Qt::Key_Left},
      For::everybody, [this] { focus_.back(); });
  add(QStringLiteral("focus.forward"), tr("Focus forward"), QKeySequence{Qt::ALT | Qt::Key_Right},
      For::everybody, [this] { focus_.forward(); });
  connect(&picture_, &Picture::greeted, this, &Commands::permit_all);
  connect(&picture_, &Picture::line_changed, this, &Commands::permit_all);
  permit_all();
}

void Commands::add_modes() {
  struct Mode {
    const char* id;
    const char* title;
    Qt::Key key;
    double pace;
  };
  static constexpr std::array modes{Mode{"run.animate", QT_TR_NOOP("Animate"), Qt::Key_2, 0.1},
                                    Mode{"run.real", QT_TR_NOOP("Real time"), Qt::Key_3, 1.0},
                                    Mode{"run.fast", QT_TR_NOOP("Fast"), Qt::Key_4, 10.0},
                                    Mode{"run.express", QT_TR_NOOP("Express"), Qt::Key_5, 0.0}};
  add(QStringLiteral("run.toggle"), tr("Run or pause"), QKeySequence{Qt::Key_Space}, For::time,
      [this] { pause_or_run(); });
  add(QStringLiteral("run.pause"), tr("Pause"), QKeySequence{Qt::Key_1}, For::time,
      [this] { ask(QStringLiteral("pause")); });
  for (const Mode& mode : modes)
    add(QLatin1String{mode.id}, tr(mode.title), QKeySequence{mode.key}, For::time,
        [this, pace = mode.pace] { ask(QStringLiteral("run"), one("pace", pace)); });
  add(QStringLiteral("run.finish"), tr("Finish the run"), {}, For::operators,
      [this] { ask(QStringLiteral("finish")); });
}

void Commands::add_steps() {
  struct Step {
    const char* id;
    const char* title;
    Qt::Key key;
    const char* kind;
    For whom;
  };
  static constexpr std::array steps{
      Step{"run.step", QT_TR_NOOP("Step one event"), Qt::Key_N, "event", For::time},
      Step{"run.step_message", QT_TR_NOOP("Step one message"), Qt::Key_M, "message",
           For::operators},
      Step{"run.step_supervision", QT_TR_NOOP("Step to the next supervision event"), Qt::Key_S,
           "supervision", For::operators},
      Step{"run.step_tick", QT_TR_NOOP("Step one tick"), Qt::Key_T, "tick", For::operators}};
  for (const Step& step : steps)
    add(QLatin1String{step.id}, tr(step.title), QKeySequence{step.key}, step.whom,
        [this, kind = step.kind] {
          ask(QStringLiteral("step"), one("kind", QLatin1String{kind}));
        });
  add(QStringLiteral("run.step_focus"), tr("Step to the next message of the focus"),
      QKeySequence{Qt::SHIFT | Qt::Key_N}, For::operators, [this] { step_focus(); });
}

void Commands::add_returns() {
  add(QStringLiteral("run.step_back"), tr("Step back one event"), QKeySequence{Qt::Key_B},
      For::time, [this] { ask(QStringLiteral("rewind"), one("back", 1)); });
  add(QStringLiteral("run.replay"), tr("From the start again"), {}, For::time,
      [this] { ask(QStringLiteral("rewind"), one("fresh", true)); });
}

QAction* Commands::add(const QString& id, const QString& text, const QKeySequence& key, For whom,
                       std::function<void()> work) {
  auto* action = new QAction{text, this};
  action->setObjectName(id);
  action->setShortcut(key);
  action->setProperty(whom_property, static_cast<int>(whom));
  explain(*action);
  connect(action, &QAction::triggered, this, [work = std::move(work)] { work(); });
  actions_.push_back(action);
  return action;
}

QAction* Commands::find(const QString& id) const {
  const auto found = std::ranges::find(actions_, id, &QAction::objectName);
  return found == actions_.end() ? nullptr : *found;
}

void Commands::hinder(QAction& action, const QString& why) {
  action.setProperty(hindrance_property, why);
  permit(action);
}

void Commands::permit_all() {
  for (QAction* action : actions_) permit(*action);
}

void Commands::permit(QAction& action) const {
  const bool up = !picture_.stale();
  const std::array may{true, up && picture_.operating(),
                       up && (picture_.operating() || picture_.recorded())};
  const auto whom = static_cast<std::size_t>(action.property(whom_property).toInt());
  action.setEnabled(may.at(whom) && action.property(hindrance_property).toString().isEmpty());
  explain(action);
}

/// What it does, by which key; or why it does nothing.
void Commands::explain(QAction& action) const {
  const QString hindrance = action.property(hindrance_property).toString();
  if (!hindrance.isEmpty()) return action.setToolTip(tr("%1: %2").arg(action.text(), hindrance));
  const QString key = action.shortcut().toString(QKeySequence::NativeText);
  const bool is_in_vain = picture_.recorded() && !action.isEnabled();
  const QString text = key.isEmpty() ? action.text() : tr("%1 (%2)").arg(action.text(), key);
  action.setToolTip(
      is_in_vain ? tr("%1: this is a recording, nothing can be changed in it").arg(action.text())
                 : text);
}

void Commands::ask(const QString& what, const QCborMap& arguments, Asker::Then then) {
  asker_.ask(what, arguments, [this, what, then = std::move(then)](const Reply& reply) {
    if (then) then(reply);
    if (!reply.done())
      emit said(tr("%1 was refused: %2").arg(what, reply.text));
    else
      emit said(tr("%1 at event %2.").arg(what).arg(reply.stamp.event));
  });
}

void Commands::run_until(const QString& text, Asker::Then then) {
  const auto arguments = read_until(text);
  if (!arguments) return;
  const Stamp now = picture_.stamp();
  const qint64 vtime = (*arguments)[QLatin1String{"vtime"}].toInteger(now.vtime);
  const qint64 event = (*arguments)[QLatin1String{"event"}].toInteger(now.event + 1);
  const bool has_been = vtime < now.vtime || event <= now.event;
  ask(has_been ? QStringLiteral("rewind") : QStringLiteral("until"), *arguments, std::move(then));
}

/// The key of this is also the one that presses a button.
void Commands::pause_or_run() {
  if (auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget()))
    return button->click();
  const bool recorded = picture_.recorded();
  const bool stands = recorded ? !picture_.playback().playing : picture_.run().paused();
  if (!stands) return ask(QStringLiteral("pause"));
  const double pace = recorded ? picture_.playback().speed : picture_.run().pace;
  ask(QStringLiteral("run"), one("pace", pace));
}

void Commands::step_focus() {
  const Entity& entity = focus_.entity();
  const SupervisionRow* row = picture_.supervision().find(entity.key);
  const QString process = row != nullptr ? row->pid : entity.key;
  if (process.isEmpty()) return emit said(tr("Nothing is in the focus."));
  QCborMap arguments = one("kind", QStringLiteral("focus"));
  arguments.insert(QStringLiteral("process"), process);
  ask(QStringLiteral("step"), arguments);
}

}  // namespace forlopp::console
