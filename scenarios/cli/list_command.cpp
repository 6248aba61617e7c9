#include <fmt/format.h>

#include "scenarios/cli/commands.hpp"
#include "scenarios/cli/scenario_files.hpp"

namespace forlopp::cli {

int list() {
  int exit_code = held;
  for (const auto& file : shipped_scenarios()) {
    if (const auto scenario = read_scenario(file.string())) {
      fmt::print("{:<14} {}\n", scenario->name, scenario->title);
    } else {
      exit_code = refused;
    }
  }
  return exit_code;
}

}  // namespace forlopp::cli
