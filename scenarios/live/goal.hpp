#pragma once

#include <memory>
#include <string>

#include "runtime/pid.hpp"
#include "runtime/result.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/occurrences.hpp"
#include "switch/mgmt/document.hpp"
#include "switch/mgmt/event_log.hpp"

namespace forlopp::live {

/// Until when a run goes on that is to stop before its end.
class Goal {
 public:
  virtual ~Goal() = default;

  /// A step of the run. Their number is a place in the run, to which it can be brought again.
  struct Step {
    enum class Kind : std::uint8_t {
      message,  ///< A process has handled one.
      signal,   ///< A process has handled something else, such as an exit signal.
      clock,    ///< Moved to the next moment at which something is due.
      stretch,  ///< The run itself had something to do: faults, measurements, phases.
    };
    Kind kind{};
    runtime::Pid ran{};  ///< Nobody, if it was no process.
  };
  /// Asked after each step.
  virtual bool reached_by(const Step&) { return false; }
  /// When it wants to be asked besides, in virtual time; max(): never.
  virtual scenario::Duration next_look() const { return scenario::Duration::max(); }
  /// Asked at that moment, when all that is due until then has happened.
  virtual bool reached_at(scenario::Duration) { return false; }
  /// What comes after `until`, for a person.
  virtual std::string text() const = 0;
};

/// What goals look at; all of it outlives them.
struct GoalSights {
  const scenario::RunInside& inside;
  const management::EventLog& log;
  Occurrences& occurrences;
};

/// What `step` and `until` ask for. The error is a sentence that names the argument.
using GoalResult = runtime::Result<std::unique_ptr<Goal>, std::string>;
GoalResult goal_of_step(const management::Map& arguments, const GoalSights& sights);
GoalResult goal_of_until(const management::Map& arguments, const GoalSights& sights);

}  // namespace forlopp::live
