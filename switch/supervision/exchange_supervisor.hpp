#pragma once

#include "runtime/supervisor.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// The tree of an exchange, top to bottom. Lost hardware restarts everything that holds it; a lost
/// call restarts nothing. `parts` outlives the tree.
runtime::SupervisorSpec exchange_supervisor(const ExchangeParts& parts);

}  // namespace forlopp::exchange
