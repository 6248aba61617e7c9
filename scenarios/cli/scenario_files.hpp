#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/scenario.hpp"

namespace forlopp::cli {

/// The scenario files that come along, by name.
std::vector<std::filesystem::path> shipped_scenarios();

/// The name of a scenario that comes along, asked for by name or by the path of its file; nothing
/// for any other file.
std::optional<std::string> name_of_shipped(std::string_view name_or_path);

/// Reads a scenario by path, or by the name of one that comes along. Says on standard error what is
/// wrong with it, all at once.
std::optional<scenario::Scenario> read_scenario(std::string_view name_or_path);

}  // namespace forlopp::cli
