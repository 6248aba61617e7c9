#include "tests/end_to_end/shipped_scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/check.hpp"
#include "scenarios/engine/yaml_scenario.hpp"

namespace forlopp::scenario {
namespace {

namespace fs = std::filesystem;

const fs::path sources{FORLOPP_SOURCE_DIR};

bool is_quick(const std::string& name) {
  std::istringstream list{FORLOPP_QUICK_SCENARIOS};
  std::string quick;
  while (std::getline(list, quick, ',')) {
    if (quick == name) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> shipped_scenarios(ScenarioNames which) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator{sources / "scenarios"}) {
    const std::string name = entry.path().stem().string();
    const bool is_wanted = is_quick(name) == (which == ScenarioNames::quick);
    if (entry.path().extension() == ".yaml" && is_wanted) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

Scenario shipped_scenario(const std::string& name) {
  auto loaded = load_scenario(sources / "scenarios" / (name + ".yaml"));
  runtime::check(loaded.has_value(), loaded ? "" : loaded.error().front());
  return std::move(*loaded);
}

std::string pinned_fingerprint(const Scenario& scenario) {
  std::ifstream table{sources / "tests/end_to_end/fingerprints.txt"};
  std::string name;
  std::uint64_t seed = 0;
  std::string fingerprint;
  while (table >> name >> seed >> fingerprint) {
    if (name == scenario.name && seed == scenario.seed) return fingerprint;
  }
  return {};
}

}  // namespace forlopp::scenario
