#pragma once

#include <string_view>

#include "runtime/supervisor.hpp"

namespace forlopp::live {

/// As on the wire: `one_for_one`, ...
std::string_view name_of(runtime::Strategy strategy);

}  // namespace forlopp::live
