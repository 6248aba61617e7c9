#include "scenarios/engine/run_levels.hpp"

#include <string>

namespace forlopp::scenario {

Level level_of(const runtime::SupervisorReport& report) {
  const std::string& by = report.supervisor_label;
  if (by == "forlopp") return {5, "node"};
  if (by == "exchange") return {4, "call processing"};
  if (by == "shelves") return {3, "shelf"};
  return {2, by.starts_with("shelf ") ? "card process" : "process"};
}

}  // namespace forlopp::scenario
