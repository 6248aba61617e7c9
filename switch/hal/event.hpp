#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "switch/hal/address.hpp"
#include "switch/hal/checksum.hpp"

namespace forlopp::hal {

/// What hardware reports. Of a line, or with port `whole_card` of the card.
enum class EventKind : std::uint8_t {
  off_hook,   ///< Lifted, and not because it rang.
  on_hook,    ///<
  flash,      ///< A short on-hook, already told from hanging up.
  digit,      ///< `value`: the symbol, plus `by_pulses` if it came from a dial.
  ring_trip,  ///< Lifted while ringing, instead of `off_hook`. The card has stopped the ringing.
  alarm,      ///< `value`: an `Alarm`.
  alarm_cleared,  ///< `value`: an `Alarm`.
  test_result,    ///< `value`: a `TestVerdict`; the answer to a `Test`.
  boot,           ///< The card has started. `value`: a `BootReason`.
  removed,        ///< The card is gone from its slot. Sent by the shelf in the card's name.
};

enum class Alarm : std::uint16_t { power, temperature, ringing_generator, tone_generator, port };
enum class BootReason : std::uint16_t { power_on, inserted, watchdog, commanded };
enum class TestVerdict : std::uint16_t { passed, loop_open, loop_short, leakage, foreign_voltage };

/// Set in the value of a `digit` event.
inline constexpr std::uint16_t by_pulses = 0x100;

/// Numbers one run of a card, from its start to its next; never 0, grows with each start. In a new
/// run no tone sounds, nothing rings, no command and no unacknowledged event is remembered. Paths
/// are still up unless the card was out of its slot.
using Incarnation = std::uint32_t;

/// From a driver to the process that is attached to the card. Numbered by `sequence` from 1 within
/// an incarnation, and repeated until acknowledged: so each arrives at least once, in any order.
struct Event {
  CardAddress card{};
  Incarnation incarnation = 0;
  std::uint32_t sequence = 0;
  PortNumber port = whole_card;
  EventKind kind = EventKind::off_hook;
  std::uint16_t value = 0;
  std::uint32_t checksum = 0;

  bool operator==(const Event&) const = default;
};

/// The effects of all events up to and including `sequence` are safe: forget them. Cumulative, so
/// one may answer many events and a lost one does no harm.
struct EventAck {
  CardAddress card{};
  Incarnation incarnation = 0;
  std::uint32_t sequence = 0;
  std::uint32_t checksum = 0;
};

/// The symbol of a `digit` event.
constexpr char symbol(const Event& event) {
  return static_cast<char>(event.value & 0x7FU);
}

std::uint32_t checksum_of(const Event& event);
std::uint32_t checksum_of(const EventAck& ack);

std::string_view name(EventKind kind);
std::string_view name(Alarm alarm);
std::string_view name(BootReason reason);
std::string_view name(TestVerdict verdict);
std::string describe(const Event& event);
std::string describe(const EventAck& ack);

}  // namespace forlopp::hal
