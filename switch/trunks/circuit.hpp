#pragma once

#include <cstdint>
#include <string_view>

#include "callmodel/identifiers.hpp"
#include "runtime/pid.hpp"

namespace forlopp::exchange {

/// What a circuit of a trunk group is doing.
enum class CircuitState : std::uint8_t {
  idle,
  outgoing,   ///< Seized by us for a half-call.
  incoming,   ///< Seized from afar; its half-call may not exist yet.
  resetting,  ///< RSC or GRS was sent and not answered: nobody's.
};
std::string_view name(CircuitState state);

/// Whether the far end lets us use a circuit for new calls (BLO, UBL).
enum class RemoteBlocking : std::uint8_t { open, blocked };

struct Circuit {
  CircuitState state = CircuitState::idle;
  RemoteBlocking remote = RemoteBlocking::open;
  runtime::Pid holder{};
  runtime::Ref watch{};  ///< The monitor on the holder, or the request for an incoming half-call.
  callmodel::CallId call{};
};

}  // namespace forlopp::exchange
