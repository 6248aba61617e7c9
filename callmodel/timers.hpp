#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forlopp::callmodel {

/// Every timer of the call model.
enum class TimerId : std::uint8_t {
  resource_wait,
  first_digit,
  inter_digit,
  critical,
  setup_guard,
  alerting_confirmation,
  no_answer,
  treatment,
  howler,
  called_party_clear,
  release_guard,
  isup_t1,
  isup_t5,
  isup_t6,
  isup_t7,
  isup_t9,
};
inline constexpr std::size_t timer_count = 16;

/// A timer's name, default, permitted range and where these come from.
struct TimerDef {
  TimerId id;
  std::string_view name;
  std::chrono::milliseconds value;
  std::chrono::milliseconds min;
  std::chrono::milliseconds max;
  std::string_view source;
};

// clang-format off
inline constexpr auto timer_defs = [] {
  using namespace std::chrono_literals;
  using enum TimerId;
  return std::to_array<TimerDef>({
    {resource_wait,         "resource wait",          30s,  1s,   120s,  "own: admission and digit receiver"},
    {first_digit,           "first digit",            16s,  10s,  30s,   "RFC 3660 dl"},
    {inter_digit,           "inter-digit (partial)",  16s,  5s,   20s,   "RFC 3660 T-partial; Q.931 T302"},
    {critical,              "inter-digit (critical)", 4s,   2s,   6s,    "RFC 3660 T-critical"},
    {setup_guard,           "set-up guard",           30s,  4s,   120s,  "Q.931 T310; above ISUP T7"},
    {alerting_confirmation, "alerting confirmation",  6s,   1s,   10s,   "RSC"},
    {no_answer,             "no answer",              180s, 5s,   240s,  "RFC 3660 rg; Q.931 T301"},
    {treatment,             "busy or reorder tone",   30s,  10s,  60s,   "RFC 3660 bz, ro"},
    {howler,                "off-hook warning",       30s,  10s,  60s,   "5ESS practice"},
    {called_party_clear,    "called party clear",     10s,  1s,   300s,  "UK 2014; US 10-13 s"},
    {release_guard,         "release guard",          4s,   1s,   30s,   "Q.931 T308"},
    {isup_t1,               "ISUP T1",                15s,  15s,  60s,   "Q.764: RLC after REL"},
    {isup_t5,               "ISUP T5",                300s, 300s, 900s,  "Q.764: RLC after the first REL"},
    {isup_t6,               "ISUP T6",                60s,  10s,  120s,  "Q.118: RES after SUS"},
    {isup_t7,               "ISUP T7",                20s,  20s,  30s,   "Q.764: ACM after IAM"},
    {isup_t9,               "ISUP T9",                180s, 90s,  180s,  "Q.764: ANM after ACM"},
  });
}();
// clang-format on

static_assert(timer_defs.size() == timer_count);
static_assert(std::ranges::all_of(timer_defs, [](const TimerDef& timer) {
  return timer.min <= timer.value && timer.value <= timer.max &&
         &timer == &timer_defs[static_cast<std::size_t>(timer.id)];
}));

constexpr const TimerDef& definition(TimerId id) {
  return timer_defs[static_cast<std::size_t>(id)];
}

/// The durations in force for a country or a line class: the defaults, unless set otherwise. A
/// plain value; share it between threads as const.
class TimerSet {
 public:
  constexpr TimerSet() {
    for (const TimerDef& timer : timer_defs) at(timer.id) = timer.value;
  }

  constexpr std::chrono::milliseconds operator[](TimerId id) const {
    return values_[static_cast<std::size_t>(id)];
  }

  /// Sets a duration; false, and no change, when it lies outside the timer's range.
  constexpr bool set(TimerId id, std::chrono::milliseconds value) {
    if (value < definition(id).min || value > definition(id).max) return false;
    at(id) = value;
    return true;
  }

 private:
  constexpr std::chrono::milliseconds& at(TimerId id) {
    return values_[static_cast<std::size_t>(id)];
  }

  std::array<std::chrono::milliseconds, timer_count> values_{};
};

}  // namespace forlopp::callmodel
