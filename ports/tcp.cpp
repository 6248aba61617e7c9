#include "ports/tcp.hpp"

#include "ports/internal/connection.hpp"
#include "ports/internal/listener.hpp"

namespace forlopp::ports {
namespace {

using runtime::Context;
using runtime::ExitReason;
using runtime::StartResult;

StartResult no_sockets() {
  return runtime::err(ExitReason{"no_sockets_on_this_node"});
}

}  // namespace

std::string to_string(const Address& address) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  const std::string host = is_v6 ? '[' + address.host + ']' : address.host;
  return host + ':' + std::to_string(address.port);
}

std::string describe(const Failed& failure) {
  return '{' + failure.operation + ",\"" + failure.address + "\"," + failure.error + '}';
}

StartResult listen(Context& self, const Address& address, const ConnectionOptions& accepted_have) {
  auto reactor = Reactor::of(self.node());
  if (!reactor) return no_sockets();
  return self.start_link<Listener>({.label = {"tcp listener"}, .trap_exit = true},
                                   std::move(reactor), self.self(), address, accepted_have);
}

StartResult connect(Context& self, const Address& address, const ConnectionOptions& options) {
  auto reactor = Reactor::of(self.node());
  if (!reactor) return no_sockets();
  OwnedStream socket{reactor, std::make_shared<Stream>(*reactor)};
  return self.start_link<Connection>({.label = {"tcp connection"}, .trap_exit = true},
                                     std::move(socket), self.self(), options, Connecting{address});
}

}  // namespace forlopp::ports
