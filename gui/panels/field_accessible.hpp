#pragma once

namespace forlopp::console {

/// Lets those who do not see the field walk through its supervisors. Once, before there is a
/// window.
void make_field_accessible();

}  // namespace forlopp::console
