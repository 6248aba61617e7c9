#include "runtime/internal/naming.hpp"

#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"

namespace forlopp::runtime::naming {
namespace {

/// Unless it has another name by now.
bool change(Process& process, Name from, Name to) {
  return process.name.compare_exchange_strong(from, to);
}

/// The process has the name, or will have: whether it still is who is meant.
bool holds(const Process& process, Name name, Pid pid) {
  return process.name.load() == name && process.pid() == pid;
}

}  // namespace

Name nameless() {
  static const Name undefined{"undefined"};
  return undefined;
}

// A process that ends gives up its name first and its pid later, both while others may try to name
// it. So the name is noted with the process, then in the registry, and then looked at once more.
bool add(Node& node, Name name, Pid pid) {
  Process* process = node.processes().find(pid);
  if (!name || name == nameless() || process == nullptr) return false;
  if (!change(*process, Name{}, name)) return false;
  if (process->pid() == pid && node.names().add(name, pid)) {
    if (holds(*process, name, pid)) return true;
    node.names().remove(name, pid);
    return false;
  }
  change(*process, name, Name{});
  return false;
}

bool remove(Node& node, Name name) {
  const Pid holder = node.names().find(name);
  if (!holder) return false;
  node.names().remove(name, holder);
  Process* process = node.processes().find(holder);
  if (process != nullptr) change(*process, name, Name{});
  return true;
}

void close(Node& node, Process& process) {
  const Name name = process.name.exchange(nameless());
  if (name) node.names().remove(name, process.pid());
}

}  // namespace forlopp::runtime::naming
