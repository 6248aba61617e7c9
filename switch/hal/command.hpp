#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/pid.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/checksum.hpp"
#include "switch/hal/digits.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/sound.hpp"

namespace forlopp::hal {

// What a port can be told to do. Its line hears one thing at a time: the tone, if one is on;
// otherwise the far end of its path; otherwise silence.

/// Rings the telephone until `StopRinging` or ring trip. `wrong_hook_state` if it is off-hook: the
/// line was lifted first.
struct Ring {
  Cadence cadence = Cadence::normal;
  bool operator==(const Ring&) const = default;
};
struct StopRinging {
  bool operator==(const StopRinging&) const = default;
};
/// Replaces the tone before; the path, if any, stays behind it. `wrong_hook_state` if on-hook.
struct GiveTone {
  Tone tone = Tone::silence;
  bool operator==(const GiveTone&) const = default;
};
struct StopTone {
  bool operator==(const StopTone&) const = default;
};
/// The line hears `end` from now on, and no tone. One way: the other end is told by itself.
/// Replaces the path before.
struct Connect {
  PathEnd end{};
  bool operator==(const Connect&) const = default;
};
struct Disconnect {
  bool operator==(const Disconnect&) const = default;
};
enum class Polarity : std::uint8_t { normal, reversed };
struct SetPolarity {
  Polarity polarity = Polarity::normal;
  bool operator==(const SetPolarity&) const = default;
};
/// Sends the calling number to the display of the ringing telephone.
struct ShowCaller {
  Digits number{};
  bool operator==(const ShowCaller&) const = default;
};
/// Everything off: ringing, tone, path; normal polarity. The hook and a block stay.
struct Rest {
  bool operator==(const Rest&) const = default;
};
/// The port reports nothing any more (a babbling line) and its line hears nothing.
struct Block {
  bool operator==(const Block&) const = default;
};
/// Reports again from now on; what happened meanwhile only a `StateQuery` tells.
struct Unblock {
  bool operator==(const Unblock&) const = default;
};
/// Measures the line; the result is a `test_result` event. `busy` while it rings or has a path.
struct Test {
  bool operator==(const Test&) const = default;
};
/// To port `whole_card`: the card starts anew. Works even when its firmware does not: a process
/// that attached meanwhile, and so knows no incarnation, states incarnation 0. Answered by the
/// `boot` event alone.
struct Reset {
  bool operator==(const Reset&) const = default;
};

using Action = std::variant<Ring, StopRinging, GiveTone, StopTone, Connect, Disconnect, SetPolarity,
                            ShowCaller, Rest, Block, Unblock, Test, Reset>;

/// How many commands of one port may be unanswered at a time.
inline constexpr std::uint32_t commands_in_flight_max = 8;

/// From the process attached to a card to its driver. Numbered from 1 for each port, beginning
/// again when a new process attaches and with each incarnation. The driver carries out the commands
/// of a port in the order of their numbers, each once; it drops one that comes before its
/// predecessor, and answers one that comes again without doing it again. So the sender repeats, in
/// order, what is not answered in time. Commands from others than the attached process, or for
/// another incarnation, are dropped.
struct Command {
  runtime::Pid from{};
  CardAddress card{};
  Incarnation incarnation = 0;
  std::uint32_t number = 0;
  PortNumber port = whole_card;
  Action action{};
  std::uint32_t checksum = 0;
};

enum class CommandOutcome : std::uint8_t {
  done,
  wrong_hook_state,
  busy,
  no_such_port,
  not_supported,  ///< Of a card or of a port, or not by this kind of equipment.
};

struct CommandAnswer {
  CardAddress card{};
  Incarnation incarnation = 0;
  std::uint32_t number = 0;
  PortNumber port = whole_card;
  CommandOutcome outcome = CommandOutcome::done;
  std::uint32_t checksum = 0;
};

std::uint32_t checksum_of(const Command& command);
std::uint32_t checksum_of(const CommandAnswer& answer);

std::string_view name(Polarity polarity);
std::string_view name(CommandOutcome outcome);
/// `ring`, `give_tone`, ...: what a trace calls it.
std::string_view name(const Action& action);
std::string describe(const Action& action);
std::string describe(const Command& command);
std::string describe(const CommandAnswer& answer);

}  // namespace forlopp::hal
