#pragma once

#include <string>
#include <vector>

#include "scenarios/engine/scenario.hpp"

/// Each part of a scenario held against itself and against those before it in this list. Together
/// they are `problems_of`.
namespace forlopp::scenario {

/// What is wrong with a number that is called; empty if it leads to a line or a trunk.
std::string wrong_number(const ExchangePlan& exchange, const std::string& digits);

/// Whether this exchange has the card, line or shelf that a target names.
bool is_there(const Target& target, const ExchangePlan& exchange);

/// Also the run.
std::vector<Problem> problems_of_exchange(const Scenario& scenario);
/// Also scripted calls.
std::vector<Problem> problems_of_traffic(const Scenario& scenario);
std::vector<Problem> problems_of_faults(const Scenario& scenario);
/// Also what the run shall be continued for.
std::vector<Problem> problems_of_expectations(const Scenario& scenario);

}  // namespace forlopp::scenario
