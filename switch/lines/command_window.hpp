#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/time.hpp"
#include "switch/hal/command.hpp"

namespace forlopp::exchange {

/// The commands to one card that are not yet answered: numbered for each port, few under way at a
/// time, repeated in order until answered. Told the time.
class CommandWindow {
 public:
  struct Pending {
    std::uint32_t number = 0;
    hal::PortNumber port = 0;
    std::uint8_t repeats = 0;
    bool under_way = false;
    runtime::Instant sent;
    hal::Action action;
  };

  explicit CommandWindow(std::size_t ports) : next_number_(ports + 1, 1) {}

  /// A new run of the card, or a new attachment: forgets all and counts from 1.
  void restart();
  /// Appends a command.
  void add(hal::PortNumber port, const hal::Action& action);
  /// The first command that may go out now, marked as sent; call until it returns nothing.
  const Pending* next_to_send(runtime::Instant now);
  /// The next one that has waited for its answer since before `sent_before`, marked as sent again.
  const Pending* next_to_repeat(runtime::Instant now, runtime::Instant sent_before);
  /// Takes out an answered command; nothing if it is not (or no longer) waited for.
  std::optional<hal::Action> answered(hal::PortNumber port, std::uint32_t number);

  bool empty() const { return pending_.empty(); }
  bool has_unsent() const { return unsent_ > 0; }
  std::size_t size() const { return pending_.size(); }
  std::uint64_t repeated() const { return repeated_; }

 private:
  std::uint32_t under_way(hal::PortNumber port) const;

  std::vector<Pending> pending_;
  std::vector<std::uint32_t> next_number_;
  std::size_t unsent_ = 0;
  std::uint64_t repeated_ = 0;
};

}  // namespace forlopp::exchange
