#pragma once

#include <functional>
#include <string>

#include "runtime/result.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "switch/mgmt/requests.hpp"

namespace forlopp::live {

/// Takes something out of service, or back into it.
struct BlockOrder {
  std::function<void(runtime::SimulatedNode&)> give;
};

/// What `block` or `unblock` asks for: `circuit GROUP/N` or `card SHELF/CARD`. Refused if there is
/// no such thing, or if the process that looks after it is being started again.
runtime::Result<BlockOrder, management::Refused> block_order(const management::Request& request,
                                                             const scenario::RunInside& inside);

}  // namespace forlopp::live
