#include "runtime/internal/naming.hpp"

#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/tracing.hpp"

namespace forlopp::runtime::naming {
namespace {

/// Unless it has another name by now.
bool change(Process& process, Name from, Name to) {
  return process.name.compare_exchange_strong(from, to);
}

void tell(Node& node, TraceEvent::Kind kind, Pid pid, Name name) {
  if (node.is_traced()) [[unlikely]]
    tracing::renamed(node, kind, pid, name);
}

}  // namespace

// A process that ends ceases to live and then gives up the name that is noted with it. So the
// name is noted, put into the registry, and taken out again if the process has ended meanwhile:
// one of the two sees the other.
bool add(Node& node, Name name, Pid pid) {
  static const Name undefined{"undefined"};
  Process* process = node.processes().find(pid);
  if (!name || name == undefined || process == nullptr) return false;
  if (!change(*process, Name{}, name)) return false;
  const bool added = node.names().add(name, pid);
  if (added && node.is_alive(pid)) {
    tell(node, TraceEvent::Kind::registered, pid, name);
    return true;
  }
  if (added) node.names().remove(name, pid);
  change(*process, name, Name{});
  return false;
}

bool remove(Node& node, Name name) {
  const Pid holder = node.names().find(name);
  if (!holder) return false;
  node.names().remove(name, holder);
  tell(node, TraceEvent::Kind::unregistered, holder, name);
  Process* process = node.processes().find(holder);
  if (process != nullptr) change(*process, name, Name{});
  return true;
}

void close(Node& node, Process& process) {
  const Name name = process.name.load();
  if (!name) return;
  node.names().remove(name, process.pid());
  tell(node, TraceEvent::Kind::unregistered, process.pid(), name);
}

}  // namespace forlopp::runtime::naming
