#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "runtime/result.hpp"
#include "scenarios/cli/commands.hpp"
#include "scenarios/engine/run.hpp"
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

/// What is to be watched; all of it outlives the service.
struct ServedRun {
  const scenario::Scenario& scenario;
  std::uint64_t seed = 0;
  scenario::RunWatcher& watcher;
  /// Told when the run is over and goes on being served; each time, if it goes back.
  std::function<void(const scenario::Measurements&)> judged{};
};

/// As `arguments.serve` says. The error is a sentence: the port is in use, ...
runtime::Result<std::unique_ptr<LiveService>, std::string> serve_run(const ServedRun& run,
                                                                     const RunArguments& arguments);

}  // namespace forlopp::cli
