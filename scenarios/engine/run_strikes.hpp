#pragma once

#include <cstddef>
#include <optional>
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
    Duration at{};
    std::size_t fault = 0;
    enum class What : std::uint8_t { strike, end } what = What::strike;
  };
  struct Progress {
    bool was_true = false;  ///< Its condition, when last looked at.
    int times = 0;
    bool aborted = false;
  };

  /// Something that is disturbed until its fault is over.
  struct Disturbed {
    std::size_t fault = 0;
    Victims::Hit hit;
  };

  void schedule(Pending pending);
  void strike(std::size_t index, Duration now);
  void strike_hardware(std::size_t index, Duration now);
  void end(std::size_t index);
  void heal(const Disturbed& healed);
  void look_at_conditions(Duration now);
  void follow(const std::string& name, Duration now);

  const Scenario& scenario_;
  Victims& victims_;
  SoftwareFaultPlan& software_;
  RunCollector& collector_;
  runtime::Random random_;
  std::vector<Pending>
      pending_{};  ///< Sorted by time; the order of equal times is that of setting.
  std::vector<Progress> progress_;
  std::vector<Disturbed> disturbed_{};  ///< Oldest first.
  bool watches_ = false;
};

}  // namespace forlopp::scenario
