#include "switch/trunks/circuit_hunting.hpp"

#include <algorithm>

namespace forlopp::exchange {

CircuitHunting::CircuitHunting(Hunting hunting, Parity parity, std::uint16_t circuits)
    : hunting_{hunting}, parity_{parity}, circuits_{circuits}, is_idle_(circuits, false) {}

/// The circuits of our own parity first, so that both ends seldom seize the same one.
std::uint32_t CircuitHunting::rank(std::uint16_t circuit) const {
  const bool own = (circuit % 2 == 0) == (parity_ == Parity::even);
  return own ? circuit : std::uint32_t{circuits_} + circuit;
}

void CircuitHunting::push(std::uint16_t circuit) {
  if (hunting_ == Hunting::least_recently) {
    queue_.push_back(circuit);
    return;
  }
  heap_.push_back(circuit);
  std::ranges::push_heap(heap_, std::ranges::greater{}, [this](auto c) { return rank(c); });
}

void CircuitHunting::add(std::uint16_t circuit) {
  if (is_idle_[circuit]) return;
  is_idle_[circuit] = true;
  ++idle_;
  push(circuit);
}

void CircuitHunting::remove(std::uint16_t circuit) {
  if (!is_idle_[circuit]) return;
  is_idle_[circuit] = false;
  --idle_;
  std::erase(queue_, circuit);
  if (std::erase(heap_, circuit) > 0) {
    std::ranges::make_heap(heap_, std::ranges::greater{}, [this](auto c) { return rank(c); });
  }
}

std::optional<std::uint16_t> CircuitHunting::take() {
  if (idle_ == 0) return std::nullopt;
  std::uint16_t circuit = 0;
  if (hunting_ == Hunting::least_recently) {
    circuit = queue_.front();
    queue_.pop_front();
  } else {
    std::ranges::pop_heap(heap_, std::ranges::greater{}, [this](auto c) { return rank(c); });
    circuit = heap_.back();
    heap_.pop_back();
  }
  is_idle_[circuit] = false;
  --idle_;
  return circuit;
}

}  // namespace forlopp::exchange
