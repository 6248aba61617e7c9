#include "switch/lines/hal_terms.hpp"

#include <array>

namespace forlopp::exchange {
namespace {

constexpr std::array<hal::Tone, callmodel::tone_count> tones{hal::Tone::silence,
                                                             hal::Tone::dial,
                                                             hal::Tone::recall_dial,
                                                             hal::Tone::ringback,
                                                             hal::Tone::busy,
                                                             hal::Tone::congestion,
                                                             hal::Tone::special_information,
                                                             hal::Tone::number_unobtainable,
                                                             hal::Tone::call_waiting,
                                                             hal::Tone::record,
                                                             hal::Tone::howler};

}  // namespace

hal::Tone to_hal(callmodel::ToneId tone) {
  return tones[static_cast<std::size_t>(tone)];
}

hal::PathEnd to_hal(callmodel::PortId port, const ExchangeData& data) {
  if (is_circuit(port)) {
    const CircuitId circuit = circuit_of(port);
    return hal::CircuitAddress{static_cast<hal::TrunkGroupNumber>(circuit.group + 1),
                               static_cast<hal::CircuitNumber>(circuit.circuit + 1)};
  }
  const LinePlace place = data.place_of(line_of(port));
  return hal::PortAddress{{place.shelf, place.card}, static_cast<hal::PortNumber>(place.port)};
}

hal::Digits to_hal(const callmodel::Digits& digits) {
  hal::Digits result;
  for (std::size_t at = 0; at < digits.size(); ++at) result.push(callmodel::to_char(digits[at]));
  return result;
}

callmodel::Digits from_hal(const hal::Digits& digits) {
  callmodel::Digits result;
  for (const char symbol : digits.text()) {
    if (const auto digit = callmodel::to_digit(symbol)) result.push(*digit);
  }
  return result;
}

}  // namespace forlopp::exchange
