#pragma once

#include <filesystem>

#include "scenarios/engine/scenario.hpp"
#include "switch/config/exchange_config.hpp"

namespace forlopp::scenario {

/// The exchange that a scenario describes; `database` as in `exchange::StoreConfig`.
exchange::ExchangeConfig exchange_config(const Scenario& scenario,
                                         const std::filesystem::path& database);

}  // namespace forlopp::scenario
