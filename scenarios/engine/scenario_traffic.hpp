#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hwsim/distribution.hpp"
#include "scenarios/engine/scenario_exchange.hpp"
#include "scenarios/engine/scenario_place.hpp"
#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {

/// Who makes the calls.
enum class SourceModel : std::uint8_t {
  poisson,   // Calls arrive whatever is going on (Erlang's assumption); each takes an idle line.
  finite,    // Each idle line originates at a rate of its own (Engset's assumption).
  incoming,  // As `poisson`, from the far end of a trunk group; each takes an idle circuit.
};

/// What the offered load counts. It is always of first attempts: what retries add comes on top.
enum class LoadMeasure : std::uint8_t {
  erlangs,                // Of the class as a whole.
  erlangs_per_line,       //
  erlangs_per_idle_line,  // Engset's beta; finite sources only.
  attempts,               // Per second, of the class as a whole.
  attempts_per_line,      // Per second.
  share_of_capacity,      // Of the exchange's engineered capacity.
};

struct OfferedLoad {
  LoadMeasure measure = LoadMeasure::erlangs;
  double value = 0.0;
};

/// Where an attempt goes.
enum class DestinationKind : std::uint8_t {
  local,        // Another line of the exchange, each alike.
  trunk,        // A number that begins with `digits` and leaves by that prefix's route.
  number,       // Exactly `digits`.
  unallocated,  // A number of the exchange's own range that no line has.
  incomplete,   // Stops in the middle of the number and waits.
  abandoned,    // Hangs up in the middle of the number.
  no_digits,    // Lifts and dials nothing.
};

struct Destination {
  DestinationKind kind = DestinationKind::local;
  std::string digits{};
  double share = 1.0;  // Of the class's attempts; those of a class sum to 1.
  Place place{};
};

/// How the people of a class behave on the telephone.
struct Behaviour {
  hwsim::Distribution holding_time{};  // Conversation, from answer to the first hang-up.
  hwsim::Distribution answer_delay{};  // Ringing until the called person lifts.
  double no_answer_share = 0.0;        // Of calls to an idle line or the far exchange.
  double called_hangs_up_share = 0.0;  // Of conversations; in all others the caller ends.
  /// How long a caller listens to ringing; without it, until the exchange gives up.
  std::optional<hwsim::Distribution> patience{};
  /// How long a caller waits for dial tone; without it, for ever.
  std::optional<hwsim::Distribution> dial_tone_patience{};
  hwsim::Distribution think_time{};      // From dial tone to the first digit.
  hwsim::Distribution digit_interval{};  // From one digit to the next.
  double mistake_share = 0.0;            // Of attempts: one digit is wrong.
  hwsim::Distribution tone_reaction{};   // From busy or congestion tone to hanging up.
  double retry_share = 0.0;              // Of attempts that failed: tries again.
  hwsim::Distribution retry_delay{};     // From hanging up to trying again.
  int retries_max = 10;                  // For one wish to talk.
};

/// A change of the offered load over time, relative to the load that the class states.
struct LoadChange {
  enum class Shape : std::uint8_t {
    step,       // The level is `factor` from `from` on.
    ramp,       // The level moves evenly to `factor` between `from` and `until`, and stays.
    mass_call,  // The level is multiplied by `factor` from `from` to `until`.
  };
  Shape shape = Shape::step;
  Duration from{};
  Duration until{};
  double factor = 1.0;
};

/// Lines with a common behaviour: a range of indices, counted from 0. Ranges of classes may
/// overlap: a line then makes the calls of both. Of two with finite sources they may not.
struct LineRange {
  int first = 0;
  int count = 0;
};

struct TrafficClass {
  std::string name{};
  LineRange lines{};  // None of `incoming`.
  Place lines_place{};
  SourceModel source = SourceModel::poisson;
  std::string from_group{};  // Of `incoming`: the trunk group by which its calls arrive.
  Place from_place{};
  OfferedLoad offered{};
  std::vector<LoadChange> profile{};  // Steps and ramps in the order of `from`; empty: constant.
  std::vector<Destination> destinations{};
  Behaviour behaviour{};
  Place place{};
};

/// One call by one line at one time, apart from all classes: for ladders and demonstrations.
struct ScriptedCall {
  Duration at{};  // Since the start of the run, warm-up included.
  int from_line = 0;
  std::string digits{};
  Place digits_place{};
  Behaviour behaviour{};
  Place place{};
};

/// Whether some of its calls seek a circuit of a trunk group.
bool leaves_by_trunk(const TrafficClass& traffic);

/// The factor on a class's load at this time since the start of the run, warm-up included.
double load_factor(std::span<const LoadChange> profile, Duration at);
/// The largest factor that the profile ever reaches; the rate to thin a Poisson process from.
double load_factor_max(std::span<const LoadChange> profile);

/// How long an attempt occupies a circuit or a path on average when nothing blocks it: ringing and
/// conversation of those answered, ringing of those not, nothing of those misdialled. Offered
/// traffic is the attempt rate times this. Seconds; approximate where patience is random.
double mean_occupancy(const TrafficClass& traffic, const ExchangePlan& exchange);
/// First attempts per second of the whole class at load factor 1, as if every line of finite
/// sources were idle at the stated rate.
double attempts_per_second(const TrafficClass& traffic, const ExchangePlan& exchange);
/// Traffic that the class offers at load factor 1, in erlangs.
double offered_erlangs(const TrafficClass& traffic, const ExchangePlan& exchange);
/// Finite sources: attempts per second of one idle line at load factor 1.
double attempts_per_idle_line(const TrafficClass& traffic, const ExchangePlan& exchange);

}  // namespace forlopp::scenario
