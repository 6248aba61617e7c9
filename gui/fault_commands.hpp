#pragma once

#include <functional>

#include "gui/commands.hpp"

namespace forlopp::console {

class FaultPanel;

/// The commands that break things by the form. The panel is brought forward by asking for it.
void add_fault_commands(Commands& commands, const std::function<FaultPanel*()>& panel);

}  // namespace forlopp::console
