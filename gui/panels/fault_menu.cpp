#include "gui/panels/fault_menu.hpp"

#include <QCoreApplication>
#include <QMenu>

#include "gui/fault_aim.hpp"

namespace forlopp::console {
namespace {

constexpr std::size_t shown_at_once = 3;

QString tr(const char* text) {
  return QCoreApplication::translate("FaultMenu", text);
}

}  // namespace

void add_faults(QMenu& menu, const Desk& desk, const Entity& entity) {
  const std::vector<FaultAim> aims = aims_at(entity, desk.picture);
  for (std::size_t i = 0; i < aims.size() && i < shown_at_once; ++i) {
    const FaultAim& aim = aims[i];
    QAction* action = menu.addAction(QStringLiteral("%1: %2").arg(aim.kind, aim.target));
    action->setObjectName(QStringLiteral("fault.%1").arg(aim.kind));
    QObject::connect(action, &QAction::triggered, &desk.commands, [&commands = desk.commands, aim] {
      emit commands.fault_wanted(aim.target, aim.kind);
    });
  }
  const QStringList targets = targets_of(entity, desk.picture);
  QAction* more = menu.addAction(aims.empty() ? tr("No fault fits %1").arg(text(entity))
                                              : tr("More faults ..."));
  more->setObjectName(QStringLiteral("fault.more"));
  more->setEnabled(!aims.empty());
  QObject::connect(more, &QAction::triggered, &desk.commands,
                   [&commands = desk.commands, target = targets.value(0)] {
                     emit commands.fault_wanted(target, {});
                   });
}

void open_fault_menu(const Desk& desk, const Entity& entity, QPoint where, QWidget* parent) {
  if (entity.kind == Entity::Kind::none) return;
  auto* menu = new QMenu{parent};
  menu->setObjectName(QStringLiteral("fault_menu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  add_faults(*menu, desk, entity);
  menu->popup(where);
}

}  // namespace forlopp::console
