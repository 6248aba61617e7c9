#pragma once

#include "ports/tcp.hpp"
#include "runtime/script.hpp"

namespace key_value {

/// Listens, and gives each connection a session of its own.
forlopp::runtime::Task<> acceptor(forlopp::runtime::Context self, forlopp::ports::Address address);

}  // namespace key_value
