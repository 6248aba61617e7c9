#pragma once

#include "runtime/exit_reason.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {

/// Tells the node's observer, if there is one, how this process ended.
void report_crash(Node& node, Process& process, const ExitReason& reason);

}  // namespace forlopp::runtime
