#pragma once

#include "ports/tcp.hpp"
#include "runtime/supervisor.hpp"

namespace key_value {

/// The whole service: a store, sessions, and the acceptor that starts them.
forlopp::runtime::SupervisorSpec service(const forlopp::ports::Address& address);

}  // namespace key_value
