#include <array>

#include <fmt/format.h>

#include "scenarios/live/arguments.hpp"
#include "scenarios/live/past.hpp"

namespace forlopp::live {
namespace {

using management::Map;
using runtime::err;
using Kind = PastGoal::Kind;
using PastGoalResult = runtime::Result<PastGoal, std::string>;

/// Where the run is, and the last event of it.
struct Present {
  Place here;
  std::uint64_t event = 0;
};

PastGoal goal(Kind kind, std::uint64_t value, std::string text) {
  return {.kind = kind, .value = value, .text = std::move(text)};
}

PastGoalResult back_to_time(const Map& arguments, const Present& present) {
  const auto when = time_of(arguments, "vtime");
  if (!when) return err(when.error());
  if (**when > present.here.vtime) {
    return err(fmt::format("vtime: {} has not been; it is {}", scenario::text(**when),
                           scenario::text(present.here.vtime)));
  }
  return goal(Kind::vtime, static_cast<std::uint64_t>((*when)->count()), scenario::text(**when));
}

PastGoalResult back_to_event(const Map& arguments, const Present& present) {
  const auto number = count_of(arguments, "event", 1);
  if (!number) return err(number.error());
  const auto wanted = static_cast<std::uint64_t>(**number);
  if (wanted > present.event) {
    return err(fmt::format("event: {} has not been; the last one is {}", wanted, present.event));
  }
  return goal(Kind::event, wanted, fmt::format("event {}", wanted));
}

PastGoalResult back_to_step(const Map& arguments, const Present& present) {
  const auto number = count_of(arguments, "at_step", 0);
  if (!number) return err(number.error());
  const auto wanted = static_cast<std::uint64_t>(**number);
  if (wanted > present.here.steps) {
    return err(fmt::format("at_step: there have been {} steps", present.here.steps));
  }
  return goal(Kind::step, wanted, fmt::format("step {}", wanted));
}

PastGoalResult back_by_steps(const Map& arguments, const Present& present) {
  const auto number = count_of(arguments, "back", 1);
  if (!number) return err(number.error());
  const auto wanted = static_cast<std::uint64_t>(**number);
  if (wanted > present.here.steps) {
    return err(fmt::format("back: there have been {} steps", present.here.steps));
  }
  const std::uint64_t step = present.here.steps - wanted;
  return goal(Kind::step, step, fmt::format("step {}", step));
}

PastGoalResult back_to_the_start(const Map& arguments, const Present&) {
  const auto* fresh = find(arguments, "fresh")->get_if<bool>();
  if (fresh == nullptr || !*fresh) return err(std::string{"fresh: expected true, or nothing"});
  PastGoal start = goal(Kind::step, 0, "its start");
  start.commands = PastGoal::Commands::forgotten;
  return start;
}

}  // namespace

PastGoalResult past_goal_of(const Map& arguments, const Place& here, std::uint64_t last_event) {
  using Reader = PastGoalResult (*)(const Map&, const Present&);
  constexpr std::array<std::pair<std::string_view, Reader>, 5> kinds{{{"fresh", back_to_the_start},
                                                                      {"vtime", back_to_time},
                                                                      {"event", back_to_event},
                                                                      {"at_step", back_to_step},
                                                                      {"back", back_by_steps}}};
  for (const auto& [key, goal_of] : kinds) {
    if (find(arguments, key) != nullptr) return goal_of(arguments, {here, last_event});
  }
  return err(std::string{"rewind: expected vtime, event, at_step, back or fresh"});
}

}  // namespace forlopp::live
