#include "scenarios/live/dry_run.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/node_snapshot.hpp"
#include "runtime/supervision_tree.hpp"

namespace forlopp::live {
namespace {

using management::Array;
using management::Map;
using runtime::Pid;

constexpr std::size_t hits_told = 100;

/// The process that looks after what is hit: a line's is that of its card.
std::string process_of(std::string object, const scenario::Fault& fault) {
  if (fault.target.kind == scenario::TargetKind::call ||
      fault.target.kind == scenario::TargetKind::number) {
    return "calls";
  }
  if (!object.starts_with("line ")) return object;
  object.replace(0, 4, "card");
  return object.substr(0, object.rfind('/'));
}

Map row_of(const runtime::SupervisorRollup& supervisor) {
  return {{"label", supervisor.label},
          {"restarts", supervisor.restarts_in_period},
          {"budget", supervisor.intensity.restarts_max},
          {"period", supervisor.intensity.period.count()}};
}

/// Who would have to put it right, and who above them if they give up.
class Chains {
 public:
  explicit Chains(const runtime::SimulatedNode& node)
      : everyone_{runtime::snapshot(node)}, tree_{runtime::supervision_tree(node)} {}

  void add(std::string_view process) {
    const auto found =
        std::ranges::find_if(everyone_.processes, [&](const runtime::NodeSnapshot::Process& one) {
          return one.name.text() == process || one.label == process;
        });
    if (found == everyone_.processes.end()) return;
    Pid pid = process == "calls" ? found->pid : found->parent;
    while (const auto* supervisor = supervisor_of(pid)) {
      if (!seen_.emplace(pid, true).second) return;
      rows_.emplace_back(row_of(*supervisor));
      pid = supervisor->parent;
    }
  }
  Array rows() { return std::move(rows_); }

 private:
  const runtime::SupervisorRollup* supervisor_of(Pid pid) const {
    const auto found = std::ranges::find(tree_, pid, &runtime::SupervisorRollup::supervisor);
    return found == tree_.end() ? nullptr : &*found;
  }

  runtime::NodeSnapshot everyone_;
  std::vector<runtime::SupervisorRollup> tree_;
  std::map<Pid, bool> seen_{};
  Array rows_{};
};

}  // namespace

Map fields_of(const scenario::WouldHit& would, const scenario::Fault& fault,
              const runtime::SimulatedNode& node) {
  Array hits;
  Chains chains{node};
  for (const std::string& object : would.objects) {
    if (hits.size() == hits_told) break;
    hits.emplace_back(object);
    chains.add(process_of(object, fault));
  }
  if (would.objects.empty()) chains.add(process_of({}, fault));
  return {{"count", would.count}, {"hits", std::move(hits)}, {"supervisors", chains.rows()}};
}

}  // namespace forlopp::live
