#pragma once

#include "runtime/exit_reason.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {

/// Tells the node's observer, if there is one, how this process ended. Its code still exists.
void report_crash(Node& node, const Process& process, const ExitReason& reason);

}  // namespace forlopp::runtime
