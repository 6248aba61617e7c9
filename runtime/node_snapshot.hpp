#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/node.hpp"

namespace forlopp::runtime {

/// A node at one moment: who lives, and who is whose parent.
struct NodeSnapshot {
  struct Process {
    Pid pid{};
    Pid parent{};           ///< Who spawned it; it may be gone.
    std::size_t depth = 0;  ///< How many living ones are above it.
    std::string label{};
    Name name{};
    bool supervises = false;
    std::size_t messages_waiting = 0;  ///< In its mailbox, without what it has not taken in yet.
    std::vector<Pid> links{};
  };
  Instant when{};
  std::vector<Process> processes{};  ///< Each before its children; siblings by pid.
  /// False: a process that did not return was not waited for. What is said of that one may be old.
  bool is_complete = true;
};

/// No process runs while it is taken, so it is consistent; a few microseconds for each thousand of
/// them. Not from within a process. With a process that computes for ever it waits until the node
/// has noticed that (`ThreadedOptions::long_schedule`).
NodeSnapshot snapshot(const Node& node);
/// A line for each process, indented.
std::string to_string(const NodeSnapshot& snapshot);

}  // namespace forlopp::runtime
