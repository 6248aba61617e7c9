#pragma once

#include <cstdint>
#include <vector>

#include "runtime/pid.hpp"
#include "switch/hal/card_address.hpp"

namespace forlopp::hal {

/// What hardware there is, and which process drives it. Implemented outside the exchange. Its
/// functions are called from processes on any thread; what they return may change when hardware is
/// pulled or comes back.
class Equipment {
 public:
  virtual ~Equipment() = default;

  /// The driver of the card in this slot; nobody if the slot is empty now.
  virtual runtime::Pid card_driver(CardAddress card) const = 0;
  /// The driver of the circuits of a trunk group, counted from 0; nobody if there is none.
  virtual runtime::Pid trunk_driver(std::uint16_t group) const = 0;
};

}  // namespace forlopp::hal
