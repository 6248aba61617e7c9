#include <fmt/format.h>

#include "scenarios/cli/commands.hpp"
#include "scenarios/cli/scenario_files.hpp"

namespace forlopp::cli {

int check(const std::vector<std::string>& scenarios) {
  int exit_code = held;
  for (const std::string& name : scenarios) {
    if (const auto scenario = read_scenario(name)) {
      fmt::print("{}\n", scenario::describe(*scenario));
    } else {
      exit_code = refused;
    }
  }
  return exit_code;
}

}  // namespace forlopp::cli
