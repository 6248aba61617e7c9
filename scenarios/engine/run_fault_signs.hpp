#pragma once

#include <cstdint>
#include <span>

#include "scenarios/engine/fault.hpp"

namespace forlopp::scenario {

/// What the exchange shows of itself that can tell of a fault.
enum class Sign : std::uint8_t {
  card_out,       ///< Alarm: a card is out of its slot.
  card_problem,   ///< Alarm: a card does not answer.
  line_babbling,  ///< Alarm: a line is masked.
  overload,       ///< Alarm: the exchange refuses calls.
  card_started,   ///< A card has started again, and its lines are aligned.
  process_ended,  ///< A supervisor has seen a child end.
  process_started,
  call_released,  ///< What was left of a struck call is given back.
};

/// How to tell that the exchange has noticed a fault of some kind, and that all is well again.
struct FaultSigns {
  /// Any of these within `window` of the strike: noticed. Alarms among them must be cleared.
  std::span<const Sign> noticed{};
  Duration window{};
  /// Any of these once no alarm is left: over. The end of an alarm counts by itself.
  std::span<const Sign> over{};
  /// When it ends by itself and nobody shows anything, it is over.
  enum class End : std::uint8_t { shown, silent } end = End::shown;
  /// How long after it is over calls may still be lost by it.
  Duration aftermath{};
};

const FaultSigns& signs_of(FaultKind kind);

constexpr bool is_alarm(Sign sign) {
  return sign <= Sign::overload;
}

}  // namespace forlopp::scenario
