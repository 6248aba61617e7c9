#pragma once

namespace forlopp::console {

class LadderView;

/// Lets those who do not see a ladder walk through its steps. Once, before there is a window.
void make_ladders_accessible();
/// Says which step is chosen now.
void tell_spoken(LadderView& view);

}  // namespace forlopp::console
