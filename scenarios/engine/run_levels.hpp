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

}  // namespace forlopp::scenario
