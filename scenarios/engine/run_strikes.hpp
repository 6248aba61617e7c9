#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "runtime/random.hpp"
#include "scenarios/engine/run_collector.hpp"
#include "scenarios/engine/run_software_faults.hpp"
#include "scenarios/engine/run_victims.hpp"
#include "scenarios/engine/scenario.hpp"

namespace forlopp::scenario {

/// Lets the faults of a scenario strike when they should, and takes them back when they are over.
/// Driven by the run: `next` says when it must be called again at the latest.
class Strikes {
 public:
  /// `scenario`, `victims`, `software` and `collector` outlive it.
  Strikes(const Scenario& scenario, Victims& victims, SoftwareFaultPlan& software,
          RunCollector& collector, runtime::Random random);

  /// The next time at which something is due by the clock; Duration::max() if nothing is.
  Duration next() const;
  /// Whether some fault waits for a condition, so that `advance` must be called often.
  bool watches_conditions() const { return watches_; }
  /// Does what is due at `now`; looks at conditions.
  void advance(Duration now);

 private:
  struct Pending {
    enum class What : std::uint8_t {
      strike,  ///< Those that are hit are drawn.
      hit,     ///< One of them is hit.
      end,     ///< It is right again.
    };
    What what = What::strike;
    std::size_t fault = 0;
    Victims::Hit hit{};     ///< Nothing of a software fault.
    bool is_first = false;  ///< The first hit of a strike: what comes after the fault follows it.
  };
  struct Progress {
    bool was_true = false;  ///< Its condition, when last looked at.
    int times = 0;
    bool aborted = false;
    bool is_tracked = false;  ///< What it disturbs is kept in mind, see `Disturbed`.
  };

  /// Something that is disturbed until its fault is over.
  struct Disturbed {
    std::size_t fault = 0;
    Victims::Hit hit;
    Duration until{};  ///< Duration::max() stands for ever.
  };

  /// Whether the run must undo it, or may undo another fault that does the same to the same thing.
  bool is_tracked(const Fault& fault) const;
  void schedule(Duration at, Pending pending);
  void strike(std::size_t index, Duration now);
  std::vector<Victims::Hit> draw_hits(const Fault& fault);
  Duration draw_delay(const Fault& fault);
  void hit(const Pending& due, Duration now);
  void hit_software(const Fault& fault);
  void hit_hardware(const Pending& due, Duration now);
  void end(const Pending& due, Duration now);
  void take_back(std::size_t index, Duration now);
  void heal(const Disturbed& healed, Duration now);
  void look_at_conditions(Duration now);
  void follow(const std::string& name, Duration now);

  const Scenario& scenario_;
  Victims& victims_;
  SoftwareFaultPlan& software_;
  RunCollector& collector_;
  runtime::Random random_;
  std::multimap<Duration, Pending> pending_{};  ///< Of equal times, what was set first.
  std::vector<Progress> progress_;
  std::vector<Disturbed> disturbed_{};  ///< Oldest first.
  bool watches_ = false;
};

}  // namespace forlopp::scenario
