#include "tests/unit/ports/network.hpp"
#include "tests/unit/ports/raw_socket.hpp"

namespace forlopp::ports {
namespace {

using namespace runtime;
using namespace test;

TEST(PortFailure, SaysThatAnAddressIsTaken) {
  expect_log({"as it should be"}, [](Context self, EventLog* log) -> Task<> {
    const RawSocket other = RawSocket::listening(1);
    const Address taken{"127.0.0.1", other.port()};
    const StartResult result = listen(self, taken);
    const std::string expected = "{listen,\"" + to_string(taken) + "\",eaddrinuse}";
    const std::string reason = result ? "started" : to_string(result.error());
    log->add(reason == expected ? "as it should be" : reason);
    co_return;
  });
}

TEST(PortFailure, SaysThatAnAddressIsNone) {
  expect_log({"{listen,\"nowhere:1\",einval}"}, [](Context self, EventLog* log) -> Task<> {
    const Address nowhere{"nowhere", 1};
    const StartResult result = listen(self, nowhere);
    log->add(result ? "started" : to_string(result.error()));
    co_return;
  });
}

TEST(PortFailure, SaysThatNobodyListens) {
  expect_log({"{connect,econnrefused}"}, [](Context self, EventLog* log) -> Task<> {
    Address there{"127.0.0.1", 0};
    {
      const RawSocket brief = RawSocket::listening(1);
      there.port = brief.port();
    }
    const Pid client = *connect(self, there);
    std::string failure = co_await next_failure(self);
    log->add(std::move(failure));
    const ExitReason reason = co_await end_of(self, client);
  });
}

TEST(PortFailure, SaysThatConnectingTakesTooLong) {
  expect_log({"{connect,timeout}"}, [](Context self, EventLog* log) -> Task<> {
    const RawSocket full = RawSocket::listening(0);
    const RawSocket first = RawSocket::connected_to(full.port());
    const Address there{"127.0.0.1", full.port()};
    const ConnectionOptions hasty{.connect_within = 50ms};
    const Pid second = *connect(self, there, hasty);
    std::string failure = co_await next_failure(self);
    log->add(std::move(failure));
    const ExitReason reason = co_await end_of(self, second);
  });
}

TEST(PortFailure, SaysThatTheOtherSideHasResetTheConnection) {
  expect_log({"{read,econnreset}", "normal"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    RawSocket peer = RawSocket::connected_to(ends.port);
    self.send(ends.listener, Accept{});
    const Message accepted = co_await receive_any<Accepted>(self);
    const Pid port = accepted.get_if<Accepted>()->port;
    const Ref monitor = self.monitor(port);
    peer.reset();
    self.send(port, once);
    std::string failure = co_await next_failure(self);
    log->add(std::move(failure));
    const ExitReason reason = co_await down_of(self, monitor);
    log->add(to_string(reason));
  });
}

TEST(PortFailure, OfOneConnectionLeavesTheOthersAlone) {
  expect_log({"{read,econnreset}", "still here"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    RawSocket peer = RawSocket::connected_to(ends.port);
    self.send(ends.listener, Accept{});
    const Message accepted = co_await receive_any<Accepted>(self);
    self.send(accepted.get_if<Accepted>()->port, once);
    peer.reset();
    std::string failure = co_await next_failure(self);
    log->add(std::move(failure));
    co_await sends(self, ends.client, "still here");
    std::string data = co_await received_by(self, ends.server, 10);
    log->add(std::move(data));
  });
}

TEST(PortFailure, IsALineThatIsTooLong) {
  expect_log({"{read,emsgsize}", "closed"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions strict{.framing = Framing::lines, .line_max = 10};
    const Ends ends = co_await connected_ends(self, strict);
    co_await sends(self, ends.client, "12345678901");
    self.send(ends.server, always);
    std::string failure = co_await next_failure(self);
    log->add(std::move(failure));
    const ExitReason reason = co_await end_of(self, ends.server);
    const SendAnswer sent = co_await send_to(self, ends.server, "too late");
    log->add(test::to_string(sent));
  });
}

}  // namespace
}  // namespace forlopp::ports
