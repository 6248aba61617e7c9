#include "runtime/system_monitor.hpp"
#include "tests/unit/ports/network.hpp"
#include "tests/unit/ports/raw_socket.hpp"

namespace forlopp::ports {
namespace {

using namespace runtime;
using namespace test;

std::string shown(const Message& message) {
  if (const auto* received = message.get_if<Received>())
    return received->data.substr(0, received->data.find('\n'));
  if (message.is<Passive>()) return "passive";
  if (message.is<Closed>()) return "closed";
  return message ? std::string{short_name(message.type())} : "nothing";
}

Task<> show_next(Context self, EventLog* log) {
  const Message message = co_await receive_any<Received, Passive, Closed, Failed>(self);
  log->add(shown(message));
}

TEST(PortFlow, GivesAsManyMessagesAsItsOwnerWants) {
  expect_log({"1", "2", "3", "passive", "4", "5", "closed"},
             [](Context self, EventLog* log) -> Task<> {
               const ConnectionOptions lines{.framing = Framing::lines};
               const Ends ends = co_await connected_ends(self, lines);
               co_await sends(self, ends.client, "1\n2\n3\n4\n5");
               self.send(ends.client, Close{});
               self.send(ends.server, once);
               co_await show_next(self, log);
               const Activate two{2};
               self.send(ends.server, two);
               for (int i = 0; i < 3; ++i) co_await show_next(self, log);
               self.send(ends.server, always);
               for (int i = 0; i < 3; ++i) co_await show_next(self, log);
             });
}

TEST(PortFlow, GivesNothingWhileItIsPassive) {
  expect_log({"nothing", "1"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions lines{.framing = Framing::lines};
    const Ends ends = co_await connected_ends(self, lines);
    self.send(ends.server, always);
    self.send(ends.server, passive);
    const LocalAddress question{};
    const auto is_passive_now = co_await call<Address>(self, ends.server, question);
    co_await sends(self, ends.client, "1\n");
    const Message none = co_await receive_any<Received>(self, 20ms);
    log->add(shown(none));
    self.send(ends.server, once);
    co_await show_next(self, log);
  });
}

TEST(PortFlow, ObeysItsOwnerAlone) {
  expect_log({"nothing"}, [](Context self, EventLog* log) -> Task<> {
    const ConnectionOptions plain{};
    const Ends ends = co_await connected_ends(self, plain);
    const auto stranger = [](Context other, Pid port) -> Task<> {
      other.send(port, always);
      other.send(port, Close{});
      co_return;
    };
    const Pid pid = self.spawn({}, script(+stranger, ends.server));
    const ExitReason reason = co_await end_of(self, pid);
    co_await sends(self, ends.client, "1");
    const Message none = co_await receive_any<Received, Closed>(self, 20ms);
    log->add(shown(none));
  });
}

Task<Pid> port_connected_to(Context self, std::uint16_t where) {
  const Address there{"127.0.0.1", where};
  const Pid port = *connect(self, there);
  const Message connected = co_await receive_any<Connected>(self);
  co_return port;
}

constexpr std::size_t portion = 100'000;

TEST(PortFlow, RefusesDataWhileItIsBusyIfTheSenderWantsThat) {
  expect_log({"everything that was taken"}, [](Context self, EventLog* log) -> Task<> {
    const RawSocket other = RawSocket::listening(1);
    const Pid port = co_await port_connected_to(self, other.port());
    const RawSocket peer = other.accept();
    std::size_t taken = 0;
    for (;;) {
      const SendAnswer answer =
          co_await send_to(self, port, std::string(portion, 'x'), WhenBusy::refuse);
      if (answer == SendAnswer::busy) break;
      taken += portion;
    }
    self.send(port, Close{});
    const std::string received = peer.receive(taken + 1);
    log->add(received.size() == taken ? "everything that was taken" : "something else");
  });
}

TEST(PortFlow, MakesASenderAsFastAsTheOtherSide) {
  expect_log({"waits", "goes on"}, [](Context self, EventLog* log) -> Task<> {
    const RawSocket other = RawSocket::listening(1);
    const Pid port = co_await port_connected_to(self, other.port());
    const RawSocket peer = other.accept();
    const Send request{std::string(20'000'000, 'x')};
    self.request(port, request);
    const Message none = co_await receive_any<Reply<SendAnswer>>(self, 20ms);
    log->add(none ? "does not wait" : "waits");
    const std::string received = peer.receive(20'000'000);
    const Message answer = co_await receive_any<Reply<SendAnswer>>(self);
    log->add("goes on");
  });
}

TEST(PortFlow, SYSMON_04_a_sender_that_waits_for_a_busy_port_is_reported_with_it) {
  expect_log({"sender waits for the port"}, [](Context self, EventLog* log) -> Task<> {
    const RawSocket other = RawSocket::listening(1);
    const Pid port = co_await port_connected_to(self, other.port());
    system_monitor(self, {.listener = self.self()});
    const auto send_much = [](Context sender, Pid to) -> Task<> {
      const Send request{std::string(20'000'000, 'x')};
      sender.request(to, request);
      co_await receive_any<Reply<SendAnswer>>(sender);
    };
    const Pid sender = self.spawn({.label = {"sender"}}, script(+send_much, port));
    const Message message = co_await receive_any<BusyPort>(self);
    const auto* warning = message.get_if<BusyPort>();
    if (warning->pid == sender && warning->port == port)
      log->add(warning->label + " waits for the port");
  });
}

}  // namespace
}  // namespace forlopp::ports
