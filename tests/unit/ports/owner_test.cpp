#include "tests/unit/ports/network.hpp"

namespace forlopp::ports {
namespace {

using namespace runtime;
using namespace test;

/// Owns whatever it is given, and passes on what it receives.
Task<> reads_for(Context self, Pid whom) {
  const Message go = co_await receive_any<Pid>(self);
  self.send(*go.get_if<Pid>(), once);
  Message received = co_await receive_any<Received>(self);
  self.send_message(whom, std::move(received));
  const Message told = co_await receive_any<Go>(self);
}

Task<GiveAnswer> give(Context self, Pid port, Pid owner) {
  const GiveTo request{owner};
  const auto answer = co_await call<GiveAnswer>(self, port, request);
  co_return *answer;
}

TEST(PortOwner, MayGiveThePortAway) {
  expect_log({"given", "for the new one", "closed"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    const Pid reader = self.spawn({}, script(&reads_for, self.self()));
    const GiveAnswer given = co_await give(self, ends.server, reader);
    log->add(given == GiveAnswer::ok ? "given" : "refused");
    self.send(reader, ends.server);
    co_await sends(self, ends.client, "for the new one");
    const Message received = co_await receive_any<Received>(self);
    log->add(received.get_if<Received>()->data);
    self.send(ends.client, always);
    self.send(reader, Go{});
    const Message closed = co_await receive_any<Closed>(self);
    log->add("closed");
  });
}

TEST(PortOwner, IsTheOnlyOneWhoMayGiveIt) {
  expect_log({"refused"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    const auto thief = [](Context other, Pid port, EventLog* lines) -> Task<> {
      const GiveAnswer answer = co_await give(other, port, other.self());
      lines->add(answer == GiveAnswer::ok ? "given" : "refused");
    };
    const Pid pid = self.spawn({}, script(+thief, ends.server, log));
    const ExitReason reason = co_await end_of(self, pid);
  });
}

TEST(PortOwner, ThatHasGivenItAwayMayEnd) {
  expect_log({"still open"}, [](Context self, EventLog* log) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    const std::uint16_t port = co_await port_of(self, listener);
    const auto giver = [](Context other, std::uint16_t number, Pid whom) -> Task<> {
      const Address there{"127.0.0.1", number};
      const Pid client = *connect(other, there);
      const Message connected = co_await receive_any<Connected>(other);
      const GiveAnswer answer = co_await give(other, client, whom);
      check(answer == GiveAnswer::ok, "the port is given");
      other.send(whom, client);
      other.exit(ExitReason{"crash"});
    };
    self.send(listener, Accept{});
    const Pid pid = self.spawn({}, script(+giver, port, self.self()));
    const ExitReason reason = co_await end_of(self, pid);
    const Message given = co_await receive_any<Pid>(self);
    co_await sends(self, *given.get_if<Pid>(), "still open");
    const Message accepted = co_await receive_any<Accepted>(self);
    std::string data = co_await received_by(self, accepted.get_if<Accepted>()->port, 10);
    log->add(std::move(data));
  });
}

TEST(PortOwner, ThatIsGoneWhenItIsGivenThePortClosesIt) {
  expect_log({"normal"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    const Pid dead = co_await somebody_dead(self);
    const Ref monitor = self.monitor(ends.server);
    const GiveAnswer given = co_await give(self, ends.server, dead);
    check(given == GiveAnswer::ok, "the port is given");
    self.send(ends.client, Close{});
    const ExitReason reason = co_await down_of(self, monitor);
    log->add(to_string(reason));
  });
}

TEST(PortOwner, ThatEndsBeforeItsConnectionComesLeavesItToTheNext) {
  expect_log({"for whoever is there"}, [](Context self, EventLog* log) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    const std::uint16_t port = co_await port_of(self, listener);
    const auto brief = [](Context other, Pid at) -> Task<> {
      other.send(at, Accept{});
      co_return;
    };
    const Pid pid = self.spawn({}, script(+brief, listener));
    const ExitReason reason = co_await end_of(self, pid);
    const LocalAddress question{};
    const auto has_noticed = co_await call<Address>(self, listener, question);
    const Address there{"127.0.0.1", port};
    const Pid client = *connect(self, there);
    co_await sends(self, client, "for whoever is there");
    self.send(listener, Accept{});
    const Message accepted = co_await receive_any<Accepted>(self);
    std::string data = co_await received_by(self, accepted.get_if<Accepted>()->port, 20);
    log->add(std::move(data));
  });
}

Task<> listens_and_crashes(Context self, std::uint16_t port) {
  const Address here{"127.0.0.1", port};
  const StartResult listener = listen(self, here);
  if (!listener) self.exit(listener.error());
  self.send(*listener, Accept{});
  self.send(self.parent(), *listener);
  const Message go = co_await receive_any<Go>(self);
  self.exit(ExitReason{"crash"});
}

TEST(PortOwner, ThatCrashesLeavesItsAddressToItsSuccessorAtOnce) {
  expect_log({"crash"}, [](Context self, EventLog* log) -> Task<> {
    std::uint16_t port = 0;
    ExitReason reason{"crash"};
    for (int i = 0; i < 100 && reason.detail() == "crash"; ++i) {
      const Monitored child = self.spawn_monitor({}, script(&listens_and_crashes, port));
      const Message message = co_await receive_any<Pid, Down>(self);
      if (const Pid* listener = message.get_if<Pid>()) {
        if (port == 0) port = co_await port_of(self, *listener);
        self.send(child.pid, Go{});
        reason = co_await down_of(self, child.ref);
      } else {
        reason = message.get_if<Down>()->reason;
      }
    }
    log->add(to_string(reason));
  });
}

TEST(PortOwner, MayGiveAListenerAway) {
  expect_log({"given", "closed"}, [](Context self, EventLog* log) -> Task<> {
    const Address anywhere{"127.0.0.1", 0};
    const Pid listener = *listen(self, anywhere);
    const Ref monitor = self.monitor(listener);
    const Pid other = self.spawn({}, script(&ends_when_told, ExitReason{}));
    const GiveAnswer given = co_await give(self, listener, other);
    log->add(given == GiveAnswer::ok ? "given" : "refused");
    self.send(other, Go{});
    const ExitReason reason = co_await down_of(self, monitor);
    log->add("closed");
  });
}

}  // namespace
}  // namespace forlopp::ports
