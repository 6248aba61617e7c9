#pragma once

#include <cstdint>
#include <variant>

#include "callmodel/cause.hpp"
#include "callmodel/identifiers.hpp"
#include "callmodel/line_class.hpp"
#include "callmodel/number.hpp"

namespace forlopp::callmodel {

/// Messages between the two halves of a call, with the meaning of their ISUP counterparts. Plain
/// values: they travel between processes. FIFO per direction is assumed, nothing else.

/// The caller wants to reach a number (IAM). Creates the terminating half.
struct Setup {
  CallId call{};
  Digits calling{};
  Digits called{};
  PortId calling_port{};
  Category category = Category::local;
};

/// The line or circuit and the path to it are seized; wait (Q.931 CALL PROCEEDING).
struct Proceeding {};

/// Who makes the ringing tone that the caller hears.
enum class Ringback : std::uint8_t {
  local,    ///< The originating half gives it.
  in_band,  ///< It comes through the path, which is connected backwards.
};

/// The called party is being rung (ACM).
struct Alerting {
  Ringback ringback = Ringback::local;
};

/// Something happened on the way, no change of state (CPG).
struct Progress {};

/// The called party answered (ANM); says who may end the call.
struct Answer {
  ReleasePolicy policy = ReleasePolicy::calling_party_with_timeout;
};

/// The sender's party hung up without ending the call (SUS), and lifted again (RES).
struct Suspend {};
struct Resume {};

/// The call ends (REL); the receiver answers with ReleaseComplete (RLC) and forgets the sender.
struct Release {
  Cause cause = Cause::normal_clearing;
};
struct ReleaseComplete {};

using Primitive = std::variant<Setup, Proceeding, Alerting, Progress, Answer, Suspend, Resume,
                               Release, ReleaseComplete>;

}  // namespace forlopp::callmodel
