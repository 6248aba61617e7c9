#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "runtime/context.hpp"

/// TCP as ports: processes that are doors to the outside. A port belongs to one process, its owner,
/// which gets what comes in as messages. It is linked to its owner: when that ends, however it
/// does, the port still sends what it was given, and closes. All that processes can be asked and
/// told holds for ports, too.
namespace forlopp::ports {

struct Address {
  std::string host{};
  std::uint16_t port = 0;  ///< To listen at: 0 for any that is free.
};
/// `127.0.0.1:4000`, `[::1]:4000`
std::string to_string(const Address& address);

/// What one `Received` holds: whatever has arrived, or a line with its line feed.
enum class Framing : std::uint8_t { raw, lines };

struct ConnectionOptions {
  Framing framing = Framing::raw;
  std::size_t line_max = 65'536;    ///< A longer line is a failure, `emsgsize`.
  std::size_t busy_above = 65'536;  ///< With more bytes waiting to be sent the port is busy.
  runtime::Duration connect_within = runtime::infinity;
  /// How long a port that was closed tries to send what is left, and waits for the other side to
  /// close as well.
  runtime::Duration linger = std::chrono::seconds{5};
};

/// A listening port, owned by the calling process. `address.host` is one of this machine's, as
/// number; it is free as soon as the owner of whoever listened there has ended. The error is a term
/// such as `{listen,"127.0.0.1:4000",eaddrinuse}`.
runtime::StartResult listen(runtime::Context& self, const Address& address,
                            const ConnectionOptions& accepted_have = {});
/// A connecting port, owned by the calling process, which gets `Connected` or `Failed`. What is
/// sent before waits.
runtime::StartResult connect(runtime::Context& self, const Address& address,
                             const ConnectionOptions& options = {});

// What can be said to a port.

/// To a listening port, by anybody: hand me one connection. Brings one `Accepted` or `Failed`.
struct Accept {};
/// By the owner: how many more `Received` it wants; at the beginning none. As long as it wants
/// none, nothing is read, and in the end the sender has to wait.
struct Activate {
  std::uint32_t count;
};
inline constexpr Activate once{1};
inline constexpr Activate always{std::numeric_limits<std::uint32_t>::max()};
inline constexpr Activate passive{0};
/// By the owner: send what is left, then close.
struct Close {};

// What a port can be asked, with `call` (scripts) or `Context::request` (behaviours).

/// What becomes of data for a busy port: they are taken, and the answer waits until it is not busy
/// any more, so that whoever waits for the answer is as fast as the other side, which the system
/// monitor is told (`BusyPort`); or they are refused.
enum class WhenBusy : std::uint8_t { wait, refuse };
/// By anybody. Answer: `SendAnswer`.
struct Send {
  std::string data;
  WhenBusy when_busy = WhenBusy::wait;
};
enum class SendAnswer : std::uint8_t {
  ok,      ///< On its way, or it will be.
  busy,    ///< Refused as a whole.
  closed,  ///< The port is closed or has failed.
};
/// By the owner: the port is another's from now on. Answer: `GiveAnswer`. What has come before is
/// in the old owner's mailbox, so do it while the port is passive.
struct GiveTo {
  runtime::Pid owner;
};
enum class GiveAnswer : std::uint8_t { ok, not_owner };
/// Answer: `Address`; empty before it is connected.
struct LocalAddress {};
struct PeerAddress {};

// What the owner is told.

struct Accepted {
  runtime::Pid listener;
  runtime::Pid port;
  Address peer;
};
struct Connected {
  runtime::Pid port;
  Address peer;
};
struct Received {
  runtime::Pid port;
  std::string data;
};
/// The count of an `Activate` of more than one has run out.
struct Passive {
  runtime::Pid port;
};
/// The other side sends no more; this was all. It may still be sent to.
struct Closed {
  runtime::Pid port;
};
/// An error ended the port; what it had not sent is lost. After this it ends normally.
struct Failed {
  runtime::Pid port;
  std::string operation;  ///< accept, connect, read, write, close
  std::string address;    ///< Of the other side; of a listener, its own.
  std::string error;      ///< As in OTP: econnrefused, econnreset, emsgsize, nxdomain, timeout
};
/// `{connect,"127.0.0.1:4000",econnrefused}`
std::string describe(const Failed& failure);

}  // namespace forlopp::ports
