#pragma once

namespace forlopp::console {

class ShelfView;

/// Lets those who do not see the shelves walk through their cards. Once, before there is a window.
void make_shelves_accessible();
/// Says which card or port is chosen now.
void tell_spoken(ShelfView& view);

}  // namespace forlopp::console
