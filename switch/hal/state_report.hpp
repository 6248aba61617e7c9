#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/pid.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/checksum.hpp"
#include "switch/hal/command.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/sound.hpp"

namespace forlopp::hal {

enum class Hook : std::uint8_t { on, off };
enum class Ringing : std::uint8_t { silent, rings };
enum class Blocking : std::uint8_t { open, blocked };

/// What a port is doing now.
struct PortState {
  Hook hook = Hook::on;
  Ringing ringing = Ringing::silent;
  Tone tone = Tone::silence;
  Polarity polarity = Polarity::normal;
  Blocking blocking = Blocking::open;
  PathEnd path{};

  bool operator==(const PortState&) const = default;
};

/// Makes `exchange` the process that gets the card's events and whose commands it obeys. Answered
/// by a `StateReport` with `query` 0, then by all events that nobody has acknowledged. The same
/// process may attach again at any time; a card that is starting, or whose firmware hangs, does not
/// answer.
struct Attach {
  CardAddress card{};
  runtime::Pid exchange{};
  std::uint32_t checksum = 0;
};

/// Answered by a `StateReport` with the same `query`, which should not be 0.
struct StateQuery {
  CardAddress card{};
  runtime::Pid from{};
  std::uint32_t query = 0;
  std::uint32_t checksum = 0;
};

enum class Presence : std::uint8_t { present, removed };

/// The state of all ports after the event `last_event`, so including those that are not yet
/// acknowledged: `acknowledged` + 1 to `last_event` are on their way, or come again.
struct StateReport {
  CardAddress card{};
  Incarnation incarnation = 0;
  std::uint32_t query = 0;
  Presence presence = Presence::present;
  std::uint32_t acknowledged = 0;
  std::uint32_t last_event = 0;
  std::vector<PortState> ports{};  ///< Of port 1 first; empty if the card is removed.
  std::uint32_t checksum = 0;
};

std::uint32_t checksum_of(const Attach& attach);
std::uint32_t checksum_of(const StateQuery& query);
std::uint32_t checksum_of(const StateReport& report);

std::string_view name(Hook hook);
std::string describe(const PortState& port);
std::string describe(const Attach& attach);
std::string describe(const StateQuery& query);
std::string describe(const StateReport& report);

}  // namespace forlopp::hal
