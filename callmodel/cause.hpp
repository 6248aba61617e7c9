#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "callmodel/tone.hpp"

namespace forlopp::callmodel {

/// Why a call ended: cause values of Q.850 that this exchange uses. Every attempt ends with one.
enum class Cause : std::uint8_t {
  none = 0,  ///< The call has not ended; never sent.
  unallocated_number = 1,
  no_route_to_transit_network = 2,
  no_route_to_destination = 3,
  send_special_information_tone = 4,
  misdialled_trunk_prefix = 5,
  normal_clearing = 16,
  user_busy = 17,
  no_user_responding = 18,
  no_answer = 19,
  subscriber_absent = 20,
  call_rejected = 21,
  number_changed = 22,
  non_selected_user_clearing = 26,
  destination_out_of_order = 27,  ///< The line or its card is faulty or blocked.
  invalid_number_format = 28,     ///< Also: the number stayed incomplete.
  facility_rejected = 29,
  normal_unspecified = 31,
  no_circuit_available = 34,  ///< All circuits of all choices busy.
  network_out_of_order = 38,
  temporary_failure = 41,               ///< A half-call crashed.
  switching_equipment_congestion = 42,  ///< Refused by overload control.
  requested_channel_unavailable = 44,   ///< Dual seizure lost or circuit blocked.
  resource_unavailable = 47,            ///< No digit receiver or no path.
  facility_not_subscribed = 50,
  outgoing_calls_barred = 52,
  incoming_calls_barred = 54,
  incompatible_destination = 88,
  recovery_on_timer_expiry = 102,  ///< An expected message never came.
  protocol_error = 111,
  interworking = 127,
};

/// What the caller who stays off-hook hears for a cause.
struct CauseInfo {
  Cause cause;
  std::string_view name;
  ToneId treatment;
};

/// All causes with their treatment, in the order of their values.
std::span<const CauseInfo> causes();

/// The row of a cause. A value that is no cause of ours (from a far exchange) gets the row of the
/// unspecified cause of its class: 31 below 32, else 47.
const CauseInfo& info(Cause cause);

/// The name as in Q.850, lower case.
std::string_view name(Cause cause);

/// What a caller who stays off-hook is given; `silence` if nothing.
ToneId treatment(Cause cause);

}  // namespace forlopp::callmodel
