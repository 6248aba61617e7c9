#include "ports/sockets.hpp"

#include "ports/internal/reactor.hpp"

namespace forlopp::ports {

Sockets::Sockets(runtime::ThreadedNode& node) : reactor_{std::make_shared<Reactor>(node)} {
  Reactor::announce(reactor_);
}

Sockets::~Sockets() {
  reactor_->stop();
}

}  // namespace forlopp::ports
