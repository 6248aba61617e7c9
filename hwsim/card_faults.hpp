#pragma once

#include <string>

#include "hwsim/distribution.hpp"
#include "runtime/time.hpp"
#include "switch/hal/address.hpp"

namespace forlopp::hwsim {

// What can be broken: messages to a simulated card. Each says how it ends; `Heal` ends all of them.
// A duration of zero stands for "until healed".

/// Out of its slot: its lines are dead, its paths gone; back and started after `back_after`.
struct PullCard {
  runtime::Duration back_after{};
};
/// A card that is out goes back after so long from now, whatever was said when it was pulled.
/// Nothing, if it is in its slot.
struct LeaveCardOut {
  runtime::Duration back_after{};
};
/// Back into its slot. Nothing, if it is there.
struct InsertCard {};

/// Stops, and starts again when its watchdog has noticed, after `reset_after`. Paths stay up.
struct CrashCard {
  runtime::Duration reset_after{};
};
/// The scan loop stands still: the link answers, but no event, no answer, no state comes. Ends with
/// a `Reset` from the exchange.
struct HangFirmware {};

/// A line with a short circuit looks off-hook, whatever the telephone does.
struct ShortLine {
  hal::PortNumber port = 0;
  runtime::Duration lasting{};
};
/// A line whose contacts chatter: hook changes without end, `rate` a second on average.
struct BabbleLine {
  hal::PortNumber port = 0;
  double rate = 50.0;
  runtime::Duration lasting{};
};
/// Each idle person of the card, or the one at `port`, lifts with probability `share`, each after a
/// time of their own, listens for `holding` and hangs up: a disaster, or a song contest. It reaches
/// each of them up to `spread` later, drawn evenly.
struct LiftInStorm {
  hal::PortNumber port = hal::whole_card;
  double share = 1.0;
  Distribution lifts_after{};
  Distribution holding{};
  runtime::Duration spread{};
};

// Of the link between card and exchange, in both directions; probability 0 ends them.

struct LoseMessages {
  double probability = 0.0;
};
struct DelayMessages {
  double probability = 0.0;
  Distribution delay{};
};
struct DoubleMessages {
  double probability = 0.0;
};
struct ReorderMessages {
  double probability = 0.0;
};
struct DamageMessages {
  double probability = 0.0;
};

/// The link is sound again.
struct HealLink {};
/// The line is sound again.
struct HealLine {
  hal::PortNumber port = 0;
};
/// Link, lines and card are sound again. A card that was pulled, has crashed or hangs starts.
struct Heal {};

std::string describe(const PullCard& pull);
std::string describe(const LeaveCardOut& leave);
std::string describe(const CrashCard& crash);
std::string describe(const ShortLine& line);
std::string describe(const BabbleLine& line);
std::string describe(const LoseMessages& fault);
std::string describe(const DelayMessages& fault);
std::string describe(const DoubleMessages& fault);
std::string describe(const ReorderMessages& fault);
std::string describe(const DamageMessages& fault);

}  // namespace forlopp::hwsim
