#pragma once

#include <vector>

#include "scenarios/engine/scenario.hpp"

/// Each part of a scenario held against itself and against those before it in this list. Together
/// they are `problems_of`.
namespace forlopp::scenario {

/// Also the run.
std::vector<Problem> problems_of_exchange(const Scenario& scenario);
/// Also scripted calls.
std::vector<Problem> problems_of_traffic(const Scenario& scenario);
std::vector<Problem> problems_of_faults(const Scenario& scenario);
/// Also what the run shall be continued for.
std::vector<Problem> problems_of_expectations(const Scenario& scenario);

}  // namespace forlopp::scenario
