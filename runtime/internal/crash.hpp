#pragma once

#include <vector>

#include "runtime/exit_reason.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/node.hpp"
#include "runtime/observer.hpp"

namespace forlopp::runtime {

/// Tells the node's observer, if there is one, how this process ended.
void report_crash(Node& node, Process& process, const ExitReason& reason);
/// What a black box remembers, with the labels of those senders who still live.
std::vector<HandledMessage> open_black_box(const Node& node, const BlackBox& box);

}  // namespace forlopp::runtime
