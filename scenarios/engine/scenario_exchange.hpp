#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callmodel/line_class.hpp"
#include "callmodel/timers.hpp"
#include "callmodel/tone.hpp"
#include "scenarios/engine/scenario_place.hpp"
#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {

/// Shelves of cards of lines. Lines are equipped in order: shelf 1 card 1 line 1 first.
struct LinePlan {
  int shelves = 1;
  int cards_per_shelf = 16;
  int lines_per_card = 32;
  int lines = 0;  // At most shelves x cards x lines; the last cards may be partly equipped.
};

/// Where a line sits; each counted from 1, as a person does.
struct LineAddress {
  int shelf = 1;
  int card = 1;
  int line = 1;

  bool operator==(const LineAddress&) const = default;
};

/// The line with index i (from 0) has the number `prefix` followed by i in `length` digits in all.
struct NumberingPlan {
  std::string prefix = "2";
  int length = 6;
};

/// Which end may begin calls on a trunk group, as this exchange sees it.
enum class TrunkDirection : std::uint8_t { both, outgoing, incoming };

struct TrunkGroupPlan {
  std::string name{};
  int circuits = 0;
  TrunkDirection direction = TrunkDirection::both;
  Place place{};
};

/// Numbers that begin with `prefix` and have this many digits leave by the first of these groups
/// that has an idle circuit.
struct RoutePlan {
  std::string prefix{};
  int digits = 0;  // The prefix included.
  std::vector<std::string> groups{};
  Place place{};
};

/// A timer of the call model that this scenario sets to another value, in the timer's own range.
struct TimerPlan {
  callmodel::TimerId timer = callmodel::TimerId::no_answer;
  std::chrono::milliseconds value{};
};

/// What the processor of the exchange can do, in virtual time. A threaded run is as fast as it is.
struct ProcessorPlan {
  Duration message_cost{};  // Charged for each message that a process handles; zero: free.
};

/// Admission control of new calls. The engineered capacity is the rate of attempts that the
/// exchange is built for; expectations and loads may refer to it whether control is on or off.
struct AdmissionPlan {
  bool enabled = true;
  double engineered_capacity = 0.0;  // Calls per second; 0: not stated.
};

/// More restarts than this within the period and a supervisor gives up; per supervisor.
struct SupervisionPlan {
  int restarts_max = 10;
  Duration period = std::chrono::seconds{60};
};

/// The exchange under test.
struct ExchangePlan {
  callmodel::Country country = callmodel::Country::se;
  LinePlan lines{};
  NumberingPlan numbers{};
  int digit_receivers = 0;  // 0: as many as lines, so that they are never short.
  int paths = 0;            // 0: as many as lines and circuits together can use.
  std::vector<TrunkGroupPlan> trunk_groups{};
  std::vector<RoutePlan> routes{};
  std::vector<TimerPlan> timers{};
  callmodel::ReleasePolicy release = callmodel::ReleasePolicy::calling_party_with_timeout;
  ProcessorPlan processor{};
  AdmissionPlan admission{};
  SupervisionPlan supervision{};
  Place place{};
};

/// Digits of the line with this index, counted from 0.
std::string directory_number(const NumberingPlan& numbers, int line);
/// The line that has this number, counted from 0; nothing if none of so many lines has it.
std::optional<int> line_of(const NumberingPlan& numbers, std::string_view digits, int lines);
/// Where the line with this index, counted from 0, sits; and back, shelf, card and line given.
/// Neither asks whether it is equipped.
LineAddress address_of(const LinePlan& lines, int line);
int line_at(const LinePlan& lines, const LineAddress& address);
/// Null if there is none of that name.
const TrunkGroupPlan* find_trunk_group(const ExchangePlan& exchange, std::string_view name);
/// The route of a dialled trunk number: the longest prefix that it begins with; null if none.
const RoutePlan* find_route(const ExchangePlan& exchange, std::string_view digits);

}  // namespace forlopp::scenario
