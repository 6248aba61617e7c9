#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/time.hpp"
#include "tests/conformance/scenario.hpp"
#include "tests/conformance/stage.hpp"
#include "tests/conformance/supervisor_plan.hpp"

namespace forlopp::conformance {

/// One operation on supervisors, read but not yet carried out.
struct SupervisorOp {
  Fields fields;
  std::string verb;
  std::string title{};  ///< As the trace has it: `start_child root a`.
  Order order = Order::causal;
  std::string supervisor{};
  std::string id{};
  std::string reason{};
  std::optional<ChildPlan> child{};  ///< For start_child with a specification.
  bool by_id = false;
  std::vector<Outcome> starts{};
  runtime::Duration time{};
  std::string result{};  ///< For upgrade: what the callback answers; empty: a specification.
  std::vector<SupervisorOp> inner{};
};

std::vector<SupervisorOp> read_supervisor_ops(const std::vector<Fields>& steps);

}  // namespace forlopp::conformance
