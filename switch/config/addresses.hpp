#pragma once

#include <compare>
#include <cstdint>

#include "callmodel/identifiers.hpp"

namespace forlopp::exchange {

/// A line of the exchange, counted from 0 in the order of shelves, cards and ports.
enum class LineId : std::uint32_t {};

/// A slot for a line card, counted from 0 in the order of shelves.
enum class CardId : std::uint32_t {};

/// A circuit of a trunk group, both counted from 0.
struct CircuitId {
  std::uint16_t group = 0;
  std::uint16_t circuit = 0;
  friend constexpr auto operator<=>(const CircuitId&, const CircuitId&) = default;
};

constexpr std::uint32_t index(LineId line) {
  return static_cast<std::uint32_t>(line);
}
constexpr std::uint32_t index(CardId card) {
  return static_cast<std::uint32_t>(card);
}

/// A line or a circuit as an end of a speech path.
constexpr callmodel::PortId port_of(LineId line) {
  return callmodel::PortId{index(line)};
}
constexpr callmodel::PortId port_of(CircuitId circuit) {
  return callmodel::PortId{0x8000'0000U | std::uint32_t{circuit.group} << 16U | circuit.circuit};
}
constexpr bool is_circuit(callmodel::PortId port) {
  return (static_cast<std::uint32_t>(port) & 0x8000'0000U) != 0;
}
/// Of a path's end that is a line.
constexpr LineId line_of(callmodel::PortId port) {
  return LineId{static_cast<std::uint32_t>(port)};
}
/// Of a path's end that is a circuit.
constexpr CircuitId circuit_of(callmodel::PortId port) {
  const auto bits = static_cast<std::uint32_t>(port);
  return {static_cast<std::uint16_t>((bits >> 16U) & 0x7FFFU),
          static_cast<std::uint16_t>(bits & 0xFFFFU)};
}

}  // namespace forlopp::exchange
