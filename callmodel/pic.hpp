#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forlopp::callmodel {

/// Points in call of the basic call state model, capability set 2 (Q.1224): first those of the
/// originating half, then those of the terminating half.
enum class Pic : std::uint8_t {
  o_null,
  authorize_origination_attempt,
  collect_information,
  analyse_information,
  select_route,
  authorize_call_setup,
  send_call,
  o_alerting,
  o_active,
  o_suspended,
  o_exception,
  t_null,
  authorize_termination_attempt,
  select_facility,
  present_call,
  t_alerting,
  t_active,
  t_suspended,
  t_exception,
};

inline constexpr std::size_t pic_count = 19;

/// The name that the standard gives to a point in call.
constexpr std::string_view name(Pic pic) {
  switch (pic) {
    case Pic::o_null: return "O_Null";
    case Pic::authorize_origination_attempt: return "Authorize_Origination_Attempt";
    case Pic::collect_information: return "Collect_Information";
    case Pic::analyse_information: return "Analyse_Information";
    case Pic::select_route: return "Select_Route";
    case Pic::authorize_call_setup: return "Authorize_Call_Setup";
    case Pic::send_call: return "Send_Call";
    case Pic::o_alerting: return "O_Alerting";
    case Pic::o_active: return "O_Active";
    case Pic::o_suspended: return "O_Suspended";
    case Pic::o_exception: return "O_Exception";
    case Pic::t_null: return "T_Null";
    case Pic::authorize_termination_attempt: return "Authorize_Termination_Attempt";
    case Pic::select_facility: return "Select_Facility";
    case Pic::present_call: return "Present_Call";
    case Pic::t_alerting: return "T_Alerting";
    case Pic::t_active: return "T_Active";
    case Pic::t_suspended: return "T_Suspended";
    case Pic::t_exception: return "T_Exception";
  }
  return "?";
}

/// An answered call is stable: a restart of call processing must keep it.
constexpr bool is_stable(Pic pic) {
  return pic == Pic::o_active || pic == Pic::o_suspended || pic == Pic::t_active ||
         pic == Pic::t_suspended;
}

}  // namespace forlopp::callmodel
