#include "tests/unit/ports/network.hpp"
#include "tests/unit/ports/raw_socket.hpp"

namespace forlopp::ports {
namespace {

using namespace runtime;
using namespace test;

constexpr std::size_t much = 3'000'000;

/// Makes a connection, sends, and ends as it is told to.
Task<> sends_and_ends(Context self, std::uint16_t port, ExitReason reason) {
  const Address there{"127.0.0.1", port};
  const Pid client = *connect(self, there);
  const Message connected = co_await receive_any<Connected>(self);
  const Send request{std::string(much, 'x')};
  self.request(client, request);
  self.exit(reason);
}

Task<std::string> what_arrives(Context self, ExitReason reason) {
  const Address anywhere{"127.0.0.1", 0};
  const Pid listener = *listen(self, anywhere);
  const std::uint16_t port = co_await port_of(self, listener);
  self.send(listener, Accept{});
  const Pid sender = self.spawn({}, script(&sends_and_ends, port, reason));
  const Message accepted = co_await receive_any<Accepted>(self);
  const ExitReason ended = co_await end_of(self, sender);
  const Pid server = accepted.get_if<Accepted>()->port;
  std::string data = co_await received_by(self, server, much + 1);
  co_return data.size() == much ? "everything, and the end" : std::to_string(data.size());
}

TEST(PortClose, LosesNothingHoweverItsOwnerEnds) {
  expect_log({"everything, and the end", "everything, and the end"},
             [](Context self, EventLog* log) -> Task<> {
               const ExitReason normally{};
               std::string arrived = co_await what_arrives(self, normally);
               log->add(std::move(arrived));
               const ExitReason crashing{"crash"};
               arrived = co_await what_arrives(self, crashing);
               log->add(std::move(arrived));
             });
}

TEST(PortClose, ByItsOwnerSendsWhatIsLeftAndThenEnds) {
  expect_log({"3000000", "normal"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    const Ref monitor = self.monitor(ends.client);
    const Send request{std::string(much, 'x')};
    self.request(ends.client, request);
    self.send(ends.client, Close{});
    const std::string data = co_await received_by(self, ends.server, much + 1);
    log->add(std::to_string(data.size()));
    self.send(ends.server, Close{});
    const ExitReason reason = co_await down_of(self, monitor);
    log->add(to_string(reason));
  });
}

TEST(PortClose, OfTheOtherSideLeavesThisSideTheLastWord) {
  expect_log({"question", "closed", "answer"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    const RawSocket peer = RawSocket::connected_to(ends.port);
    self.send(ends.listener, Accept{});
    const Message accepted = co_await receive_any<Accepted>(self);
    const Pid port = accepted.get_if<Accepted>()->port;
    peer.send("question");
    peer.end_sending();
    self.send(port, always);
    const Message received = co_await receive_any<Received>(self);
    log->add(received.get_if<Received>()->data);
    const Message closed = co_await receive_any<Closed>(self);
    log->add("closed");
    co_await sends(self, port, "answer");
    self.send(port, Close{});
    const ExitReason reason = co_await end_of(self, port);
    log->add(peer.receive(100));
  });
}

TEST(PortClose, OfAPeerThatDoesNotReadIsGivenUpInTime) {
  expect_log({"{close,timeout}", "normal"}, [](Context self, EventLog* log) -> Task<> {
    const RawSocket idle = RawSocket::listening(1);
    const Address there{"127.0.0.1", idle.port()};
    const ConnectionOptions hasty{.linger = 20ms};
    const Pid client = *connect(self, there, hasty);
    const Ref monitor = self.monitor(client);
    const Message connected = co_await receive_any<Connected>(self);
    const Send request{std::string(20'000'000, 'x')};
    self.request(client, request);
    self.send(client, Close{});
    std::string failure = co_await next_failure(self);
    log->add(std::move(failure));
    const ExitReason reason = co_await down_of(self, monitor);
    log->add(to_string(reason));
  });
}

TEST(PortClose, OfAListenerTellsThoseWhoWait) {
  expect_log({"{accept,closed}", "normal"}, [](Context self, EventLog* log) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    const Ref monitor = self.monitor(listener);
    self.send(listener, Accept{});
    self.send(listener, Close{});
    std::string failure = co_await next_failure(self);
    log->add(std::move(failure));
    const ExitReason reason = co_await down_of(self, monitor);
    log->add(to_string(reason));
  });
}

TEST(PortClose, OfAllSocketsFailsThePortsThatAreLeft) {
  EventLog log;
  ThreadedNode node{{.schedulers = 2}};
  const auto story = [](Context self, EventLog* lines) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    self.send(listener, Accept{});
    lines->add("listens");
    std::string failure = co_await next_failure(self);
    lines->add(std::move(failure));
  };
  {
    const Sockets sockets{node};
    node.spawn({}, script(+story, &log));
    node.wait_until_idle();
  }
  node.wait_until_idle();
  EXPECT_THAT(log.lines(), testing::ElementsAre("listens", "{close,no_sockets_on_this_node}"));
}

}  // namespace
}  // namespace forlopp::ports
