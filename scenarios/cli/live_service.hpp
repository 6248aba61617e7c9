#pragma once

#include <memory>
#include <string>

#include "runtime/result.hpp"
#include "scenarios/cli/commands.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::cli {

/// A run that can be watched and driven from outside while this lives: the management port, and
/// what stands behind it.
class LiveService {
 public:
  virtual ~LiveService() = default;
  /// For the run; only for one.
  virtual scenario::RunDriver& driver() = 0;
  /// A sentence or two that say how to reach it.
  virtual std::string invitation() const = 0;
};

/// `scenario` outlives it. After Ctrl-C (see InterruptNoted) the run ends. The error is a sentence:
/// the port is in use, ...
runtime::Result<std::unique_ptr<LiveService>, std::string> serve_run(
    const scenario::Scenario& scenario, std::uint64_t seed, const RunArguments& arguments);

}  // namespace forlopp::cli
