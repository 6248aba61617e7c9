#pragma once

#include <QPoint>

#include "gui/desk.hpp"

class QMenu;
class QWidget;

namespace forlopp::console {

/// Adds the faults that fit an entity: the three most useful, and `More ...` for all others. Each
/// opens the form, aimed at it; nothing strikes before it has been seen there.
void add_faults(QMenu& menu, const Desk& desk, const Entity& entity);

/// Opens a menu with them, and with nothing else.
void open_fault_menu(const Desk& desk, const Entity& entity, QPoint where, QWidget* parent);

}  // namespace forlopp::console
