#pragma once

#include "switch/mgmt/document.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {

/// What the exchange says first; `of_run` is what the run adds to it.
Map hello_to(Role role, const Map& of_run);

}  // namespace forlopp::management
