#pragma once

#include <string_view>

#include "runtime/observer.hpp"

namespace forlopp::scenario {

/// A level of recovery, as reports number and call it.
struct Level {
  int level;
  std::string_view name;
};

/// How much a supervisor of the exchange restarts when it restarts a child.
Level level_of(const runtime::SupervisorReport& report);
/// The same for a supervisor with this label; without one, for whoever is above all of them.
Level level_above(std::string_view supervisor_label);

}  // namespace forlopp::scenario
