#pragma once

#include <string_view>

#include "runtime/observer.hpp"

namespace forlopp::scenario {

/// How much was started again: a level of recovery, and what it is called there.
struct RestartLevel {
  int level = 0;
  std::string_view name{};
};

/// How much a supervisor of the exchange restarts when it restarts a child.
RestartLevel restart_level_of(const runtime::SupervisorReport& report);

}  // namespace forlopp::scenario
