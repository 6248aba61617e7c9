#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "runtime/script.hpp"

namespace forlopp::runtime {

/// What there is to know of a process at one moment (OTP's process_info).
struct ProcessInfo {
  /// Somebody monitored: by name, if that was how.
  struct Monitored {
    Pid pid{};
    Name name{};
  };
  Pid pid{};
  Pid parent{};
  std::string label{};
  Name name{};
  bool trap_exit = false;
  std::size_t messages_waiting = 0;
  /// Control block, code, what waits in the mailbox, black box, the chunks of its own heap. Not
  /// what its code holds in the common heap.
  std::size_t memory = 0;
  std::size_t heap_bytes = 0;   ///< In use in a heap of its own,
  std::size_t heap_blocks = 0;  ///< in so many blocks.
  std::size_t heap_limit = 0;   ///< 0: none.
  std::vector<Pid> links{};
  std::vector<Monitored> monitors{};
  std::vector<Pid> monitored_by{};
};

/// Everything that this process sent to `other` before has arrived there when this is answered; the
/// other one need not do anything for it. Nothing if it is gone.
Task<std::optional<ProcessInfo>> process_info(Context self, Pid other);

/// All processes of the node (OTP's processes/0): each that lives while this is computed once, and
/// none that was known to be dead before.
std::vector<Pid> processes(Context self);

/// For the runtime itself, on the thread that runs the process.
ProcessInfo info_of(const Process& process);

}  // namespace forlopp::runtime
