#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "examples/key_value/service.hpp"
#include "examples/key_value/session.hpp"
#include "examples/key_value/store.hpp"
#include "ports/sockets.hpp"
#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/support/crash_recorder.hpp"
#include "tests/support/event_log.hpp"
#include "tests/unit/ports/raw_socket.hpp"

namespace key_value {
namespace {

using namespace forlopp::runtime;
using namespace forlopp::test;
namespace ports = forlopp::ports;
using testing::ElementsAre;

/// The port at which the service listens. It has started when its supervisor answers.
Task<> finds_door(Context self, Pid top, std::promise<std::uint16_t>* number) {
  const CountChildren question{};
  const auto started = co_await call<ChildCounts>(self, top, question);
  const Pid door = self.whereis(Name{"door"});
  const ports::LocalAddress where{};
  const auto address = co_await call<ports::Address>(self, door, where);
  number->set_value(address->port);
}

class KeyValue : public testing::Test {
 protected:
  KeyValue() {
    const ports::Address anywhere{"127.0.0.1", 0};
    const Pid top =
        node_.spawn({.label = {"top"}, .trap_exit = true}, supervisor(service(anywhere)));
    std::promise<std::uint16_t> number;
    node_.spawn({}, script(&finds_door, top, &number));
    door_ = number.get_future().get();
  }
  RawSocket client() const { return RawSocket::connected_to(door_); }

  CrashRecorder crashes_{};
  ThreadedNode node_{{.schedulers = 2, .observer = &crashes_}};
  ports::Sockets sockets_{node_};
  std::uint16_t door_ = 0;
};

std::string asked(const RawSocket& client, const std::string& line, const std::string& answer) {
  client.send(line + '\n');
  return client.receive(answer.size());
}

TEST_F(KeyValue, ServesSeveralClients) {
  const RawSocket first = client();
  const RawSocket second = client();
  EXPECT_EQ(asked(first, "put colour blue", "stored\n"), "stored\n");
  EXPECT_EQ(asked(second, "get colour", "blue\n"), "blue\n");
  EXPECT_EQ(asked(second, "get weight", "none\n"), "none\n");
  EXPECT_EQ(asked(first, "sing", "what?\n"), "what?\n");
}

TEST_F(KeyValue, LosesOneConnectionByACrashAndNothingElse) {
  const RawSocket first = client();
  const RawSocket second = client();
  EXPECT_EQ(asked(first, "put a 6", "stored\n"), "stored\n");
  EXPECT_EQ(asked(first, "put b 0", "stored\n"), "stored\n");
  EXPECT_EQ(asked(second, "ratio a b", "it closes"), "");
  EXPECT_EQ(asked(first, "get a", "6\n"), "6\n");
  const RawSocket third = client();
  EXPECT_EQ(asked(third, "get b", "0\n"), "0\n");
  ASSERT_EQ(crashes_.reports().size(), 1U);
  EXPECT_EQ(crashes_.reports().front().label, "session");
  EXPECT_EQ(crashes_.reports().front().reason.kind(), ExitReason::Kind::trap);
}

TEST_F(KeyValue, ClosesAConnectionWhoseLineIsTooLong) {
  const RawSocket first = client();
  EXPECT_EQ(asked(first, std::string(5000, 'x'), "it closes"), "");
  const RawSocket second = client();
  EXPECT_EQ(asked(second, "get a", "none\n"), "none\n");
}

/// Stands in for a port: gives lines, notes answers.
Task<> plays_port(Context self, EventLog* log) {
  const Pid session = self.spawn({}, script(&key_value::session));
  self.send(session, Serve{self.self()});
  for (const char* line : {"put a 1\n", "get a\n", "get b\n"}) {
    const Message wants = co_await receive_any<ports::Activate>(self);
    self.send(session, ports::Received{self.self(), line});
    const Message said = co_await receive_any<Call<ports::Send>>(self);
    const auto* send = said.get_if<Call<ports::Send>>();
    log->add(send->request.data);
    self.reply(send->from, ports::SendAnswer::ok);
  }
}

TEST(KeyValueSession, AnswersTheSameUnderEverySeed) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    EventLog log;
    SimulatedNode node{{.seed = seed}};
    node.spawn<Store>({.label = {"store"}, .name = Name{"store"}});
    node.spawn({.label = {"port"}}, script(&plays_port, &log));
    node.run_until_idle();
    EXPECT_THAT(log.lines(), ElementsAre("stored\n", "1\n", "none\n")) << "seed " << seed;
  }
}

}  // namespace
}  // namespace key_value
