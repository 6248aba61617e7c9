#pragma once

#include "gui/commands.hpp"
#include "gui/focus.hpp"
#include "gui/picture.hpp"

namespace forlopp::console {

/// What every panel works with.
struct Desk {
  Picture& picture;
  Asker& asker;
  Focus& focus;
  Commands& commands;
};

}  // namespace forlopp::console
