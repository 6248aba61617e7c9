#include "scenarios/engine/run_levels.hpp"

namespace forlopp::scenario {

Level level_of(const runtime::SupervisorReport& report) {
  return level_above(report.supervisor_label);
}

Level level_above(std::string_view by) {
  if (by.empty() || by == "forlopp") return {5, "node"};
  if (by == "exchange") return {4, "call processing"};
  if (by == "shelves") return {3, "shelf"};
  return {2, by.starts_with("shelf ") ? "card process" : "process"};
}

}  // namespace forlopp::scenario
