#include "switch/hal/address.hpp"

#include <fmt/format.h>

namespace forlopp::hal {

std::string to_string(CardAddress card) {
  return fmt::format("{}/{}", card.shelf, card.slot);
}

std::string to_string(PortAddress port) {
  return fmt::format("{}/{}", to_string(port.card), port.port);
}

std::string to_string(CircuitAddress circuit) {
  return fmt::format("{}:{}", circuit.group, circuit.circuit);
}

std::string to_string(PathEnd end) {
  switch (end.kind()) {
    case PathEnd::Kind::nothing: return "nothing";
    case PathEnd::Kind::port: return fmt::format("line {}", to_string(end.port()));
    case PathEnd::Kind::circuit: return fmt::format("circuit {}", to_string(end.circuit()));
  }
  return "?";
}

}  // namespace forlopp::hal
