#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hwsim/population.hpp"
#include "runtime/time.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/digits.hpp"
#include "switch/hal/sound.hpp"

namespace forlopp::hwsim {

/// How an attempt ended, as its caller experienced it.
enum class CallResult : std::uint8_t {
  answered,      ///< Talked until one of the two hung up.
  cut_off,       ///< Talked until the exchange ended it.
  wrong_number,  ///< Talked, but to somebody else than was dialled.
  no_answer,     ///< Heard ringback until patience, the caller's or the exchange's, was over.
  busy,
  congestion,
  unobtainable,  ///< Special information, number unobtainable.
  no_dial_tone,
  silence,     ///< Dialled, and heard nothing.
  abandoned,   ///< Meant to hang up while dialling.
  unfinished,  ///< Meant not to dial enough, and was told so.
};
inline constexpr std::size_t call_result_count = 11;

enum class EndedBy : std::uint8_t { caller, called, exchange };

/// Stands for a delay that did not come to its end.
inline constexpr runtime::Duration never{-1};

/// What the caller of an attempt says of it, once the telephone is hung up again.
struct CallOutcome {
  hal::PathEnd caller{};  ///< A line, or the circuit of a call from the far exchange.
  CallResult result = CallResult::answered;
  EndedBy ended_by = EndedBy::caller;
  DestinationKind destination = DestinationKind::local;
  std::uint8_t calling_class = 0;
  std::uint8_t retries = 0;  ///< How many attempts for the same wish came before.
  hal::Digits dialled{};
  runtime::Instant lifted{};
  runtime::Duration dial_tone_delay = never;  ///< Lifted to dial tone.
  runtime::Duration post_dial_delay = never;  ///< Last digit to the first tone or voice.
  runtime::Duration answer_delay = never;     ///< Last digit to answer.
  runtime::Duration talked = never;           ///< Answer to the end of the conversation.
};

std::string_view name(CallResult result);
std::string_view name(EndedBy who);
std::string describe(const CallOutcome& outcome);

/// What a tone that refuses a call says about it.
CallResult refusal(hal::Tone tone);

}  // namespace forlopp::hwsim
