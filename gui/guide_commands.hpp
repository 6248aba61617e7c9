#pragma once

#include <functional>

#include "gui/commands.hpp"

namespace forlopp::console {

class GuidePanel;

/// The commands of the guide. Whoever comes for the first time is offered it, and who opens its
/// scenario then is guided at once. `open` brings its panel forward.
void add_guide_commands(Commands& commands, Picture& picture, GuidePanel& panel,
                        const std::function<void()>& open);

}  // namespace forlopp::console
