#pragma once

#include <cstdint>
#include <memory>

#include "runtime/internal/process.hpp"
#include "runtime/node.hpp"

/// What happens to a process between its birth and its end. The schedulers call `run`; the context
/// calls the rest on behalf of the running process.
namespace forlopp::runtime::lifecycle {

enum class Relation : std::uint8_t { none, link, monitor, link_and_monitor };

/// Why a slice of work ended.
enum class Slice : std::uint8_t {
  asleep,   ///< Nothing to do; a sender will wake it. It may already run elsewhere.
  yielded,  ///< It has more to do: queue it again.
  ended,    ///< It is gone, and its slot may already be someone else's.
};

struct Turn {
  Slice slice;
  std::uint32_t handled;  ///< Messages.
};

/// Makes a process that is not yet queued; `spawner` is null from outside the node. Null if
/// there are too many.
Process* create(Node& node, Process* spawner, const SpawnOptions& options,
                std::unique_ptr<ProcessCode> code);
/// Spawns, queues, and relates it to the spawner, in one step that nothing can come between. Nobody
/// if there are too many.
Monitored spawn(Node& node, Process* spawner, const SpawnOptions& options,
                std::unique_ptr<ProcessCode> code, Relation relation);
/// Creates it and runs its `init` here and now, on the spawner's stack.
StartResult start_link(Node& node, Process& spawner, const SpawnOptions& options,
                       std::unique_ptr<ProcessCode> code);
/// Lets the process handle messages until these and those that it has sent are `work_max` or more.
Turn run(Node& node, Process& process, std::uint32_t work_max);
/// Ends it: releases what it held, then tells links and monitors.
void end(Node& node, Process& process, ExitReason reason);

}  // namespace forlopp::runtime::lifecycle
