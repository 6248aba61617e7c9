#pragma once

#include "callmodel/bcsm.hpp"
#include "callmodel/cause.hpp"

namespace forlopp::callmodel {

/// What the originating model makes of a Release before answer.
constexpr BcsmEvent event_for_refusal(Cause cause) {
  if (cause == Cause::user_busy || cause == Cause::call_rejected) return BcsmEvent::busy;
  if (cause == Cause::no_answer || cause == Cause::no_user_responding) return BcsmEvent::no_answer;
  if (cause == Cause::temporary_failure) return BcsmEvent::exception;
  return BcsmEvent::route_failed;
}

/// What the terminating model makes of a refused line or circuit. All circuits busy is a busy
/// termination, as Q.1224 has it.
constexpr BcsmEvent event_for_seizure_failure(Cause cause) {
  const bool is_busy = cause == Cause::user_busy || cause == Cause::no_circuit_available;
  return is_busy ? BcsmEvent::busy : BcsmEvent::facility_failed;
}

}  // namespace forlopp::callmodel
