#include "examples/key_value/acceptor.hpp"

#include "examples/key_value/session.hpp"
#include "runtime/supervisor.hpp"

namespace key_value {
namespace {

using namespace forlopp::runtime;
namespace ports = forlopp::ports;

Task<Pid> start_session(Context self) {
  StartChild request{};
  const Pid sessions = self.whereis(Name{"sessions"});
  const auto started = co_await call<StartChildAnswer>(self, sessions, std::move(request));
  check(started && started->child, "a session can be started");
  co_return *started->child;
}

Task<> serve(Context self, Pid port) {
  const Pid session = co_await start_session(self);
  ports::GiveTo gift{session};
  const auto given = co_await call<ports::GiveAnswer>(self, port, gift);
  if (given) self.send(session, Serve{port});
}

}  // namespace

Task<> acceptor(Context self, ports::Address address) {
  const ports::ConnectionOptions lines{.framing = ports::Framing::lines, .line_max = 1000};
  const StartResult listener = ports::listen(self, address, lines);
  if (!listener) self.exit(listener.error());
  self.register_name(Name{"door"}, *listener);
  for (;;) {
    self.send(*listener, ports::Accept{});
    const Message message = co_await receive_any<ports::Accepted, ports::Failed>(self);
    if (const auto* failed = message.get_if<ports::Failed>())
      self.exit(ExitReason{describe(*failed)});
    co_await serve(self, message.get_if<ports::Accepted>()->port);
  }
}

}  // namespace key_value
