#pragma once

#include "runtime/alias.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/node.hpp"

/// The aliases of a process; for the thread that runs it.
namespace forlopp::runtime::aliases {

/// Whether a message through this alias gets in; that may have been the last one.
bool admit(Node& node, Process& process, Ref alias);
/// The monitor is gone: so is its alias, unless it is one of those that stay.
void monitor_ended(Process& process, Ref monitor);
bool remove(Process& process, Ref alias);

}  // namespace forlopp::runtime::aliases
