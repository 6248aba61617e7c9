#include "hwsim/call_outcome.hpp"

#include <array>

#include <fmt/format.h>

#include "switch/hal/sound.hpp"

namespace forlopp::hwsim {

std::string_view name(CallResult result) {
  constexpr std::array<std::string_view, call_result_count> names{
      "answered",     "cut off",      "wrong number", "no answer", "busy",      "congestion",
      "unobtainable", "no dial tone", "silence",      "abandoned", "unfinished"};
  return names.at(static_cast<std::size_t>(result));
}

std::string_view name(EndedBy who) {
  constexpr std::array<std::string_view, 3> names{"caller", "called", "exchange"};
  return names.at(static_cast<std::size_t>(who));
}

std::string describe(const CallOutcome& outcome) {
  return fmt::format("{} dialled {}: {}, ended by {}", to_string(outcome.caller),
                     outcome.dialled.text(), name(outcome.result), name(outcome.ended_by));
}

CallResult refusal(hal::Tone tone) {
  switch (tone) {
    case hal::Tone::busy: return CallResult::busy;
    case hal::Tone::special_information:
    case hal::Tone::number_unobtainable: return CallResult::unobtainable;
    case hal::Tone::silence: return CallResult::silence;
    case hal::Tone::dial:
    case hal::Tone::recall_dial:
    case hal::Tone::ringback:
    case hal::Tone::congestion:
    case hal::Tone::call_waiting:
    case hal::Tone::record:
    case hal::Tone::howler: return CallResult::congestion;
  }
  return CallResult::congestion;
}

}  // namespace forlopp::hwsim
