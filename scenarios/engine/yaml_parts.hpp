#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/scenario.hpp"
#include "scenarios/engine/yaml_section.hpp"

/// The parts of a scenario file. Each reads what it can, notes what is wrong, and leaves the rest
/// as it was.
namespace forlopp::scenario {

void read_exchange(const YamlNode& node, ExchangePlan& exchange, std::vector<Problem>& problems);

/// Reads classes in order: those that say how many lines they have, not which, follow each other.
void read_traffic(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems);
void read_calls(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems);
void read_faults(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems);
void read_expectations(const YamlNode& node, Scenario& scenario, std::vector<Problem>& problems);

/// A condition of a fault or an expectation with the engineered capacity's value in its place; a
/// problem when the exchange states none.
void resolve_capacity(Condition& condition, const ExchangePlan& exchange, Place place,
                      std::vector<Problem>& problems);

}  // namespace forlopp::scenario
