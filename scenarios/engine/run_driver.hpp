#pragma once

#include "hwsim/simulated_equipment.hpp"
#include "runtime/observer.hpp"
#include "runtime/simulated_node.hpp"
#include "scenarios/engine/run.hpp"
#include "scenarios/engine/scenario.hpp"
#include "switch/supervision/exchange.hpp"
#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::scenario {

class RunCollector;
class Strikes;

/// How far a run is in its plan.
struct RunCourse {
  Progress::Phase phase = Progress::Phase::warm_up;
  Duration traffic_ends{};  ///< At the latest.
  Duration ends{};          ///< At the latest, drain included.
  bool is_traced = false;   ///< For the ladders of the report.
};

/// What a driver gets to see and to touch of a run, between two events of it.
struct RunInside {
  const Scenario& scenario;
  std::uint64_t seed = 0;
  runtime::SimulatedNode& node;
  const exchange::Exchange& exchange;
  const hwsim::SimulatedEquipment& equipment;
  const RunCollector& collector;
  Strikes& strikes;
  const RunCourse& course;  ///< Changes only between two calls of `advance`.
};

/// Drives the time of a run, which otherwise runs as fast as it can or at its pace: may stand
/// still, go event by event, ask and break things meanwhile. Everything is called on the thread
/// that runs. A driver that only looks does not change the run.
class RunDriver {
 public:
  virtual ~RunDriver() = default;

  /// Who is told what happens, besides the run's own collector; null: nobody. Asked first of all.
  virtual runtime::Observer* observer() { return nullptr; }
  virtual exchange::ExchangeObserver* exchange_observer() { return nullptr; }

  /// Everything is built and nothing has happened yet. `inside` lives until `over` has returned.
  virtual void begins(const RunInside& inside) = 0;
  enum class Verdict : std::uint8_t {
    go_on,
    finish,     ///< The run ends where it is now, and is judged by what was measured until then.
    interrupt,  ///< The run ends where it is now, and is judged as one that was broken off.
  };
  /// Lets the node run until this moment, at which the run itself has something to do. May come
  /// back earlier: it is called again, and must be, after something was injected that strikes
  /// before that moment. A run that is finished before its measured time is one that was broken
  /// off.
  virtual Verdict advance(runtime::Instant until) = 0;
  /// Whether the node is to be traced beyond what the run itself needs.
  virtual bool wants_trace() const { return false; }
  /// The run is over and judged; the exchange still stands.
  virtual void over(const Measurements& measured) = 0;
  /// Asked when the run has ended, before it is judged, and when `over` has returned. True:
  /// it is not judged, or not for good; everything is taken down and built anew from the same
  /// scenario and seed, its call records begin anew too, and it `begins` once more.
  virtual bool wants_it_anew() const { return false; }
};

}  // namespace forlopp::scenario
