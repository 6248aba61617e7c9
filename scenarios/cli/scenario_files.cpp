#include "scenarios/cli/scenario_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>

#include "scenarios/engine/yaml_scenario.hpp"

namespace forlopp::cli {

namespace fs = std::filesystem;

namespace {

/// Where the scenarios lie: beside the sources when built from them, else where they were
/// installed.
std::vector<fs::path> scenario_folders() {
  std::vector<fs::path> folders;
  if (const char* own = std::getenv("FORLOPP_SCENARIOS")) folders.emplace_back(own);
  folders.emplace_back(FORLOPP_SOURCE_SCENARIOS);
  folders.emplace_back(FORLOPP_INSTALLED_SCENARIOS);
  return folders;
}

std::optional<fs::path> find(std::string_view name_or_path) {
  const fs::path path{name_or_path};
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored)) return path;
  for (const fs::path& shipped : shipped_scenarios()) {
    if (shipped.stem() == path) return shipped;
  }
  return std::nullopt;
}

std::string names_of_shipped() {
  std::string names;
  for (const fs::path& shipped : shipped_scenarios()) names += ' ' + shipped.stem().string();
  return names;
}

}  // namespace

std::vector<fs::path> shipped_scenarios() {
  for (const fs::path& folder : scenario_folders()) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{folder, ignored}) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    if (!files.empty()) return files;
  }
  return {};
}

std::optional<std::string> name_of_shipped(std::string_view name_or_path) {
  const auto path = find(name_or_path);
  if (!path) return std::nullopt;
  for (const fs::path& shipped : shipped_scenarios()) {
    std::error_code ignored;
    if (fs::equivalent(shipped, *path, ignored)) return shipped.stem().string();
  }
  return std::nullopt;
}

std::optional<scenario::Scenario> read_scenario(std::string_view name_or_path) {
  const auto path = find(name_or_path);
  if (!path) {
    fmt::print(stderr, "forlopp: {}: no such file, and no scenario of that name; there are:{}\n",
               name_or_path, names_of_shipped());
    return std::nullopt;
  }
  auto scenario = scenario::load_scenario(*path);
  if (scenario) return std::move(*scenario);
  for (const std::string& error : scenario.error()) fmt::print(stderr, "{}\n", error);
  return std::nullopt;
}

}  // namespace forlopp::cli
