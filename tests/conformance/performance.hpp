#pragma once

#include <string>
#include <vector>

#include "runtime/result.hpp"
#include "tests/conformance/scenario.hpp"
#include "tests/conformance/stage.hpp"

namespace forlopp::conformance {

/// The trace that our runtime gives for a scenario; the error says what is wrong with the scenario.
runtime::Result<std::vector<std::string>, std::string> perform(const Scenario& scenario, Way way);

/// Both traces side by side from the first difference on; empty if there is none.
std::string difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& found);

}  // namespace forlopp::conformance
