#include <atomic>

#include "runtime/simulated_node.hpp"
#include "tests/unit/ports/network.hpp"

namespace forlopp::ports {
namespace {

using namespace runtime;
using namespace test;

TEST(Port, CarriesDataBothWays) {
  expect_log({"to the server", "to the client"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    co_await sends(self, ends.client, "to the server");
    std::string data = co_await received_by(self, ends.server, 13);
    log->add(std::move(data));
    co_await sends(self, ends.server, "to the client");
    data = co_await received_by(self, ends.client, 13);
    log->add(std::move(data));
  });
}

TEST(Port, CarriesMegabytesInOrder) {
  expect_log({"all of it"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    std::string much;
    for (int i = 0; much.size() < 4'000'000; ++i) much += std::to_string(i) + ' ';
    const Send request{much};
    self.request(ends.client, request);
    const std::string data = co_await received_by(self, ends.server, much.size());
    log->add(data == much ? "all of it" : "something else");
  });
}

TEST(Port, SendsWhatItWasGivenBeforeItWasConnected) {
  expect_log({"early"}, [](Context self, EventLog* log) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    const std::uint16_t port = co_await port_of(self, listener);
    const Address there{"127.0.0.1", port};
    const Pid client = *connect(self, there);
    const Send early{"early"};
    self.request(client, early);
    self.send(listener, Accept{});
    const Message accepted = co_await receive_any<Accepted>(self);
    const Pid server = accepted.get_if<Accepted>()->port;
    std::string data = co_await received_by(self, server, 5);
    log->add(std::move(data));
  });
}

TEST(Port, KnowsBothAddresses) {
  expect_log({"same", "same"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    const LocalAddress own{};
    const PeerAddress others{};
    const auto local = co_await call<Address>(self, ends.client, own);
    const auto peer = co_await call<Address>(self, ends.server, others);
    log->add(to_string(*local) == to_string(*peer) ? "same" : "different");
    const auto server = co_await call<Address>(self, ends.client, others);
    const bool same = to_string(*server) == "127.0.0.1:" + std::to_string(ends.port);
    log->add(same ? "same" : to_string(*server));
  });
}

TEST(Port, LooksNamesUp) {
  expect_log({"connected"}, [](Context self, EventLog* log) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    const std::uint16_t port = co_await port_of(self, listener);
    const Address there{"localhost", port};
    const Pid client = *connect(self, there);
    const Message message = co_await receive_any<Connected, Failed>(self);
    const auto* failed = message.get_if<Failed>();
    log->add(failed == nullptr && client ? "connected" : describe(*failed));
  });
}

/// Echoes until the other side has said all, then ends; the port ends with it.
Task<> echoes(Context self, Pid listener, std::atomic<int>* served) {
  self.send(listener, Accept{});
  const Message accepted = co_await receive_any<Accepted>(self);
  const Pid port = accepted.get_if<Accepted>()->port;
  for (;;) {
    self.send(port, once);
    const Message message = co_await receive_any<Received, Closed>(self);
    if (message.is<Closed>()) break;
    co_await sends(self, port, message.get_if<Received>()->data);
  }
  ++*served;
}

Task<> talks(Context self, std::uint16_t port, int number) {
  const Address there{"127.0.0.1", port};
  const Pid client = *connect(self, there);
  std::string said = "number " + std::to_string(number);
  co_await sends(self, client, said);
  const std::string heard = co_await received_by(self, client, said.size());
  check(heard == said, "the echo is what was said");
}

TEST(Port, ManyAtOnceDoNotDisturbEachOther) {
  constexpr int count = 100;
  std::atomic<int> served{0};
  ThreadedNode node{{.schedulers = 3}};
  const Sockets sockets{node};
  const auto story = [](Context self, std::atomic<int>* counter) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    const std::uint16_t port = co_await port_of(self, listener);
    std::vector<Monitored> all;
    for (int i = 0; i < count; ++i) {
      all.push_back(self.spawn_monitor({}, script(&echoes, listener, counter)));
      all.push_back(self.spawn_monitor({}, script(&talks, port, i)));
    }
    for (const Monitored& one : all) {
      const ExitReason reason = co_await down_of(self, one.ref);
    }
  };
  const Pid pid = node.spawn({}, script(+story, &served));
  EXPECT_TRUE(node.wait_for_exit(pid, 60s));
  EXPECT_EQ(served, count);
  EXPECT_EQ(node.counts().crashed, 0U);
}

std::string start_of(const StartResult& result) {
  return result ? "started" : to_string(result.error());
}

Task<> tries(Context self, EventLog* log) {
  const Address anywhere{"127.0.0.1", 0};
  log->add(start_of(listen(self, anywhere)));
  log->add(start_of(connect(self, anywhere)));
  co_return;
}

TEST(Port, CannotBeMadeOnANodeWithoutSockets) {
  EventLog log;
  SimulatedNode simulated;
  simulated.spawn({}, script(&tries, &log));
  simulated.run_until_idle();
  ThreadedNode threaded{{.schedulers = 1}};
  threaded.spawn({}, script(&tries, &log));
  threaded.wait_until_idle();
  EXPECT_THAT(log.lines(), testing::Each("no_sockets_on_this_node"));
  EXPECT_EQ(log.lines().size(), 4U);
}

}  // namespace
}  // namespace forlopp::ports
