#pragma once

#include "runtime/fault_point.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {

class SimulatedScheduler;

struct SimulatedOptions {
  std::uint64_t seed = 1;
  /// Virtual time that the node's processor needs for each message handled by a process with
  /// `Processor::own`. Zero: work takes no time, and the seed picks who runs next. Above zero: work
  /// queues in order of arrival within its priority, as on a real processor.
  Duration message_cost{0};
  Heap heap = Heap::common;              ///< Of each process that is not spawned with its own,
  Limits limits{};                       ///< and its limits.
  std::size_t processes_max = SIZE_MAX;  ///< Spawning more fails; those that are there go on.
  Observer* observer = nullptr;          ///< Not owned; outlives the node.
  FaultPoints fault_points{};
};

/// One thread, a virtual clock and a seed: a run is a pure function of (program, seed).
class SimulatedNode final : public Node {
 public:
  explicit SimulatedNode(SimulatedOptions options = {});
  ~SimulatedNode() override;

  bool wait_for_exit(Pid pid, Duration timeout = infinity) override;
  /// Runs everything that is due up to and including `until`; the clock then shows `until`.
  void run_until(Instant until);
  void run_for(Duration time);
  /// Runs until nothing is runnable and no timer is set.
  void run_until_idle();
  /// Runs without letting time pass: until nobody is runnable now and no timer is due.
  void settle();
  /// Lets one process handle one message, or moves the clock to the next timer. False: nothing
  /// left.
  bool step();
  /// The same, but the clock moves no further than `until`. False: nothing is due up to and
  /// including `until`, and the clock stands where it stood. `run_until` is such steps, then the
  /// clock.
  bool step(Instant until);
  /// Who handled something in the last step; nobody if only the clock has moved.
  Pid last_to_run() const;

  /// A hash over (time, process, message) of everything that was handled.
  std::uint64_t fingerprint() const;
  std::uint64_t seed() const { return seed_; }

 private:
  SimulatedScheduler& simulated() const;
  std::uint64_t seed_;
};

}  // namespace forlopp::runtime
