#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/node.hpp"
#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

/// What a supervisor has counted of its own children. Kept by the supervisor as things happen;
/// reading them disturbs nobody.
struct SupervisorCounts {
  std::size_t supervisors = 0;   ///< 1; of a subtree: how many there are in it.
  std::size_t children = 0;      ///< That run now, supervisors too.
  std::uint64_t restarts = 0;    ///< Of children, since the supervisor started.
  std::uint64_t terminated = 0;  ///< Children that ended and were not told to.
  std::uint64_t crashed = 0;     ///< Of these, with another reason than normal or shutdown.

  SupervisorCounts& operator+=(const SupervisorCounts& other);
};

/// One supervisor, and all that is below it.
struct SupervisorRollup {
  Pid supervisor{};
  Pid parent{};  ///< Who spawned it.
  std::string label{};
  Strategy strategy{};
  RestartIntensity intensity{};
  std::uint32_t restarts_in_period = 0;  ///< Of `intensity.restarts_max`, at the last restart.
  std::size_t depth = 0;                 ///< How many supervisors are above it.
  SupervisorCounts own{};
  SupervisorCounts total{};  ///< With those of all supervisors below.
};

/// All supervisors of a node, each before those below it, those of one supervisor in the order in
/// which they started. From any thread.
std::vector<SupervisorRollup> supervision_tree(const Node& node);
/// A line each, indented.
std::string to_string(const std::vector<SupervisorRollup>& tree);

}  // namespace forlopp::runtime
