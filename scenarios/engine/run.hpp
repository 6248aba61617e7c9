#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "runtime/result.hpp"
#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// How well the least known of what a run must find out is known: relative half-widths.
struct PrecisionReached {
  std::optional<double> reached;  ///< None while there is too little to say.
  double wanted = 0;
};

/// How a run is going.
struct Progress {
  enum class Phase : std::uint8_t { warm_up, measured, drain };

  Phase phase = Phase::measured;
  Duration virtual_time{};
  Duration traffic_ends{};  ///< At the latest; then those calls that are up may end.
  std::optional<PrecisionReached> precision{};  ///< Of a run that goes on until it is good enough.
  std::uint64_t attempts = 0;
  double attempts_per_second = 0;  ///< Of virtual time, since the last report of progress.
  std::uint64_t calls_up = 0;      ///< Being set up or talking.
  std::uint64_t restarts = 0;      ///< Of processes, by supervisors.
  double speed = 0;                ///< Virtual time over real time, since the last report.
};

/// Is told how a run goes, and may end it. Called on the thread that runs.
class RunWatcher {
 public:
  virtual ~RunWatcher() = default;
  virtual void progressed(const Progress&) = 0;
  /// True: end now, and measure what was.
  virtual bool wants_to_stop() = 0;
};

class RunDriver;

struct RunOptions {
  std::optional<std::uint64_t> seed{};  ///< Instead of the scenario's.
  std::filesystem::path database{};     ///< For call records; empty: in memory, gone afterwards.
  std::string replay_command{};         ///< For the report; empty: of a scenario that comes along.
  double pace = 0;  ///< Virtual over real time, >= 0; 0: as fast as it can. Not with a driver.
  RunWatcher* watcher = nullptr;  ///< May be null; outlives the run.
  RunDriver* driver = nullptr;    ///< Lets time pass instead of the run; likewise.
};

/// Builds the exchange and its hardware, runs the scenario in virtual time, and says what was
/// measured, expectations and conservation laws evaluated. The same scenario and seed give the same
/// measurements, wall time apart. All on the calling thread; `problems_of` must have found nothing
/// wrong. The error is a sentence: what could not be built.
runtime::Result<Measurements, std::string> run(const Scenario& scenario, const RunOptions& options);

}  // namespace forlopp::scenario
