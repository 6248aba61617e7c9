#pragma once

#include <QList>
#include <QString>
#include <functional>
#include <vector>

#include "gui/client/view.hpp"
#include "gui/desk.hpp"

class QWidget;

namespace forlopp::console {

/// Where a panel stands in the window as it first opens. Panels of one place lie over each other,
/// the first of them on top.
enum class Place : quint8 { left, middle, lower_middle, right, lower_right, below };

/// Whether a panel is there as the window first opens.
enum class Opening : quint8 { shown, hidden };

/// One of the window's panels.
struct PanelKind {
  QString id{};  ///< Of its dock and, after `panel.`, of the command that shows it. Never changes.
  QString title{};
  Place place = Place::below;
  std::function<QWidget*(const Desk& desk)> make{};
  QList<View> views{};  ///< That are asked for as long as the panel can be seen.
  Opening opening = Opening::shown;
};

/// All of them, in the order of the menu.
const std::vector<PanelKind>& panel_kinds();

}  // namespace forlopp::console
