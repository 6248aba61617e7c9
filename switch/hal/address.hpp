#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace forlopp::hal {

/// Where a card sits. Shelf and slot are counted from 1, as they are written on the rack, up to
/// `shelves_max` and `slots_max`.
inline constexpr std::uint16_t shelves_max = 1000;
inline constexpr std::uint16_t slots_max = 32;
struct CardAddress {
  std::uint16_t shelf = 0;
  std::uint16_t slot = 0;

  auto operator<=>(const CardAddress&) const = default;
};

/// A line of a card, counted from 1; at most `ports_max`. `whole_card` means the card itself.
using PortNumber = std::uint8_t;
inline constexpr PortNumber whole_card = 0;
inline constexpr PortNumber ports_max = 64;

struct PortAddress {
  CardAddress card{};
  PortNumber port = whole_card;

  auto operator<=>(const PortAddress&) const = default;
};

/// Trunk groups are counted from 1, and so are the circuits of a group (ISUP: CIC), up to
/// `circuits_max`.
inline constexpr std::uint16_t circuits_max = 4096;
using TrunkGroupNumber = std::uint16_t;
using CircuitNumber = std::uint16_t;

struct CircuitAddress {
  TrunkGroupNumber group = 0;
  CircuitNumber circuit = 0;

  auto operator<=>(const CircuitAddress&) const = default;
};

/// One end of a speech path: nothing, a line or a circuit.
class PathEnd {
 public:
  static constexpr bool is_isolated_value = true;
  enum class Kind : std::uint8_t { nothing, port, circuit };

  constexpr PathEnd() = default;
  constexpr PathEnd(PortAddress port)  // NOLINT: a port is an end
      : kind_{Kind::port}, port_{port.port}, first_{port.card.shelf}, second_{port.card.slot} {}
  constexpr PathEnd(CircuitAddress circuit)  // NOLINT: a circuit is an end
      : kind_{Kind::circuit}, first_{circuit.group}, second_{circuit.circuit} {}

  constexpr Kind kind() const { return kind_; }
  constexpr explicit operator bool() const { return kind_ != Kind::nothing; }
  /// The line; only if `kind()` is `port`.
  constexpr PortAddress port() const { return {{first_, second_}, port_}; }
  /// The circuit; only if `kind()` is `circuit`.
  constexpr CircuitAddress circuit() const { return {first_, second_}; }
  /// Different ends have different numbers.
  constexpr std::uint64_t bits() const {
    return std::uint64_t{static_cast<std::uint8_t>(kind_)} << 40U | std::uint64_t{port_} << 32U |
           std::uint64_t{first_} << 16U | second_;
  }

  constexpr auto operator<=>(const PathEnd&) const = default;

 private:
  Kind kind_ = Kind::nothing;
  PortNumber port_ = 0;
  std::uint16_t first_ = 0;
  std::uint16_t second_ = 0;
};

std::string to_string(CardAddress card);        ///< `1/3`
std::string to_string(PortAddress port);        ///< `1/3/12`
std::string to_string(CircuitAddress circuit);  ///< `2:17`
std::string to_string(PathEnd end);             ///< `line 1/3/12`, `circuit 2:17`, `nothing`

}  // namespace forlopp::hal
