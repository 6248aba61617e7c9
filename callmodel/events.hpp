#pragma once

#include <variant>

#include "callmodel/cause.hpp"
#include "callmodel/identifiers.hpp"
#include "callmodel/number.hpp"
#include "callmodel/primitives.hpp"
#include "callmodel/timers.hpp"
#include "callmodel/trunk_signal.hpp"

namespace forlopp::callmodel {

/// Everything that can happen to a half-call. Any event may be given to any half at any time: what
/// does not fit its point in call is discarded and counted.

// From the line of the half.
struct OffHook {};
struct OnHook {};
struct DigitDialled {
  Digit digit{};
};
struct Flash {};
struct RingingStarted {};  ///< The card confirmed that it rings.
struct RingingFailed {};   ///< The card cannot ring: cause 27.
struct LineLost {};        ///< The card is gone, or the line was blocked by force: cause 27.

// Answers to requests.
struct AdmissionGranted {};
struct AdmissionRefused {
  Cause cause = Cause::switching_equipment_congestion;
};
struct ReceiverGranted {};
struct ReceiverRefused {};  ///< No digit receiver in time; or the granted one was lost.
struct RouteSelected {
  Route route{};
};
struct RouteFailed {
  Cause cause = Cause::no_route_to_destination;
};
struct LineSeized {};
struct LineRefused {
  Cause cause = Cause::user_busy;  ///< 17 busy, 27 out of order, 20 absent.
};
struct CircuitSeized {
  PortId port{};
};
struct CircuitRefused {
  Cause cause = Cause::no_circuit_available;  ///< 34 all busy, 38 far end down.
};
struct PathGranted {};
struct PathRefused {};
struct PathLost {};  ///< A granted path is gone (matrix fault).

/// A timer that was started and not stopped since has expired.
struct TimerExpired {
  TimerId timer{};
};

// From a circuit.
struct DualSeizure {};  ///< The far end seized the same circuit and ours yields.
struct CircuitLost {};  ///< The circuit failed or was reset: cause 38.

/// The process of the other half ended without a Release: cause 41.
struct HalfLost {};

using Event =
    std::variant<OffHook, OnHook, DigitDialled, Flash, RingingStarted, RingingFailed, LineLost,
                 AdmissionGranted, AdmissionRefused, ReceiverGranted, ReceiverRefused,
                 RouteSelected, RouteFailed, LineSeized, LineRefused, CircuitSeized, CircuitRefused,
                 PathGranted, PathRefused, PathLost, TimerExpired, TrunkSignal, DualSeizure,
                 CircuitLost, HalfLost, Setup, Proceeding, Alerting, Progress, Answer, Suspend,
                 Resume, Release, ReleaseComplete>;

/// A message of the other half as an event.
inline Event to_event(const Primitive& primitive) {
  return std::visit([](const auto& value) { return Event{value}; }, primitive);
}

}  // namespace forlopp::callmodel
