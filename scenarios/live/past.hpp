#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/result.hpp"
#include "scenarios/engine/units.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

/// Between two events of a run. The run comes to the same places again when it is done again.
struct Place {
  std::uint64_t steps = 0;
  std::uint64_t returns = 0;  ///< How often it came back early for what was injected.
  scenario::Duration vtime{};
  auto operator<=>(const Place&) const = default;
};

/// What clients did to a run and what was told of it, each thing with its place, in order: with the
/// scenario and the seed this is the run.
class Past {
 public:
  struct Entry {
    Place place{};
    management::EventClass event_class{};
    management::Map fields{};
    std::optional<management::Request> deed{};  ///< What changes the run; the rest is only told.
  };

  void add(Entry entry);
  const std::vector<Entry>& entries() const { return entries_; }
  /// False where there were more than are kept.
  bool is_complete() const { return is_complete_; }

 private:
  std::vector<Entry> entries_{};
  bool is_complete_ = true;
};

/// Where in its past a run is to be taken.
struct PastGoal {
  enum class Kind : std::uint8_t {
    event,  ///< When this event has been.
    step,   ///< After so many steps, and all that was done to it then.
    vtime,  ///< When all that was due until then has happened, in nanoseconds.
  };
  Kind kind{};
  std::uint64_t value = 0;
  enum class Commands : std::uint8_t { kept, forgotten } commands = Commands::kept;
  std::string text{};  ///< For a person, after `until`.
};

/// What `rewind` asks for, of a run that is here. The error is a sentence that names the argument.
runtime::Result<PastGoal, std::string> past_goal_of(const management::Map& arguments,
                                                    const Place& here, std::uint64_t last_event);

/// A run on its way through its past.
class WayBack {
 public:
  WayBack(PastGoal goal, Past past, management::RequestQueue::Waiting asked)
      : goal_{std::move(goal)}, past_{std::move(past)}, asked_{std::move(asked)} {}

  const PastGoal& goal() const { return goal_; }
  const management::RequestQueue::Waiting& asked() const { return asked_; }
  /// It need not go further.
  void cancel() { is_cancelled_ = true; }
  bool is_cancelled() const { return is_cancelled_; }

  /// What is to be done again at this place; null if there is nothing, or nothing more.
  const Past::Entry* due(const Place& here);
  /// Whether this is where it goes.
  bool is_there(const Place& here, std::uint64_t last_event, bool has_arrived) const;
  /// So many steps may be taken before something is to be looked at,
  std::uint64_t steps_until() const;
  /// and so far may time go after `steps` of them.
  scenario::Duration time_until(std::uint64_t steps) const;

 private:
  const Past::Entry* next() const;

  PastGoal goal_;
  Past past_;
  std::size_t done_ = 0;
  management::RequestQueue::Waiting asked_;
  bool is_cancelled_ = false;
};

}  // namespace forlopp::live
