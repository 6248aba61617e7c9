#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.hpp"
#include "scenarios/engine/expectation.hpp"
#include "scenarios/engine/scenario_exchange.hpp"

/// Conditions that are looked at while a run goes on.
namespace forlopp::scenario {

/// What of a condition is known only when the run is over, as written.
std::vector<std::string> unreadable_meanwhile(const Condition& condition);

/// Puts the engineered capacity of this exchange where a condition names it. The error: it states
/// none.
runtime::Result<void, std::string> resolve_capacity(Condition& condition,
                                                    const ExchangePlan& exchange);

/// Reads a condition that can be looked at at any time; the error is a sentence.
runtime::Result<Condition, std::string> parse_condition_meanwhile(std::string_view text,
                                                                  const ExchangePlan& exchange);

}  // namespace forlopp::scenario
