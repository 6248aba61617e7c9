#pragma once

#include <chrono>

#include "scenarios/engine/run.hpp"
#include "scenarios/engine/run_collector.hpp"

namespace forlopp::scenario {

/// The real time beside a run's virtual time: holds the run to its pace, and tells the watcher how
/// it goes. Nothing that it does reaches the run.
class RunClock {
 public:
  enum class Verdict : std::uint8_t { go_on, stop };

  explicit RunClock(const RunOptions& options);

  /// The run has come to this point of virtual time and to this phase; what `so_far` does not say,
  /// the collector does.
  Verdict tick(const Progress& so_far, const RunCollector& collector);
  Duration wall_time() const;

 private:
  void keep_pace(Duration now) const;
  bool wants_to_stop() const;
  void report(const Progress& so_far, const RunCollector& collector);

  const RunOptions& options_;
  std::chrono::steady_clock::time_point start_;
  Duration reported_wall_{};
  Duration reported_virtual_{};
  std::uint64_t reported_attempts_ = 0;
};

}  // namespace forlopp::scenario
