#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/pid.hpp"
#include "switch/hal/address.hpp"

namespace forlopp::hal {

/// A card in its slot.
struct CardInventory {
  CardAddress card{};
  PortNumber ports = 0;
};

/// What hardware there is, and which process drives it. Implemented outside the exchange, and
/// outlives it. Its functions may be called from any process on any thread.
class Equipment {
 public:
  virtual ~Equipment() = default;

  /// The cards that are installed, by address; constant. Which of them are in their slots now is
  /// told by the shelf's driver.
  virtual std::vector<CardInventory> inventory() const = 0;
  /// The driver of the card in this slot; nobody if there is none. It stays the same while the card
  /// is pulled and comes back.
  virtual runtime::Pid card_driver(CardAddress card) const = 0;
  /// The driver of the circuits of a trunk group; nobody if there is none.
  virtual runtime::Pid trunk_driver(TrunkGroupNumber group) const = 0;
  /// The driver of a shelf, to whom one sends `WatchShelf`; nobody if there is none.
  virtual runtime::Pid shelf_driver(std::uint16_t shelf) const = 0;
};

/// To the driver of a shelf: from now on `exchange` is told of cards that come and go.
struct WatchShelf {
  std::uint16_t shelf = 0;
  runtime::Pid exchange{};
};
struct CardInserted {
  CardInventory inventory{};
};
struct CardRemoved {
  CardAddress card{};
};

std::string describe(const WatchShelf& watch);
std::string describe(const CardInserted& inserted);
std::string describe(const CardRemoved& removed);

}  // namespace forlopp::hal
