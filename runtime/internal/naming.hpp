#pragma once

#include "runtime/internal/process.hpp"
#include "runtime/node.hpp"

/// Who has which name. From any thread, for any process.
namespace forlopp::runtime::naming {

/// False if the name is taken or `undefined`, or the process has one already or is gone.
bool add(Node& node, Name name, Pid pid);
/// False if nobody has it.
bool remove(Node& node, Name name);
/// At its end, when its inbox is closed: its name, if any, becomes free.
void close(Node& node, Process& process);

}  // namespace forlopp::runtime::naming
