#pragma once

#include <array>

#include "callmodel/bcsm.hpp"

namespace forlopp::callmodel {

// clang-format off
/// The originating basic call state model of capability set 2 (Q.1224), with one liberty: a caller
/// whose call was ended from elsewhere stays in O_Exception, hearing a treatment, until on-hook.
inline constexpr auto o_bcsm_rows = [] {
  using enum Pic; using enum BcsmEvent;
  return std::to_array<Transition>({
    {o_null,                        attempt,               Dp::orig_attempt,            authorize_origination_attempt},
    {authorize_origination_attempt, authorized,            Dp::orig_attempt_authorized, collect_information},
    {authorize_origination_attempt, denied,                Dp::none,                    o_exception},
    {authorize_origination_attempt, abandoned,             Dp::o_abandon,               o_null},
    {authorize_origination_attempt, exception,             Dp::none,                    o_exception},
    {collect_information,           information_collected, Dp::collected_info,          analyse_information},
    {collect_information,           collection_failed,     Dp::none,                    o_exception},
    {collect_information,           abandoned,             Dp::o_abandon,               o_null},
    {collect_information,           exception,             Dp::none,                    o_exception},
    {analyse_information,           analysed,              Dp::analysed_information,    select_route},
    {analyse_information,           invalid_information,   Dp::none,                    o_exception},
    {analyse_information,           abandoned,             Dp::o_abandon,               o_null},
    {analyse_information,           exception,             Dp::none,                    o_exception},
    {select_route,                  route_selected,        Dp::none,                    authorize_call_setup},
    {select_route,                  route_failed,          Dp::route_select_failure,    o_exception},
    {select_route,                  abandoned,             Dp::o_abandon,               o_null},
    {select_route,                  exception,             Dp::none,                    o_exception},
    {authorize_call_setup,          authorized,            Dp::none,                    send_call},
    {authorize_call_setup,          denied,                Dp::none,                    o_exception},
    {authorize_call_setup,          abandoned,             Dp::o_abandon,               o_null},
    {authorize_call_setup,          exception,             Dp::none,                    o_exception},
    {send_call,                     call_accepted,         Dp::o_term_seized,           o_alerting},
    {send_call,                     answered,              Dp::o_answer,                o_active},
    {send_call,                     busy,                  Dp::o_called_party_busy,     o_exception},
    {send_call,                     no_answer,             Dp::o_no_answer,             o_exception},
    {send_call,                     route_failed,          Dp::route_select_failure,    o_exception},
    {send_call,                     abandoned,             Dp::o_abandon,               o_null},
    {send_call,                     exception,             Dp::none,                    o_exception},
    {o_alerting,                    answered,              Dp::o_answer,                o_active},
    {o_alerting,                    busy,                  Dp::o_called_party_busy,     o_exception},
    {o_alerting,                    no_answer,             Dp::o_no_answer,             o_exception},
    {o_alerting,                    abandoned,             Dp::o_abandon,               o_null},
    {o_alerting,                    exception,             Dp::none,                    o_exception},
    {o_active,                      mid_call,              Dp::o_mid_call,              o_active},
    {o_active,                      suspended,             Dp::o_suspended,             o_suspended},
    {o_active,                      disconnected,          Dp::o_disconnect,            o_null},
    {o_active,                      released,              Dp::o_disconnect,            o_exception},
    {o_suspended,                   re_answered,           Dp::o_re_answer,             o_active},
    {o_suspended,                   disconnected,          Dp::o_disconnect,            o_null},
    {o_suspended,                   released,              Dp::o_disconnect,            o_exception},
    {o_exception,                   cleared,               Dp::none,                    o_null},
  });
}();
// clang-format on

static_assert(is_deterministic(o_bcsm_rows));
static_assert(is_connected(o_bcsm_rows, Pic::o_null));
static_assert(is_complete(o_bcsm_rows, Pic::o_null, Pic::o_exception));

inline constexpr Bcsm o_bcsm{o_bcsm_rows};

}  // namespace forlopp::callmodel
