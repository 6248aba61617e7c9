#pragma once

#include <cstdint>

#include "scenarios/engine/scenario.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// What a run says of itself in the hello of the management protocol: its identity, scenario and
/// seed, and the catalogue of faults, of which consoles make their forms.
management::Map hello_of(const scenario::Scenario& scenario, std::uint64_t seed);

}  // namespace forlopp::live
