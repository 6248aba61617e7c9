#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace forlopp::callmodel {

enum class Country : std::uint8_t { us, uk, se };
inline constexpr std::size_t country_count = 3;

/// What a subscriber can be made to hear.
enum class ToneId : std::uint8_t {
  silence,
  dial,
  recall_dial,  ///< Stuttered dial tone: a service is active, or a call is held.
  ringback,
  busy,
  congestion,  ///< Reorder in the United States.
  special_information,
  number_unobtainable,
  call_waiting,
  record,
  howler,  ///< Off-hook warning.
};
inline constexpr std::size_t tone_count = 11;

/// Up to four frequencies sounding together for `on`, then silence for `off`. A segment with `on`
/// zero is the end of the list; `on` of `continuous` lasts until the tone is stopped.
struct ToneSegment {
  std::array<std::uint16_t, 4> frequencies{};  ///< Hz, unused ones zero.
  std::chrono::milliseconds on{0};
  std::chrono::milliseconds off{0};
};

inline constexpr std::chrono::milliseconds continuous{-1};

/// A tone as a cadence: the segments in turn, repeated from segment `repeat_from`.
struct Tone {
  std::array<ToneSegment, 4> segments{};
  std::uint8_t repeat_from = 0;
};

/// Alternating on and off of the ringing current; zeros end the list. Repeats.
using RingCadence = std::array<std::chrono::milliseconds, 4>;

std::string_view name(Country country);  ///< "US", "UK", "SE".
std::string_view name(ToneId tone);      ///< "dial", "busy", ...

/// Tones of a country (libtonezone's zone data; E.180).
const Tone& tone(Country country, ToneId id);
const RingCadence& ring_cadence(Country country);

/// What sounds `at` this long after the tone began: the frequencies (zeros for silence).
std::array<std::uint16_t, 4> frequencies_at(const Tone& tone, std::chrono::milliseconds at);

}  // namespace forlopp::callmodel
