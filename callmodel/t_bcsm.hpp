#pragma once

#include <array>

#include "callmodel/bcsm.hpp"

namespace forlopp::callmodel {

// clang-format off
/// The terminating basic call state model of capability set 2 (Q.1224), with the liberty of o_bcsm:
/// a called party still off-hook when the call was ended from elsewhere stays in T_Exception.
inline constexpr auto t_bcsm_rows = [] {
  using enum Pic; using enum BcsmEvent;
  return std::to_array<Transition>({
    {t_null,                        attempt,           Dp::term_attempt,                    authorize_termination_attempt},
    {authorize_termination_attempt, authorized,        Dp::term_attempt_authorized,         select_facility},
    {authorize_termination_attempt, denied,            Dp::none,                            t_exception},
    {authorize_termination_attempt, abandoned,         Dp::t_abandon,                       t_null},
    {authorize_termination_attempt, exception,         Dp::none,                            t_exception},
    {select_facility,               facility_selected, Dp::facility_selected_and_available, present_call},
    {select_facility,               facility_failed,   Dp::none,                            t_exception},
    {select_facility,               busy,              Dp::t_busy,                          t_exception},
    {select_facility,               no_answer,         Dp::t_no_answer,                     t_exception},
    {select_facility,               abandoned,         Dp::t_abandon,                       t_null},
    {select_facility,               exception,         Dp::none,                            t_exception},
    {present_call,                  call_accepted,     Dp::call_accepted,                   t_alerting},
    {present_call,                  answered,          Dp::t_answer,                        t_active},
    {present_call,                  busy,              Dp::t_busy,                          t_exception},
    {present_call,                  no_answer,         Dp::t_no_answer,                     t_exception},
    {present_call,                  facility_failed,   Dp::none,                            t_exception},
    {present_call,                  presentation_lost, Dp::none,                            select_facility},
    {present_call,                  abandoned,         Dp::t_abandon,                       t_null},
    {present_call,                  exception,         Dp::none,                            t_exception},
    {t_alerting,                    answered,          Dp::t_answer,                        t_active},
    {t_alerting,                    busy,              Dp::t_busy,                          t_exception},
    {t_alerting,                    no_answer,         Dp::t_no_answer,                     t_exception},
    {t_alerting,                    abandoned,         Dp::t_abandon,                       t_null},
    {t_alerting,                    exception,         Dp::none,                            t_exception},
    {t_active,                      mid_call,          Dp::t_mid_call,                      t_active},
    {t_active,                      suspended,         Dp::t_suspended,                     t_suspended},
    {t_active,                      disconnected,      Dp::t_disconnect,                    t_null},
    {t_active,                      released,          Dp::t_disconnect,                    t_exception},
    {t_suspended,                   re_answered,       Dp::t_re_answer,                     t_active},
    {t_suspended,                   disconnected,      Dp::t_disconnect,                    t_null},
    {t_suspended,                   released,          Dp::t_disconnect,                    t_exception},
    {t_exception,                   cleared,           Dp::none,                            t_null},
  });
}();
// clang-format on

static_assert(is_deterministic(t_bcsm_rows));
static_assert(is_connected(t_bcsm_rows, Pic::t_null));
static_assert(is_complete(t_bcsm_rows, Pic::t_null, Pic::t_exception));

inline constexpr Bcsm t_bcsm{t_bcsm_rows};

}  // namespace forlopp::callmodel
