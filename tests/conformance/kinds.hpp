#pragma once

#include <string_view>
#include <vector>

#include "tests/conformance/scenario.hpp"
#include "tests/conformance/stage.hpp"

namespace forlopp::conformance {

/// Reads a scenario of one kind, complains where it is malformed, and otherwise plays it.
using Play = void (*)(const Scenario& scenario, Stage& stage);

struct Kind {
  std::string_view name;
  Play play;
};
const std::vector<Kind>& kinds();

// One file for each: <name>_kind.cpp.
void play_event(const Scenario& scenario, Stage& stage);
void play_process(const Scenario& scenario, Stage& stage);
void play_server(const Scenario& scenario, Stage& stage);
void play_statem(const Scenario& scenario, Stage& stage);
void play_supervisor(const Scenario& scenario, Stage& stage);

}  // namespace forlopp::conformance
