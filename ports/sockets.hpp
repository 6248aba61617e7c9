#pragma once

#include <memory>

#include "runtime/threaded_node.hpp"

namespace forlopp::ports {

class Reactor;

/// The sockets of a node: one thread of its own that waits for the network and tells ports what
/// came. Declare it after the node, so that it goes first; ports that are left then fail. Without
/// one, and so on every simulated node, `listen` and `connect` fail with `no_sockets_on_this_node`.
class Sockets {
 public:
  explicit Sockets(runtime::ThreadedNode& node);
  ~Sockets();
  Sockets(const Sockets&) = delete;
  Sockets& operator=(const Sockets&) = delete;

 private:
  std::shared_ptr<Reactor> reactor_;
};

}  // namespace forlopp::ports
