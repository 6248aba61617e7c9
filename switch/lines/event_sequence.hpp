#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "switch/hal/event.hpp"

namespace forlopp::exchange {

/// Puts the events of one card in order again: what the link doubled is dropped, what came too
/// early waits for what it overtook (the driver repeats that until it is acknowledged).
class EventSequence {
 public:
  /// Events of this incarnation count, from the one after `acknowledged` on.
  void begin(hal::Incarnation incarnation, std::uint32_t acknowledged);
  hal::Incarnation incarnation() const { return incarnation_; }

  /// Takes in an event; false if it is old, known already, or of another incarnation.
  bool offer(const hal::Event& event);
  /// The next event in order, if it is here.
  std::optional<hal::Event> next();
  /// All events up to this one have come out of `next`.
  std::uint32_t last() const { return last_; }
  /// Those that wait, in order.
  const std::vector<hal::Event>& waiting() const { return waiting_; }

 private:
  /// More than a driver keeps unacknowledged; one beyond that comes again.
  static constexpr std::uint32_t waiting_max = 256;

  hal::Incarnation incarnation_ = 0;
  std::uint32_t last_ = 0;
  std::vector<hal::Event> waiting_;  ///< By sequence.
};

}  // namespace forlopp::exchange
