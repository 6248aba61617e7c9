#include "scenarios/live/dry_run.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/node_snapshot.hpp"
#include "runtime/supervision_tree.hpp"
#include "scenarios/engine/run_collector.hpp"

namespace forlopp::live {
namespace {

using management::Array;
using management::Document;
using management::Map;
using runtime::Pid;
using scenario::FaultKind;
using scenario::TargetKind;

constexpr std::size_t hits_told = 100;

bool kills(FaultKind kind) {
  return kind == FaultKind::process_killed || kind == FaultKind::supervisor_killed;
}

/// The process that looks after what is hit: a line's is that of its card.
std::string process_of(std::string object, const scenario::Fault& fault) {
  if (fault.target.kind == TargetKind::call || fault.target.kind == TargetKind::number) {
    return "calls";
  }
  if (!object.starts_with("line ")) return object;
  object.replace(0, 4, "card");
  return object.substr(0, object.rfind('/'));
}

/// Who would have to put it right, and who above them if they give up.
class Chains {
 public:
  Chains(const runtime::SimulatedNode& node, const RestartBook* restarts)
      : everyone_{runtime::snapshot(node)},
        tree_{runtime::supervision_tree(node)},
        restarts_{restarts},
        now_{node.now()} {}

  /// `cost`: restarts that its supervisor has to make.
  void add(std::string_view process, std::uint32_t cost) {
    const auto found =
        std::ranges::find_if(everyone_.processes, [&](const runtime::NodeSnapshot::Process& one) {
          return one.name.text() == process || one.label == process;
        });
    if (found == everyone_.processes.end()) return;
    const bool looks_after_itself = process == "calls" && cost == 0;
    Pid pid = looks_after_itself ? found->pid : found->parent;
    costs_[pid] += cost;
    while (const auto* supervisor = supervisor_of(pid)) {
      if (std::ranges::find(chain_, supervisor) != chain_.end()) return;
      chain_.push_back(supervisor);
      pid = supervisor->parent;
    }
  }

  Array rows() const {
    Array rows;
    for (const auto* supervisor : chain_) rows.emplace_back(row_of(*supervisor));
    return rows;
  }

 private:
  const runtime::SupervisorRollup* supervisor_of(Pid pid) const {
    const auto found = std::ranges::find(tree_, pid, &runtime::SupervisorRollup::supervisor);
    return found == tree_.end() ? nullptr : &*found;
  }

  Map row_of(const runtime::SupervisorRollup& supervisor) const {
    const auto& [budget, period] = supervisor.intensity;
    const std::uint32_t used = restarts_ == nullptr
                                   ? supervisor.restarts_in_period
                                   : restarts_->budget_used(supervisor.supervisor, period, now_);
    const auto cost = costs_.find(supervisor.supervisor);
    const auto* above = supervisor_of(supervisor.parent);
    return {{"label", supervisor.label},
            {"restarts", used},
            {"after", used + (cost == costs_.end() ? 0 : cost->second)},
            {"budget", budget},
            {"period", period.count()},
            {"escalates_to", above == nullptr ? Document{} : Document{above->label}}};
  }

  runtime::NodeSnapshot everyone_;
  std::vector<runtime::SupervisorRollup> tree_;
  const RestartBook* restarts_;
  runtime::Instant now_;
  std::vector<const runtime::SupervisorRollup*> chain_{};
  std::map<Pid, std::uint32_t> costs_{};
};

struct CallsHit {
  std::uint64_t stable = 0;
  std::uint64_t transient = 0;
};

/// Living calls that need one of these.
CallsHit calls_on(const std::vector<std::string>& objects, const CallBook& calls,
                  const scenario::FaultLog& faults) {
  CallsHit hit;
  const auto is_hit = [&](const std::string& object) {
    return std::ranges::find(objects, object) != objects.end();
  };
  for (const auto& [number, call] : calls.calls()) {
    if (call.ended) continue;
    const std::vector<std::string> needs = faults.objects_of(call.record.call);
    if (std::ranges::none_of(needs, is_hit)) continue;
    ++(call.answered ? hit.stable : hit.transient);
  }
  return hit;
}

/// Of what serves every call nobody knows which need it.
bool is_part_of_calls(TargetKind kind) {
  return kind == TargetKind::line || kind == TargetKind::card || kind == TargetKind::link ||
         kind == TargetKind::shelf;
}

}  // namespace

Map fields_of(const scenario::WouldHit& would, const scenario::Fault& fault,
              const scenario::RunInside& inside, const Books* books) {
  Array hits;
  Chains chains{inside.node, books == nullptr ? nullptr : &books->restarts};
  const std::uint32_t cost = kills(fault.kind) ? 1 : 0;
  for (const std::string& object : would.objects) {
    chains.add(process_of(object, fault), cost);
    if (hits.size() < hits_told) hits.emplace_back(object);
  }
  if (would.objects.empty()) chains.add(process_of({}, fault), 0);
  Map fields{{"count", would.count}, {"hits", std::move(hits)}, {"supervisors", chains.rows()}};
  if (books == nullptr || !is_part_of_calls(fault.target.kind)) return fields;
  const CallsHit calls = calls_on(would.objects, books->calls, inside.collector.faults());
  fields.emplace_back("stable", calls.stable);
  fields.emplace_back("transient", calls.transient);
  return fields;
}

}  // namespace forlopp::live
