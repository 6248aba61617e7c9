#pragma once

#include <string_view>

namespace forlopp::scenario {

/// The style sheet of the page and of the pictures on it.
std::string_view report_style();

}  // namespace forlopp::scenario
