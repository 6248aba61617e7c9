#include "runtime/node_snapshot.hpp"

#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "runtime/internal/process_table.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/supervisor_registry.hpp"

namespace forlopp::runtime {
namespace {

/// Reads only what somebody who runs meanwhile does not change, except for a process that is stuck.
NodeSnapshot::Process seen(const Process& process) {
  NodeSnapshot::Process seen{.pid = process.pid(),
                             .parent = process.parent,
                             .label = to_string(process.label()),
                             .name = process.name.load(),
                             .messages_waiting = process.waiting};
  if (process.relations) seen.links = process.relations->linked_pids();
  return seen;
}

/// Puts parents before children.
class Tree {
 public:
  explicit Tree(std::vector<NodeSnapshot::Process> all) {
    for (NodeSnapshot::Process& process : all) known_.insert(process.pid);
    for (NodeSnapshot::Process& process : all) {
      const Pid above = known_.contains(process.parent) ? process.parent : Pid{};
      below_[above].emplace(process.pid, std::move(process));
    }
  }
  std::vector<NodeSnapshot::Process> in_order() {
    add_below(Pid{}, 0);
    return std::move(order_);
  }

 private:
  void add_below(Pid above, std::size_t depth) {
    const auto children = below_.find(above);
    if (children == below_.end()) return;
    for (auto& [pid, process] : children->second) {
      process.depth = depth;
      order_.push_back(std::move(process));
      add_below(pid, depth + 1);
    }
  }

  std::set<Pid> known_{};
  std::map<Pid, std::map<Pid, NodeSnapshot::Process>> below_{};
  std::vector<NodeSnapshot::Process> order_{};
};

}  // namespace

NodeSnapshot snapshot(const Node& node) {
  NodeSnapshot snapshot;
  std::vector<NodeSnapshot::Process> all;
  snapshot.is_complete = node.scheduler().look_at_rest([&] {
    snapshot.when = node.now();
    for (const Pid pid : node.processes().living())
      all.push_back(seen(*node.processes().find(pid)));
  });
  std::set<Pid> supervisors;
  for (const auto& books : node.supervisors().all()) supervisors.insert(books->supervisor);
  for (NodeSnapshot::Process& process : all) process.supervises = supervisors.contains(process.pid);
  snapshot.processes = Tree{std::move(all)}.in_order();
  return snapshot;
}

std::string to_string(const NodeSnapshot& snapshot) {
  std::string text;
  for (const NodeSnapshot::Process& one : snapshot.processes) {
    text += fmt::format("{:{}}{} {}", "", 2 * one.depth, one.label, to_string(one.pid));
    if (one.name) text += fmt::format(" {}", one.name.text());
    if (one.messages_waiting > 0) text += fmt::format(", {} waiting", one.messages_waiting);
    text += '\n';
  }
  return text;
}

}  // namespace forlopp::runtime
