#pragma once

#include <cstdint>

#include "callmodel/identifiers.hpp"
#include "callmodel/number.hpp"
#include "callmodel/tone.hpp"

/// What half-calls say to the process of a card. All name the call, so that a late word of an
/// earlier call on the line is noticed. The card answers with the call model's own events.
namespace forlopp::exchange::line {

/// A line as its card counts it, from 0, and the call that it is in.
struct LineInCall {
  std::uint16_t port = 0;
  callmodel::CallId call{};
};

/// For a terminating call. Answered by LineSeized or LineRefused.
struct SeizeLine {
  LineInCall at;
};
struct GiveTone {
  LineInCall at;
  callmodel::ToneId tone{};
};
struct StopTone {
  LineInCall at;
};
/// Answered by RingingStarted or RingingFailed.
struct StartRinging {
  LineInCall at;
  callmodel::Digits calling;
};
struct StopRinging {
  LineInCall at;
};
/// The line hears `to`. One way: the other end is told by itself.
struct ConnectPath {
  LineInCall at;
  callmodel::PortId to{};
};
struct DisconnectPath {
  LineInCall at;
};
/// Left off-hook: silent until it is on-hook.
struct LockOutLine {
  LineInCall at;
};
/// The call no longer needs the line.
struct ReleaseLine {
  LineInCall at;
};

enum class Side : std::uint8_t { calling, called };
enum class Hears : std::uint8_t { nothing, path };

/// To the successor of a card process that ended: this line is in my call, and this is what it
/// should be doing. Answered, if it cannot be, by LineLost.
struct ClaimLine {
  LineInCall at;
  Side side = Side::calling;
  Hears hears = Hears::nothing;
  callmodel::ToneId tone = callmodel::ToneId::silence;
  callmodel::PortId path{};   ///< With Hears::path.
  std::uint8_t rings = 0;     ///< 1: it is being rung.
  callmodel::Digits calling;  ///< While it rings.
};

}  // namespace forlopp::exchange::line
