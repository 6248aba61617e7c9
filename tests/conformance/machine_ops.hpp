#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/time.hpp"
#include "tests/conformance/fields.hpp"

namespace forlopp::conformance {

/// One step of a scenario for a server or a state machine.
struct MachineOp {
  Fields fields;
  std::string verb;
  std::string title;
  std::string content{};
  std::string reason{};
  runtime::Duration time = runtime::infinity;
  std::vector<MachineOp> inner{};
};

/// What is wrong in them is noted by the scenario.
std::vector<MachineOp> read_machine_ops(const std::vector<Fields>& steps);

}  // namespace forlopp::conformance
