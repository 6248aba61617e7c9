#pragma once

#include "runtime/simulated_node.hpp"
#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/run_strikes_list.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// What a client is told of a fault before it strikes: `count`, the first hundred of `hits`, and of
/// each supervisor above them `label`, `restarts` (in the period that ended with its last restart),
/// `budget` and `period`, those nearest to what is hit first.
management::Map fields_of(const scenario::WouldHit& would, const scenario::Fault& fault,
                          const runtime::SimulatedNode& node);

}  // namespace forlopp::live
