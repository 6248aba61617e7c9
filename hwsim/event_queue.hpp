#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "switch/hal/event.hpp"

namespace forlopp::hwsim {

/// The events of one run of a card that nobody has acknowledged yet.
class EventQueue {
 public:
  /// A card that has this many waits for nobody any more.
  static constexpr std::size_t capacity = 4096;

  /// A new run: forgets all, counts from 1 again.
  void begin(hal::CardAddress card, hal::Incarnation incarnation);
  bool is_full() const { return waiting().size() >= capacity; }
  /// Numbers, seals and keeps it; when full, that fails a check. The reference is valid until the
  /// next change.
  const hal::Event& push(hal::PortNumber port, hal::EventKind kind, std::uint16_t value);
  /// This one and those before it; true if that freed something.
  bool acknowledge(std::uint32_t sequence);

  /// Oldest first.
  std::span<const hal::Event> waiting() const { return std::span{events_}.subspan(first_); }
  std::uint32_t last() const { return last_; }
  std::uint32_t acknowledged() const {
    return last_ - static_cast<std::uint32_t>(waiting().size());
  }

 private:
  hal::CardAddress card_{};
  hal::Incarnation incarnation_ = 0;
  std::uint32_t last_ = 0;
  std::size_t first_ = 0;  // In `events_`; those before it are acknowledged.
  std::vector<hal::Event> events_{};
};

}  // namespace forlopp::hwsim
