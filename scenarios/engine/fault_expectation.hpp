#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.hpp"
#include "scenarios/engine/expectation.hpp"
#include "scenarios/engine/measurements.hpp"

/// What is expected of a single fault: conditions on what has happened since it first struck.
namespace forlopp::scenario {

/// What a fault's own expectations call it.
inline constexpr std::string_view this_fault = "this";

/// `calls_lost == 0; recovered within 5s`: one and one.
std::vector<std::string> conditions_in(std::string_view text);

/// Reads `calls_lost_stable == 0`, `level <= 3`, `recovered within 30s`, `lost <= 2`: what a
/// condition may say that can be looked at while the run goes on, and what is measured of a fault,
/// which is this one (`name`) and need not be named. The error is a sentence.
runtime::Result<Expectation, std::string> parse_fault_expectation(std::string_view text,
                                                                  std::string_view name);

/// What has happened between two looks at a run: differences of what only grows; of the faults
/// those with this name, called `this`. What is a level and not a count is as it is now.
Measurements happened_since(const Measurements& before, const Measurements& now,
                            std::string_view name);

/// Whether it cannot come true any more: more has happened than may.
bool is_lost_for_good(const Condition& condition, const Measurements& since);

}  // namespace forlopp::scenario
