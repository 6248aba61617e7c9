#include "gui/guide_commands.hpp"

#include <QCoreApplication>

#include "gui/panels/guide_panel.hpp"

namespace forlopp::console {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("GuideCommands", text);
}

}  // namespace

void add_guide_commands(Commands& commands, Picture& picture, GuidePanel& panel,
                        const std::function<void()>& open) {
  using enum Commands::For;
  const auto start = [open, &panel] {
    open();
    panel.guide().start();
  };
  commands.add(QStringLiteral("guide.start"), tr("Guided start"), QKeySequence{Qt::Key_F1},
               everybody, start);
  commands.add(QStringLiteral("guide.start_over"), tr("Guided start from its beginning"), {},
               everybody, [open, &panel] {
                 open();
                 panel.guide().start_over();
               });
  commands.add(QStringLiteral("guide.next"), tr("Next step of the guide"), {}, everybody,
               [&panel] { panel.guide().next(); });
  commands.add(QStringLiteral("guide.back"), tr("Step back in the guide"), {}, everybody,
               [&panel] { panel.guide().back(); });
  commands.add(QStringLiteral("guide.leave"), tr("Leave the guide"), {}, everybody,
               [&panel] { panel.leave(); });
  QObject::connect(&picture, &Picture::greeted, &panel, [&picture, open, start] {
    if (!Guide::is_news()) return;
    if (picture.hello().scenario == QLatin1String{"guided"}) return start();
    open();
  });
}

}  // namespace forlopp::console
