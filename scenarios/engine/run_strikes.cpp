#include "scenarios/engine/run_strikes.hpp"

#include <algorithm>
#include <iterator>
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

/// What a condition can undo before its time; other faults are over at once or right themselves.
bool can_be_taken_back(FaultKind kind) {
  return needs_healing(kind) || kind == FaultKind::permanent_off_hook ||
         kind == FaultKind::babbling_line || kind == FaultKind::card_pulled;
}

bool may_be_taken_back(const Fault& fault) {
  return fault.abort_when && can_be_taken_back(fault.kind);
}

bool is_line_fault(FaultKind kind) {
  return kind == FaultKind::permanent_off_hook || kind == FaultKind::babbling_line;
}

/// What undoes one of them undoes the other, should they meet.
bool undo_each_other(FaultKind one, FaultKind other) {
  return one == other || (is_line_fault(one) && is_line_fault(other));
}

/// Until it is right again by itself, or by the end of the fault; zero: never.
Duration time_at_work(const Fault& fault) {
  return fault.kind == FaultKind::card_pulled ? fault.parameters.back_after : fault.lasting;
}

/// Zero, as everywhere: without end.
Duration time_left(Duration until, Duration now) {
  return until == Duration::max() ? Duration::zero() : std::max(until - now, Duration{1});
}

/// Of several calls that are to be spread, each is armed by itself.
bool arms_each(const Fault& fault) {
  return fault.target.choice == Choice::some && fault.trigger.spread > Duration::zero();
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
    progress_[i].is_tracked = is_tracked(fault);
    for (const Duration at : strike_times(fault, end)) schedule(at, {.fault = i});
  }
}

bool Strikes::is_tracked(const Fault& fault) const {
  if (needs_healing(fault.kind)) return true;
  return std::ranges::any_of(scenario_.faults, [&](const Fault& other) {
    return may_be_taken_back(other) && undo_each_other(other.kind, fault.kind);
  });
}

void Strikes::schedule(Duration at, Pending pending) {
  pending_.emplace(at, std::move(pending));
}

Duration Strikes::next() const {
  return pending_.empty() ? Duration::max() : pending_.begin()->first;
}

void Strikes::advance(Duration now) {
  while (!pending_.empty() && pending_.begin()->first <= now) {
    const Pending due = std::move(pending_.extract(pending_.begin()).mapped());
    switch (due.what) {
      case Pending::What::strike: strike(due.fault, now); break;
      case Pending::What::hit: hit(due, now); break;
      case Pending::What::end: end(due, now); break;
    }
  }
  if (watches_) look_at_conditions(now);
}

void Strikes::strike(std::size_t index, Duration now) {
  const Fault& fault = scenario_.faults[index];
  if (progress_[index].aborted) return;
  ++progress_[index].times;
  std::multimap<Duration, Victims::Hit> hits;
  for (Victims::Hit& each : draw_hits(fault)) hits.emplace(draw_delay(fault), std::move(each));
  if (hits.empty()) return follow(fault.name, now);
  bool is_first = true;
  for (auto& [delay, each] : hits) {
    Pending one{Pending::What::hit, index, std::move(each), std::exchange(is_first, false)};
    if (delay > Duration::zero()) {
      schedule(now + delay, std::move(one));
    } else {
      hit(one, now);
    }
  }
}

/// Calls and numbers are known only when they come along; as many as are to be struck stand for
/// them, or one that stands for all.
std::vector<Victims::Hit> Strikes::draw_hits(const Fault& fault) {
  if (!is_software(fault.kind)) return victims_.choose(fault, random_);
  return std::vector<Victims::Hit>(arms_each(fault) ? static_cast<std::size_t>(fault.target.count)
                                                    : std::size_t{1});
}

/// The people of whole cards are spread where they are.
Duration Strikes::draw_delay(const Fault& fault) {
  const Duration spread = fault.trigger.spread;
  if (spread <= Duration::zero() || takes_whole_cards(fault)) return Duration::zero();
  return hwsim::Distribution::uniform(Duration::zero(), spread).sample(random_);
}

void Strikes::hit(const Pending& due, Duration now) {
  const Fault& fault = scenario_.faults[due.fault];
  if (progress_[due.fault].aborted) return;
  const Duration at_work = time_at_work(fault);
  if (at_work > Duration::zero() && progress_[due.fault].is_tracked) {
    schedule(now + at_work, {Pending::What::end, due.fault, due.hit});
  }
  if (is_software(fault.kind)) {
    hit_software(fault);
  } else {
    hit_hardware(due, now);
  }
  if (due.is_first) follow(fault.name, now);
}

