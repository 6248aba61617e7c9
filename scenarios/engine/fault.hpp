#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hwsim/distribution.hpp"
#include "scenarios/engine/expectation.hpp"
#include "scenarios/engine/scenario_exchange.hpp"
#include "scenarios/engine/scenario_place.hpp"

namespace forlopp::scenario {

/// What can be broken. The catalogue (fault_catalogue.hpp) says what each does.
enum class FaultKind : std::uint8_t {
  card_pulled,
  card_crash,
  firmware_hang,
  permanent_off_hook,
  babbling_line,
  off_hook_storm,
  message_loss,
  message_delay,
  message_duplication,
  message_reordering,
  message_corruption,
  half_call_crash,
  half_call_null_dereference,
  poison_number,
  process_killed,
  supervisor_killed,
};

enum class TargetKind : std::uint8_t { line, card, link, shelf, process, supervisor, number, call };

/// Which of a kind are hit.
enum class Choice : std::uint8_t {
  one,    // The one named.
  some,   // `count` of them, drawn at each strike.
  share,  // Each with this probability: drawn once per run, for calls and numbers at each.
  all,    //
};

/// `card 2/3`, `any 3 cards of shelf 2`, `10 % of lines`, `process path_finder`,
/// `supervisor of shelf 1`, `1 % of numbers`, `number 210017`, `any call`. A link is that of a
/// card.
struct Target {
  TargetKind kind = TargetKind::card;
  Choice choice = Choice::one;
  int count = 1;
  double share = 0.0;
  /// With `one`: the card (also of a link, or of `process of card 2/3`), the shelf (also
  /// of `supervisor of shelf 1`) or the line, whose shelf is 0 in `line 57`: counted through the
  /// exchange. Otherwise a non-zero shelf limits the choice to it.
  LineAddress address{0, 0, 0};
  std::string name{};    // Of a process or supervisor; `card` or `shelf`: `address` says which.
  std::string member{};  // Of `process of trunk_group north`: the group.
  std::string digits{};  // Of a number.

  bool operator==(const Target&) const = default;
};

/// `card 2/3` and so on, as written.
std::string text(const Target& target);

/// When a fault strikes.
struct Trigger {
  /// Since the start of the run (warm-up included); with `when` or `after` the delay since then.
  Duration at{};
  std::optional<Condition> when{};  // Whenever this becomes true.
  std::string after{};              // Whenever the fault of this name strikes.
  Duration every{};                 // Zero: once.
  int times = 1;                    // 0: until the run ends.
  Duration spread{};  // Each thing hit is hit up to this much later, drawn evenly for each.
};

/// The moment of a call in which a half-call is made to crash.
enum class CallMoment : std::uint8_t { any, collecting, routing, ringing, talking };

/// Which of these a kind reads is in the catalogue; the others are zero.
struct FaultParameters {
  double probability = 0.0;
  hwsim::Distribution delay{};
  Duration back_after{};  // Reinserted, reset by the watchdog, hung up; zero: never.
  double rate = 0.0;      // Of events of each thing hit, per second.
  CallMoment moment = CallMoment::any;
};

struct Fault {
  std::string name{};  // In reports, expectations and `after`; the kind's name unless stated.
  FaultKind kind = FaultKind::card_pulled;
  Target target{};
  Trigger trigger{};
  Duration lasting{};  // Zero: to the end of the run, for kinds that last at all.
  FaultParameters parameters{};
  std::optional<Condition> abort_when{};  // The fault is taken back and never strikes again.
  /// What must come of it, counted from its first strike on. A measurement of a fault is that of
  /// this one, and called `this`: `recovery_time(this)`.
  std::vector<Expectation> expect{};
  Duration judged_after{};  // Its first strike; zero: a while after it is over.
  Place place{};
  Place target_place{};
};

/// The times at which a fault strikes by its own clock, sorted, below `end`; empty for one that
/// waits for a condition or another fault. What a strike hits may be hit later: see `spread`. As
/// many as there are: `problems_of` sees to it that these are not too many.
std::vector<Duration> strike_times(const Fault& fault, Duration end);

}  // namespace forlopp::scenario
