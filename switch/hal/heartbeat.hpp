#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/pid.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/checksum.hpp"
#include "switch/hal/event.hpp"

namespace forlopp::hal {

/// How far into the card a heartbeat goes before it is echoed. Firmware that hangs answers at the
/// link and not from its scan loop.
enum class HeartbeatDepth : std::uint8_t { link, scan_loop };

struct Heartbeat {
  CardAddress card{};
  runtime::Pid from{};
  std::uint32_t number = 0;
  HeartbeatDepth depth = HeartbeatDepth::scan_loop;
  std::uint32_t checksum = 0;
};

/// With the incarnation, so that a start that nobody heard of is noticed.
struct HeartbeatEcho {
  CardAddress card{};
  Incarnation incarnation = 0;
  std::uint32_t number = 0;
  HeartbeatDepth depth = HeartbeatDepth::scan_loop;
  std::uint32_t checksum = 0;
};

std::uint32_t checksum_of(const Heartbeat& heartbeat);
std::uint32_t checksum_of(const HeartbeatEcho& echo);

std::string_view name(HeartbeatDepth depth);
std::string describe(const Heartbeat& heartbeat);
std::string describe(const HeartbeatEcho& echo);

}  // namespace forlopp::hal
