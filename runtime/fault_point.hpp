#pragma once

namespace forlopp::runtime {

/// Rare but legal things that a simulated node does as often as it is told, so that tests meet
/// them: the probability of each, 0 to 1, whenever it could happen. Which ones happen is decided by
/// the seed. All zero: the run is what it would be without fault points.
struct FaultPoints {
  /// A message or signal between two processes stays on its way for a while, and with it those that
  /// follow between the same two; what others send overtakes it. Takes no virtual time.
  double late_arrival = 0;
  /// The clock moves on to the next timer although somebody could still run.
  double early_timeout = 0;
  /// A supervisor's start function fails, with reason `fault_point`, when a child is restarted.
  double failing_restart = 0;
};

}  // namespace forlopp::runtime
