#pragma once

#include <cstdint>
#include <string_view>

#include "callmodel/identifiers.hpp"
#include "callmodel/tone.hpp"
#include "runtime/pid.hpp"
#include "runtime/time.hpp"
#include "switch/hal/address.hpp"
#include "switch/lines/leaky_bucket.hpp"

namespace forlopp::exchange {

/// What a line is doing, seen from its card.
enum class LinePhase : std::uint8_t {
  idle,
  calling,   ///< In a call that it makes; also while its half-call is being started.
  called,    ///< In a call that it gets.
  orphaned,  ///< In a call whose half-call is gone and may come back, or has yet to claim it.
  treated,   ///< Off-hook without a call, hearing congestion until it is on-hook.
  masked,    ///< It babbles: nobody listens for a while.
};
std::string_view name(LinePhase phase);

/// Whether a unit may be used (classic names; X.731 has more words for the same).
enum class UnitState : std::uint8_t {
  in_service,             ///< IS.
  automatically_blocked,  ///< AB: faulty, or not known yet.
  manually_blocked,       ///< MB.
  not_equipped,           ///< NP: the slot is empty.
};
std::string_view name(UnitState state);

/// What a line is made to hear and do. Kept, so that hardware that starts anew can be told again.
struct LineOutputs {
  hal::PathEnd path{};
  callmodel::ToneId tone = callmodel::ToneId::silence;
  bool rings = false;

  bool any() const { return path || tone != callmodel::ToneId::silence || rings; }
  bool operator==(const LineOutputs&) const = default;
};

/// The state of one line of a card.
struct Port {
  runtime::Pid half{};
  runtime::Ref start{};  ///< The half-call is being started.
  callmodel::CallId call{};
  LineOutputs outputs{};
  LeakyBucket chatter{};
  runtime::Instant until{};  ///< Of `orphaned` and `masked`.
  LinePhase phase = LinePhase::idle;
  bool off_hook = false;
  bool has_fault = false;  ///< As its card says.
  std::uint8_t times_masked = 0;

  bool in_call() const {
    return phase == LinePhase::calling || phase == LinePhase::called ||
           phase == LinePhase::orphaned;
  }
};

}  // namespace forlopp::exchange
