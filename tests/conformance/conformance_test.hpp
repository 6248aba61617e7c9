#pragma once

#include <string_view>
#include <vector>

#include "tests/conformance/stage.hpp"

namespace forlopp::conformance {

/// How this program runs each scenario (ways_simulated.cpp, ways_threaded.cpp).
const std::vector<Way>& ways();

/// Scenarios that do not come out as in OTP, in any way of running them.
struct ExpectedDifference {
  std::string_view scenario;
  std::string_view reason;
};
const std::vector<ExpectedDifference>& expected_differences();

}  // namespace forlopp::conformance
