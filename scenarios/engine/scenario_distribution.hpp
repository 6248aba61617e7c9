#pragma once

#include <string>
#include <string_view>

#include "hwsim/distribution.hpp"
#include "runtime/result.hpp"

namespace forlopp::scenario {

/// Reads `exponential 90s`, `constant 2s` (or just `2s`), `uniform 1s..3s`,
/// `lognormal median 8s spread 2`, `lognormal mean 8s spread 2` or `erlang-3 90s`. The error is a
/// sentence's end: what was expected.
runtime::Result<hwsim::Distribution, std::string> parse_distribution(std::string_view text);

}  // namespace forlopp::scenario
