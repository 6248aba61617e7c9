#include "gui/scale_commands.hpp"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QShortcut>
#include <array>

namespace forlopp::console {
namespace {

struct SizeCommand {
  const char* id;
  const char* title;
  QList<QKeySequence> keys;
  int (Scale::*there)() const;
  const char* why_not;
};

QString tr(const char* text) {
  return QCoreApplication::translate("ScaleCommands", text);
}

void add(Commands& commands, Scale& scale, QWidget& window, const SizeCommand& command) {
  const auto there = command.there;
  QAction* action = commands.add(QLatin1String{command.id}, tr(command.title), command.keys.front(),
                                 Commands::For::everybody, [&commands, &scale, there] {
                                   scale.set((scale.*there)());
                                   emit commands.said(tr("Size: %1 %.").arg(scale.percent()));
                                 });
  action->setShortcuts(command.keys);
  // The key of what is disabled would go to a panel, to which it says something else.
  auto* in_vain = new QShortcut{&window};
  in_vain->setKeys(command.keys);
  const auto why_not = [&scale, text = command.why_not] { return tr(text).arg(scale.percent()); };
  QObject::connect(in_vain, &QShortcut::activated, &commands,
                   [&commands, why_not] { emit commands.said(why_not()); });
  const auto permit = [&commands, &scale, action, in_vain, there, why_not] {
    const bool is_there = (scale.*there)() == scale.percent();
    in_vain->setEnabled(is_there);
    commands.hinder(*action, is_there ? why_not() : QString{});
  };
  QObject::connect(&scale, &Scale::changed, in_vain, permit);
  permit();
}

}  // namespace

void add_scale_commands(Commands& commands, Scale& scale, QWidget& window) {
  const std::array sizes{
      SizeCommand{"view.larger",
                  QT_TRANSLATE_NOOP("ScaleCommands", "Larger"),
                  {QKeySequence{Qt::CTRL | Qt::Key_Plus}, QKeySequence{Qt::CTRL | Qt::Key_Equal}},
                  &Scale::larger,
                  QT_TRANSLATE_NOOP("ScaleCommands", "%1 % is the largest size.")},
      SizeCommand{"view.smaller",
                  QT_TRANSLATE_NOOP("ScaleCommands", "Smaller"),
                  {QKeySequence{Qt::CTRL | Qt::Key_Minus}},
                  &Scale::smaller,
                  QT_TRANSLATE_NOOP("ScaleCommands", "%1 % is the smallest size.")},
      SizeCommand{"view.usual_size",
                  QT_TRANSLATE_NOOP("ScaleCommands", "Usual size"),
                  {QKeySequence{Qt::CTRL | Qt::Key_0}},
                  &Scale::usual,
                  QT_TRANSLATE_NOOP("ScaleCommands", "%1 % is the usual size.")}};
  for (const SizeCommand& size : sizes) add(commands, scale, window, size);
}

}  // namespace forlopp::console
