#pragma once

#include <cstdint>

#include "callmodel/identifiers.hpp"
#include "runtime/pid.hpp"

/// Between half-calls and the keepers of what is shared. A keeper watches whoever holds something
/// of it, so that it comes back however the holder ended.
namespace forlopp::exchange {

namespace path {
/// Answered by PathGranted or PathRefused. One per half-call at a time.
struct RequestPath {
  callmodel::PortId from{};
  callmodel::PortId to{};
};
/// Also takes back a request.
struct ReleasePath {};
/// The sender has this path already: it is connected in the hardware. Not answered.
struct ClaimPath {
  callmodel::PortId from{};
  callmodel::PortId to{};
};
}  // namespace path

namespace receiver {
/// Answered by ReceiverGranted, perhaps after a wait, or ReceiverRefused. One per half-call.
struct RequestReceiver {};
/// Also takes back a request.
struct ReleaseReceiver {};
}  // namespace receiver

/// Which keeper has lost its books and asks; the half-call then repeats what it has asked for.
enum class LostBooks : std::uint8_t { none, paths, receivers, circuits };

/// Question to a half-call: what do you hold? Answer: `Holdings`.
struct ReportHoldings {
  LostBooks lost = LostBooks::none;
  std::uint16_t group = 0;  ///< Of the trunk group that has lost them.
};

enum class Side : std::uint8_t { originating, terminating };
enum class Holding : std::uint8_t { none, requested, held };

struct Holdings {
  runtime::Pid half;
  callmodel::CallId call{};
  Side side = Side::originating;
  callmodel::PortId access{};  ///< Its line or circuit.
  Holding has_access = Holding::none;
  Holding path = Holding::none;
  callmodel::PortId path_from{};
  callmodel::PortId path_to{};
  Holding receiver = Holding::none;
};

}  // namespace forlopp::exchange
