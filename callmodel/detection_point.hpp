#pragma once

#include <cstdint>
#include <string_view>

namespace forlopp::callmodel {

/// Detection points with their wire numbers: EventTypeBCSM of the intelligent network application
/// protocol. 1 to 18 are capability set 1 (11 is unused), 19 to 27 capability set 2 (Q.1228).
enum class Dp : std::uint8_t {
  none = 0,  ///< A transition that the standard gives no detection point.
  orig_attempt_authorized = 1,
  collected_info = 2,
  analysed_information = 3,
  route_select_failure = 4,
  o_called_party_busy = 5,
  o_no_answer = 6,
  o_answer = 7,
  o_mid_call = 8,
  o_disconnect = 9,
  o_abandon = 10,
  term_attempt_authorized = 12,
  t_busy = 13,
  t_no_answer = 14,
  t_answer = 15,
  t_mid_call = 16,
  t_disconnect = 17,
  t_abandon = 18,
  o_term_seized = 19,
  o_suspended = 20,
  t_suspended = 21,
  orig_attempt = 22,
  term_attempt = 23,
  o_re_answer = 24,
  t_re_answer = 25,
  facility_selected_and_available = 26,
  call_accepted = 27,
};

/// The name of a detection point as EventTypeBCSM spells it; empty for `none`.
constexpr std::string_view name(Dp dp) {
  switch (dp) {
    case Dp::none: return "";
    case Dp::orig_attempt_authorized: return "origAttemptAuthorized";
    case Dp::collected_info: return "collectedInfo";
    case Dp::analysed_information: return "analysedInformation";
    case Dp::route_select_failure: return "routeSelectFailure";
    case Dp::o_called_party_busy: return "oCalledPartyBusy";
    case Dp::o_no_answer: return "oNoAnswer";
    case Dp::o_answer: return "oAnswer";
    case Dp::o_mid_call: return "oMidCall";
    case Dp::o_disconnect: return "oDisconnect";
    case Dp::o_abandon: return "oAbandon";
    case Dp::term_attempt_authorized: return "termAttemptAuthorized";
    case Dp::t_busy: return "tBusy";
    case Dp::t_no_answer: return "tNoAnswer";
    case Dp::t_answer: return "tAnswer";
    case Dp::t_mid_call: return "tMidCall";
    case Dp::t_disconnect: return "tDisconnect";
    case Dp::t_abandon: return "tAbandon";
    case Dp::o_term_seized: return "oTermSeized";
    case Dp::o_suspended: return "oSuspended";
    case Dp::t_suspended: return "tSuspended";
    case Dp::orig_attempt: return "origAttempt";
    case Dp::term_attempt: return "termAttempt";
    case Dp::o_re_answer: return "oReAnswer";
    case Dp::t_re_answer: return "tReAnswer";
    case Dp::facility_selected_and_available: return "facilitySelectedAndAvailable";
    case Dp::call_accepted: return "callAccepted";
  }
  return "?";
}

}  // namespace forlopp::callmodel
