#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// Everything that is wrong with a file, a message each: `busy_hour.yaml:14:5: unknown key 'trafic'
/// in scenario; did you mean 'traffic'?`. Line and column stand where they are known.
using ScenarioErrors = std::vector<std::string>;

/// Reads and checks a scenario file of at most 1 MiB. Never throws; reads nothing but this file.
runtime::Result<Scenario, ScenarioErrors> load_scenario(const std::filesystem::path& path);

/// The same with a text in memory; `file` is its name in messages.
runtime::Result<Scenario, ScenarioErrors> read_scenario(std::string_view text,
                                                        std::string_view file);

}  // namespace forlopp::scenario
