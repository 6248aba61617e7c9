#pragma once

#include <vector>

#include "runtime/name.hpp"
#include "runtime/supervisor.hpp"

namespace forlopp::exchange {

class ExchangeData;
struct ExchangeParts;

/// The tree of an exchange, top to bottom. Lost hardware restarts everything that holds it; a lost
/// call restarts nothing. `parts` outlives the tree.
runtime::SupervisorSpec exchange_supervisor(const ExchangeParts& parts);

/// Who of a tree has to have ended before another tree can be started: all but the cards, which
/// shelves wait for.
std::vector<runtime::Name> names_in_exchange(const ExchangeData& data);

}  // namespace forlopp::exchange
