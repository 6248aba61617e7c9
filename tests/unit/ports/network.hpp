#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ports/sockets.hpp"
#include "ports/tcp.hpp"
#include "runtime/script.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/support/event_log.hpp"
#include "tests/support/processes.hpp"

/// Stories that are told on a threaded node with sockets.
namespace forlopp::test {

using namespace std::chrono_literals;

inline void expect_log(const std::vector<std::string>& expected,
                       Task<> (*story)(Context, EventLog*)) {
  EventLog log;
  runtime::ThreadedNode node{{.schedulers = 2}};
  const ports::Sockets sockets{node};
  const Pid pid = node.spawn({.label = {"story"}}, runtime::script(story, &log));
  EXPECT_TRUE(node.wait_for_exit(pid, 60s));
  EXPECT_THAT(log.lines(), testing::ElementsAreArray(expected));
}

/// Two ends of a connection, both owned by the calling process, and where it came in.
struct Ends {
  Pid listener{};
  Pid server{};
  Pid client{};
  std::uint16_t port = 0;
};

inline Task<std::uint16_t> port_of(Context self, Pid listener) {
  const ports::LocalAddress question{};
  const auto address = co_await runtime::call<ports::Address>(self, listener, question);
  co_return address->port;
}

inline Task<Ends> connected_ends(Context self, ports::ConnectionOptions options) {
  Ends ends;
  const ports::Address anywhere{"127.0.0.1", 0};
  ends.listener = *ports::listen(self, anywhere, options);
  ends.port = co_await port_of(self, ends.listener);
  self.send(ends.listener, ports::Accept{});
  const ports::Address there{"127.0.0.1", ends.port};
  ends.client = *ports::connect(self, there, options);
  const Message connected = co_await runtime::receive_any<ports::Connected>(self);
  const Message accepted = co_await runtime::receive_any<ports::Accepted>(self);
  ends.server = accepted.get_if<ports::Accepted>()->port;
  co_return ends;
}

inline Task<ports::SendAnswer> send_to(Context self, Pid port, std::string data,
                                       ports::WhenBusy when_busy = ports::WhenBusy::wait) {
  ports::Send request{std::move(data), when_busy};
  const auto answer =
      co_await runtime::call<ports::SendAnswer>(self, port, std::move(request), 30s);
  co_return answer ? *answer : ports::SendAnswer::closed;
}

/// Sends, and waits until the port is not busy.
inline Task<> sends(Context self, Pid port, std::string data) {
  const ports::SendAnswer answer = co_await send_to(self, port, std::move(data));
  runtime::check(answer == ports::SendAnswer::ok, "the port takes what it is given");
}

/// What one port receives, up to the end or this many bytes.
inline Task<std::string> received_by(Context self, Pid port, std::size_t size) {
  self.send(port, ports::always);
  std::string data;
  while (data.size() < size) {
    const auto is_its = [port](const Message& message) {
      const auto* received = message.get_if<ports::Received>();
      const auto* closed = message.get_if<ports::Closed>();
      return (received != nullptr && received->port == port) ||
             (closed != nullptr && closed->port == port);
    };
    const Message message = co_await runtime::receive_if(self, is_its);
    if (message.is<ports::Closed>()) break;
    data += message.get_if<ports::Received>()->data;
  }
  co_return data;
}

/// `{connect,econnrefused}`: what the next `Failed` says, without the address.
inline Task<std::string> next_failure(Context self) {
  const Message message = co_await runtime::receive_any<ports::Failed>(self);
  const auto* failed = message.get_if<ports::Failed>();
  co_return '{' + failed->operation + ',' + failed->error + '}';
}

inline std::string to_string(ports::SendAnswer answer) {
  switch (answer) {
    case ports::SendAnswer::ok: return "ok";
    case ports::SendAnswer::busy: return "busy";
    case ports::SendAnswer::closed: return "closed";
  }
  return {};
}

}  // namespace forlopp::test
