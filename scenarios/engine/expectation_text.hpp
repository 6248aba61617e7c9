#pragma once

#include <string>
#include <string_view>

#include "runtime/result.hpp"
#include "scenarios/engine/expectation.hpp"

namespace forlopp::scenario {

/// These read what a scenario writes. The error is a whole sentence. A metric's group or fault is
/// not looked up: that needs the scenario (see `problems_of`). `place` is left alone.
runtime::Result<Condition, std::string> parse_condition(std::string_view text);
/// A condition, `blocking(final) agrees_with erlang_b`, `detected(pulled) within 5s` or
/// `recovered(pulled) within 30s`.
runtime::Result<Expectation, std::string> parse_expectation(std::string_view text);
/// `blocking(direct) within 5 %`.
runtime::Result<Precision, std::string> parse_precision(std::string_view text);

/// The metric whose value the engineered capacity is: known before the run, so that whoever reads a
/// scenario puts the number in its place.
inline constexpr std::string_view engineered_capacity = "engineered_capacity";

}  // namespace forlopp::scenario
