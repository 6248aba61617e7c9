#include "scenarios/engine/run_strikes.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/fault_catalogue.hpp"

namespace forlopp::scenario {
namespace {

bool is_software(FaultKind kind) {
  return kind == FaultKind::half_call_crash || kind == FaultKind::half_call_null_dereference ||
         kind == FaultKind::poison_number;
}

/// Kills are over as soon as they have happened, and others by themselves; these go on.
bool needs_healing(FaultKind kind) {
  return definition(kind).course == Course::lasting && kind != FaultKind::permanent_off_hook &&
         kind != FaultKind::babbling_line;
}

/// A disturbed link is no fault of its card: what happens to the card meanwhile is another matter.
std::string object_of(const Fault& fault, const Victims::Hit& hit) {
  return fault.target.kind == TargetKind::link ? "link of " + hit.object : hit.object;
}

}  // namespace

Strikes::Strikes(const Scenario& scenario, Victims& victims, SoftwareFaultPlan& software,
                 RunCollector& collector, runtime::Random random)
    : scenario_{scenario},
      victims_{victims},
      software_{software},
      collector_{collector},
      random_{random},
      progress_(scenario.faults.size()) {
  const Duration end = whole_run(scenario.run);
  for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
    const Fault& fault = scenario.faults[i];
    watches_ = watches_ || fault.trigger.when || fault.abort_when;
    for (const Duration at : strike_times(fault, end, random_.split(i + 1))) {
      schedule({at, i, Pending::What::strike});
    }
  }
}

void Strikes::schedule(Pending pending) {
  const auto later = std::ranges::upper_bound(pending_, pending.at, {}, &Pending::at);
  pending_.insert(later, pending);
}

Duration Strikes::next() const {
  return pending_.empty() ? Duration::max() : pending_.front().at;
}

void Strikes::advance(Duration now) {
  while (!pending_.empty() && pending_.front().at <= now) {
    const Pending due = pending_.front();
    pending_.erase(pending_.begin());
    if (due.what == Pending::What::strike) {
      strike(due.fault, now);
    } else {
      end(due.fault);
    }
  }
  if (watches_) look_at_conditions(now);
}

void Strikes::strike(std::size_t index, Duration now) {
  const Fault& fault = scenario_.faults[index];
  if (progress_[index].aborted) return;
  ++progress_[index].times;
  if (fault.lasting > Duration::zero() && needs_healing(fault.kind)) {
    schedule({now + fault.lasting, index, Pending::What::end});
  }
  if (is_software(fault.kind)) {
    software_.arm(fault);
  } else {
    strike_hardware(index, now);
  }
  follow(fault.name, now);
}

void Strikes::strike_hardware(std::size_t index, Duration now) {
  const Fault& fault = scenario_.faults[index];
  for (const Victims::Hit& hit : victims_.choose(fault, random_)) {
    collector_.faults().struck({.at = now,
                                .name = fault.name,
                                .kind = std::string{definition(fault.kind).name},
                                .target = hit.target,
                                .object = object_of(fault, hit)});
    victims_.strike(fault, hit);
    if (needs_healing(fault.kind)) disturbed_.push_back({index, hit});
  }
}

void Strikes::end(std::size_t index) {
  const Fault& fault = scenario_.faults[index];
  if (is_software(fault.kind)) return software_.disarm(fault);
  const auto over = std::ranges::stable_partition(
      disturbed_, [&](const Disturbed& disturbed) { return disturbed.fault != index; });
  const std::vector<Disturbed> healed{over.begin(), over.end()};
  disturbed_.erase(over.begin(), over.end());
  for (const Disturbed& each : healed) heal(each);
}

/// If another fault of this kind goes on at the same place, that one is what remains.
void Strikes::heal(const Disturbed& healed) {
  const Fault& fault = scenario_.faults[healed.fault];
  victims_.heal(fault, healed.hit);
  for (const Disturbed& other : disturbed_) {
    const Fault& goes_on = scenario_.faults[other.fault];
    const bool is_here = goes_on.kind == fault.kind && other.hit.object == healed.hit.object;
    if (is_here) victims_.strike(goes_on, other.hit);
  }
}

void Strikes::look_at_conditions(Duration now) {
  const Measurements measured = collector_.so_far();
  for (std::size_t i = 0; i < scenario_.faults.size(); ++i) {
    const Fault& fault = scenario_.faults[i];
    Progress& progress = progress_[i];
    if (fault.abort_when && !progress.aborted && is_met(*fault.abort_when, measured)) {
      progress.aborted = true;
      end(i);
    }
    if (!fault.trigger.when) continue;
    const bool is_true = is_met(*fault.trigger.when, measured);
    const bool became_true = is_true && !std::exchange(progress.was_true, is_true);
    progress.was_true = is_true;
    const bool again = fault.trigger.times == 0 || progress.times < fault.trigger.times;
    if (became_true && again) schedule({now + fault.trigger.at, i, Pending::What::strike});
  }
}

void Strikes::follow(const std::string& name, Duration now) {
  for (std::size_t i = 0; i < scenario_.faults.size(); ++i) {
    const Fault& fault = scenario_.faults[i];
    if (fault.trigger.after != name) continue;
    schedule({now + fault.trigger.at, i, Pending::What::strike});
  }
}

}  // namespace forlopp::scenario