void Strikes::hit_software(const Fault& fault) {
  if (arms_each(fault)) return software_.arm(fault, 1);
  software_.arm(fault);
}

void Strikes::hit_hardware(const Pending& due, Duration now) {
  const Fault& fault = scenario_.faults[due.fault];
  collector_.faults().struck({.at = now,
                              .name = fault.name,
                              .kind = std::string{definition(fault.kind).name},
                              .target = due.hit.target,
                              .object = object_of(fault, due.hit),
                              .lasting = fault.lasting});
  victims_.strike(fault, due.hit);
  if (!progress_[due.fault].is_tracked) return;
  const Duration at_work = time_at_work(fault);
  const Duration until = at_work > Duration::zero() ? now + at_work : Duration::max();
  disturbed_.push_back({due.fault, due.hit, until});
}

void Strikes::end(const Pending& due, Duration now) {
  const Fault& fault = scenario_.faults[due.fault];
  if (is_software(fault.kind)) return software_.disarm_oldest(fault);
  const auto over = std::ranges::find_if(disturbed_, [&](const Disturbed& disturbed) {
    return disturbed.fault == due.fault && disturbed.hit.object == due.hit.object;
  });
  if (over == disturbed_.end()) return;
  const Disturbed healed = std::move(*over);
  disturbed_.erase(over);
  if (needs_healing(fault.kind)) heal(healed, now);
}

void Strikes::take_back(std::size_t index, Duration now) {
  const Fault& fault = scenario_.faults[index];
  if (is_software(fault.kind)) return software_.disarm(fault);
  const auto over = std::ranges::stable_partition(
      disturbed_, [&](const Disturbed& disturbed) { return disturbed.fault != index; });
  const std::vector<Disturbed> healed{over.begin(), over.end()};
  disturbed_.erase(over.begin(), over.end());
  for (const Disturbed& each : healed) {
    heal(each, now);
    collector_.faults().taken_back(fault.name, object_of(fault, each.hit), now);
  }
}

/// If other faults go on at the same place, they are what remains.
void Strikes::heal(const Disturbed& healed, Duration now) {
  const Fault& fault = scenario_.faults[healed.fault];
  std::vector<Disturbed> others;
  std::ranges::copy_if(disturbed_, std::back_inserter(others), [&](const Disturbed& other) {
    return other.hit.object == healed.hit.object &&
           undo_each_other(scenario_.faults[other.fault].kind, fault.kind);
  });
  if (fault.kind == FaultKind::card_pulled && !others.empty()) {
    const Duration last = std::ranges::max(others, {}, &Disturbed::until).until;
    return victims_.leave_out(healed.hit, time_left(last, now));
  }
  victims_.heal(fault, healed.hit);
  for (const Disturbed& other : others) {
    Fault goes_on = scenario_.faults[other.fault];
    goes_on.lasting = time_left(other.until, now);
    victims_.strike(goes_on, other.hit);
  }
}

void Strikes::look_at_conditions(Duration now) {
  const Measurements measured = collector_.so_far();
  for (std::size_t i = 0; i < scenario_.faults.size(); ++i) {
    const Fault& fault = scenario_.faults[i];
    Progress& progress = progress_[i];
    if (fault.abort_when && !progress.aborted && is_met(*fault.abort_when, measured)) {
      progress.aborted = true;
      take_back(i, now);
    }
    if (!fault.trigger.when) continue;
    const bool is_true = is_met(*fault.trigger.when, measured);
    const bool became_true = is_true && !std::exchange(progress.was_true, is_true);
    progress.was_true = is_true;
    const bool again = fault.trigger.times == 0 || progress.times < fault.trigger.times;
    if (became_true && again) schedule(now + fault.trigger.at, {.fault = i});
  }
}

void Strikes::follow(const std::string& name, Duration now) {
  for (std::size_t i = 0; i < scenario_.faults.size(); ++i) {
    const Fault& fault = scenario_.faults[i];
    if (fault.trigger.after != name) continue;
    schedule(now + fault.trigger.at, {.fault = i});
  }
}

}  // namespace forlopp::scenario
