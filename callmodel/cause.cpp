#include "callmodel/cause.hpp"

#include <algorithm>
#include <array>

namespace forlopp::callmodel {

namespace {

// The treatment of normal clearing is for the party that is left off-hook.
// clang-format off
constexpr auto rows = [] {
  using enum Cause; using enum ToneId;
  return std::to_array<CauseInfo>({
    {unallocated_number,             "unallocated number",                 number_unobtainable},
    {no_route_to_transit_network,    "no route to specified transit network", special_information},
    {no_route_to_destination,        "no route to destination",            special_information},
    {send_special_information_tone,  "send special information tone",      special_information},
    {misdialled_trunk_prefix,        "misdialled trunk prefix",            special_information},
    {normal_clearing,                "normal call clearing",               busy},
    {user_busy,                      "user busy",                          busy},
    {no_user_responding,             "no user responding",                 congestion},
    {no_answer,                      "no answer from user",                busy},
    {subscriber_absent,              "subscriber absent",                  special_information},
    {call_rejected,                  "call rejected",                      busy},
    {number_changed,                 "number changed",                     special_information},
    {non_selected_user_clearing,     "non-selected user clearing",         silence},
    {destination_out_of_order,       "destination out of order",           congestion},
    {invalid_number_format,          "invalid number format",              special_information},
    {facility_rejected,              "facility rejected",                  congestion},
    {normal_unspecified,             "normal, unspecified",                silence},
    {no_circuit_available,           "no circuit/channel available",       congestion},
    {network_out_of_order,           "network out of order",               congestion},
    {temporary_failure,              "temporary failure",                  congestion},
    {switching_equipment_congestion, "switching equipment congestion",     congestion},
    {requested_channel_unavailable,  "requested circuit/channel not available", congestion},
    {resource_unavailable,           "resource unavailable, unspecified",  congestion},
    {facility_not_subscribed,        "requested facility not subscribed",  special_information},
    {outgoing_calls_barred,          "outgoing calls barred",              special_information},
    {incoming_calls_barred,          "incoming calls barred",              special_information},
    {incompatible_destination,       "incompatible destination",           congestion},
    {recovery_on_timer_expiry,       "recovery on timer expiry",           congestion},
    {protocol_error,                 "protocol error, unspecified",        congestion},
    {interworking,                   "interworking, unspecified",          congestion},
  });
}();
// clang-format on

static_assert(std::ranges::is_sorted(rows, {}, &CauseInfo::cause));

const CauseInfo* find(Cause cause) {
  const auto row = std::ranges::lower_bound(rows, cause, {}, &CauseInfo::cause);
  return row != rows.end() && row->cause == cause ? row : nullptr;
}

}  // namespace

std::span<const CauseInfo> causes() {
  return rows;
}

const CauseInfo& info(Cause cause) {
  if (const CauseInfo* row = find(cause)) return *row;
  const bool is_normal_class = static_cast<unsigned>(cause) < 32;
  return *find(is_normal_class ? Cause::normal_unspecified : Cause::resource_unavailable);
}

std::string_view name(Cause cause) {
  return info(cause).name;
}

ToneId treatment(Cause cause) {
  return info(cause).treatment;
}

}  // namespace forlopp::callmodel
