#pragma once

#include <cstdint>
#include <string_view>

namespace forlopp::hal {

/// The tones that a card can give; frequencies and cadences are its country's.
enum class Tone : std::uint8_t {
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

/// Rhythm of the ringing current, by meaning; the times are the country's.
enum class Cadence : std::uint8_t { normal, distinctive, recall, splash };

std::string_view name(Tone tone);
std::string_view name(Cadence cadence);

}  // namespace forlopp::hal
