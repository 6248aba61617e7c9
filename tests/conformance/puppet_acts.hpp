#pragma once

#include <string>
#include <vector>

#include "tests/conformance/puppet.hpp"

namespace forlopp::conformance {

using Lines = std::vector<std::string>;

/// Everything that does not wait; the lines are what there is to say. Does not return if the
/// process ends by it.
Lines act(runtime::Context self, Troupe& troupe, const Command& command);

}  // namespace forlopp::conformance
