#pragma once

#include "runtime/script.hpp"
#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

/// Stops a linked process as its supervisor does: `shutdown`, patience, `kill`. Works as well for a
/// process that has unlinked itself or is already dead. Other messages wait. Returns its reason.
Task<ExitReason> stop_process(Context self, Pid process, Shutdown patience);

/// Waits until a process has ended by itself, however long that takes.
Task<> wait_for_end(Context self, Pid process);

/// Whether a child that was told to stop may end with this reason, so that nobody need hear of it.
bool is_expected_end(const ExitReason& reason, const ChildSpec& spec);

}  // namespace forlopp::runtime
