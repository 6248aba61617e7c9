#pragma once

#include "gui/commands.hpp"
#include "gui/scale.hpp"

class QWidget;

namespace forlopp::console {

/// Larger, smaller, the usual size. What leads no further is disabled, and its key in `window` says
/// so.
void add_scale_commands(Commands& commands, Scale& scale, QWidget& window);

}  // namespace forlopp::console
