#include "gui/fault_commands.hpp"

#include <QCoreApplication>

#include "gui/panels/fault_panel.hpp"

namespace forlopp::console {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("FaultCommands", text);
}

}  // namespace

void add_fault_commands(Commands& commands, const std::function<FaultPanel*()>& panel) {
  using enum Commands::For;
  commands.add(QStringLiteral("fault.on_focus"), tr("Fault on the focus"), QKeySequence{Qt::Key_F},
               everybody, [panel] { panel()->aim_at_focus(); });
  commands.add(QStringLiteral("fault.inject"), tr("Inject the fault of the form"),
               QKeySequence{Qt::CTRL | Qt::Key_I}, operators, [panel] { panel()->inject(); });
  commands.add(QStringLiteral("fault.take_back"), tr("Take back the chosen fault"), {}, operators,
               [panel] { panel()->take_back(); });
  commands.add(QStringLiteral("fault.copy_yaml"), tr("Copy the fault as scenario text"), {},
               everybody, [panel] { panel()->copy_yaml(); });
}

}  // namespace forlopp::console
