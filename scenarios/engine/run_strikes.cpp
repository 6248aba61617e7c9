#include "scenarios/engine/run_strikes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/fault_catalogue.hpp"

namespace forlopp::scenario {
namespace {

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
                 RunCollector& collector, runtime::Random random, runtime::Random clients)
    : scenario_{scenario},
      victims_{victims},
      software_{software},
      collector_{collector},
      random_{random},
      clients_{clients} {
  for (const Fault& fault : scenario.faults) add(fault, {});
  software_.tell([this](const Fault& fault, const std::string& call, Duration now) {
    const auto struck =
        std::ranges::find_if(faults_, [&](const Entry& entry) { return &entry.fault == &fault; });
    ++struck->progress.hits;
    note(*struck, FaultNews::Kind::hits, call, now);
  });
}

void Strikes::add(Fault fault, std::string by) {
  const std::size_t index = faults_.size();
  const Fault& added =
      faults_.emplace_back(Entry{.fault = std::move(fault), .by = std::move(by)}).fault;
  watches_ = watches_ || added.trigger.when || added.abort_when;
  faults_.back().progress.is_tracked = is_tracked(added);
  verdicts_.expect(index, added);
  for (const Duration at : strike_times(added, whole_run(scenario_.run))) {
    schedule(at, {.fault = index});
  }
}

bool Strikes::is_tracked(const Fault& fault) const {
  if (needs_healing(fault.kind)) return true;
  return std::ranges::any_of(scenario_.faults, [&](const Fault& other) {
    return may_be_taken_back(other) && undo_each_other(other.kind, fault.kind);
  });
}

void Strikes::schedule(Duration at, Pending pending) {
  Progress& progress = faults_[pending.fault].progress;
  if (pending.what != Pending::What::end) ++progress.to_come;
  if (pending.what == Pending::What::strike && progress.times == 0) {
    progress.at = std::min(at, progress.at.value_or(at));
  }
  pending_.emplace(at, std::move(pending));
}

Duration Strikes::next() const {
  return pending_.empty() ? Duration::max() : pending_.begin()->first;
}

void Strikes::advance(Duration now) {
  strike_due(now);
  if (watches_) look_at_conditions(now);
  judge(now);
}

void Strikes::strike_due(Duration now) {
  while (!pending_.empty() && pending_.begin()->first <= now) {
    const Pending due = std::move(pending_.extract(pending_.begin()).mapped());
    if (due.what != Pending::What::end) --faults_[due.fault].progress.to_come;
    switch (due.what) {
      case Pending::What::strike: strike(due.fault, now); break;
      case Pending::What::hit: hit(due, now); break;
      case Pending::What::end: end(due, now); break;
    }
  }
}

void Strikes::strike(std::size_t index, Duration now) {
  Entry& entry = faults_[index];
  const Fault& fault = entry.fault;
  if (entry.progress.aborted) return;
  if (!fault.expect.empty()) verdicts_.strikes(index, now, collector_.so_far());
  ++entry.progress.times;
  entry.progress.at = now;
  note(entry, FaultNews::Kind::strikes, text(fault.target), now);
  runtime::Random& random = random_of(entry);
  std::multimap<Duration, Victims::Hit> hits;
  for (Victims::Hit& each : draw_hits(fault, random)) {
    hits.emplace(draw_delay(fault, random), std::move(each));
  }
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
std::vector<Victims::Hit> Strikes::draw_hits(const Fault& fault, runtime::Random& random) const {
  if (!is_software(fault.kind)) return victims_.choose(fault, random);
  return std::vector<Victims::Hit>(arms_each(fault) ? static_cast<std::size_t>(fault.target.count)
                                                    : std::size_t{1});
}

/// The people of whole cards are spread where they are.
Duration Strikes::draw_delay(const Fault& fault, runtime::Random& random) const {
  const Duration spread = fault.trigger.spread;
  if (spread <= Duration::zero() || takes_whole_cards(fault)) return Duration::zero();
  return hwsim::Distribution::uniform(Duration::zero(), spread).sample(random);
}

void Strikes::hit(const Pending& due, Duration now) {
  Entry& entry = faults_[due.fault];
  const Fault& fault = entry.fault;
  if (entry.progress.aborted) return;
  const Duration at_work = time_at_work(fault);
  if (at_work > Duration::zero() && entry.progress.is_tracked) {
    schedule(now + at_work, {Pending::What::end, due.fault, due.hit});
  }
  if (is_software(fault.kind)) {
    hit_software(entry);
  } else {
    hit_hardware(due, now);
  }
  if (due.is_first) follow(fault.name, now);
}

void Strikes::hit_software(Entry& entry) {
  SoftwareFaultPlan::Arming arming;
  if (arms_each(entry.fault)) arming.calls = 1;
  if (entry.random) arming.random = &*entry.random;
  software_.arm(entry.fault, arming);
}

void Strikes::hit_hardware(const Pending& due, Duration now) {
  Entry& entry = faults_[due.fault];
  const Fault& fault = entry.fault;
  collector_.faults().struck({.at = now,
                              .name = fault.name,
                              .kind = std::string{definition(fault.kind).name},
                              .target = due.hit.target,
                              .object = object_of(fault, due.hit),
                              .lasting = fault.lasting});
  ++entry.progress.hits;
  note(entry, FaultNews::Kind::hits, object_of(fault, due.hit), now);
  victims_.strike(fault, due.hit);
  if (can_be_taken_back(fault.kind)) keep_disturbed(due, now);
}

/// Of those that end by themselves nobody says when they have.
void Strikes::keep_disturbed(const Pending& due, Duration now) {
  std::erase_if(disturbed_, [&](const Disturbed& old) { return !goes_on(old, now); });
  const Duration at_work = time_at_work(faults_[due.fault].fault);
  const Duration until = at_work > Duration::zero() ? now + at_work : Duration::max();
  disturbed_.push_back({due.fault, due.hit, until});
}

bool Strikes::goes_on(const Disturbed& disturbed, Duration now) const {
  return faults_[disturbed.fault].progress.is_tracked || disturbed.until > now;
}

void Strikes::end(const Pending& due, Duration now) {
  const Entry& entry = faults_[due.fault];
  const Fault& fault = entry.fault;
  if (is_software(fault.kind)) return software_.disarm_oldest(fault);
  const auto over = std::ranges::find_if(disturbed_, [&](const Disturbed& disturbed) {
    return disturbed.fault == due.fault && disturbed.hit.object == due.hit.object;
  });
  if (over == disturbed_.end()) return;
  const Disturbed healed = std::move(*over);
  disturbed_.erase(over);
  note(entry, FaultNews::Kind::over, object_of(fault, healed.hit), now);
  if (needs_healing(fault.kind)) heal(healed, now);
}

void Strikes::take_back(std::size_t index, Duration now) {
  Entry& entry = faults_[index];
  const Fault& fault = entry.fault;
  entry.progress.aborted = true;
  note(entry, FaultNews::Kind::taken_back, text(fault.target), now);
  if (is_software(fault.kind)) return software_.disarm(fault);
  const auto over = std::ranges::stable_partition(
      disturbed_, [&](const Disturbed& disturbed) { return disturbed.fault != index; });
  const std::vector<Disturbed> healed{over.begin(), over.end()};
  disturbed_.erase(over.begin(), over.end());
  for (const Disturbed& each : healed) {
    if (!goes_on(each, now)) continue;
    heal(each, now);
    collector_.faults().taken_back(fault.name, object_of(fault, each.hit), now);
  }
}

/// If other faults go on at the same place, they are what remains.
void Strikes::heal(const Disturbed& healed, Duration now) {
  const Fault& fault = faults_[healed.fault].fault;
  std::vector<Disturbed> others;
  std::ranges::copy_if(disturbed_, std::back_inserter(others), [&](const Disturbed& other) {
    return other.hit.object == healed.hit.object && goes_on(other, now) &&
           undo_each_other(faults_[other.fault].fault.kind, fault.kind);
  });
  if (fault.kind == FaultKind::card_pulled && !others.empty()) {
    const Duration last = std::ranges::max(others, {}, &Disturbed::until).until;
    return victims_.leave_out(healed.hit, time_left(last, now));
  }
  victims_.heal(fault, healed.hit);
  for (const Disturbed& other : others) {
    Fault goes_on = faults_[other.fault].fault;
    goes_on.lasting = time_left(other.until, now);
    victims_.strike(goes_on, other.hit);
  }
}

void Strikes::look_at_conditions(Duration now) {
  const Measurements measured = collector_.so_far();
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const Fault& fault = faults_[i].fault;
    Progress& progress = faults_[i].progress;
    if (fault.abort_when && !progress.aborted && is_met(*fault.abort_when, measured)) {
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
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const Fault& fault = faults_[i].fault;
    if (fault.trigger.after != name) continue;
    schedule(now + fault.trigger.at, {.fault = i});
  }
}

void Strikes::note(const Entry& entry, FaultNews::Kind kind, std::string target,
                   Duration now) const {
  if (!news_) return;
  news_({.kind = kind, .fault = entry.fault.name, .target = std::move(target), .at = now});
}

}  // namespace forlopp::scenario
