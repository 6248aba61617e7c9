// What clients do to the faults of a run, and see of them.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "scenarios/engine/fault_catalogue.hpp"
#include "scenarios/engine/run_strikes.hpp"
#include "scenarios/engine/scenario_check.hpp"

namespace forlopp::scenario {
namespace {

bool is_by_clock(const Trigger& trigger) {
  return !trigger.when && trigger.after.empty();
}

std::string sentence(const Problem& problem) {
  if (problem.key.empty()) return problem.text;
  return fmt::format("{}: {}", problem.key, problem.text);
}

}  // namespace

std::optional<std::string> Strikes::wrong_with(const Fault& fault, Duration now) const {
  if (is_by_clock(fault.trigger) && fault.trigger.at < now) {
    return fmt::format("at: {} is over; it is {}", text(fault.trigger.at), text(now));
  }
  Scenario with = scenario_;
  with.faults.clear();
  for (const Entry& entry : faults_) {
    if (!entry.progress.aborted) with.faults.push_back(entry.fault);
  }
  with.faults.push_back(fault);
  const std::vector<Problem> problems = problems_of_faults(with);
  if (problems.empty()) return std::nullopt;
  return sentence(problems.front());
}

std::string Strikes::unique_name(const std::string& wanted) const {
  std::string name = wanted;
  const auto is_taken = [&](const Entry& entry) { return entry.fault.name == name; };
  for (int number = 2; std::ranges::any_of(faults_, is_taken); ++number) {
    name = fmt::format("{}_{}", wanted, number);
  }
  return name;
}

/// As many streams as clients' faults: what one of them draws does not depend on the others.
runtime::Random Strikes::next_clients_random() const {
  return clients_.split(faults_.size() - scenario_.faults.size());
}

runtime::Result<std::string, std::string> Strikes::inject(Fault fault, std::string by,
                                                          Duration now) {
  fault.name = unique_name(fault.name);
  if (auto wrong = wrong_with(fault, now)) return runtime::err(std::move(*wrong));
  const runtime::Random random = next_clients_random();
  add(std::move(fault), std::move(by));
  faults_.back().random = random;
  std::string name = faults_.back().fault.name;
  strike_due(now);
  return name;
}

void Strikes::halt(Duration now) {
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (faults_[i].progress.aborted) continue;
    if (may_strike_again(faults_[i]) || lasts_until(i, now)) take_back(i, now);
  }
  watches_ = false;
}

runtime::Result<void, Strikes::Refused> Strikes::take_back(std::string_view key, Duration now) {
  const std::vector<std::string> all = keys();
  const auto found = std::ranges::find(all, key);
  if (found == all.end()) return runtime::err(Refused::unknown);
  const auto index = static_cast<std::size_t>(found - all.begin());
  const bool is_done = faults_[index].progress.aborted ||
                       (!may_strike_again(faults_[index]) && !lasts_until(index, now));
  if (is_done) return runtime::err(Refused::over);
  take_back(index, now);
  return {};
}

void Strikes::judge(Duration now) {
  if (!verdicts_.is_waiting()) return;
  for (const std::size_t index : verdicts_.waiting()) {
    const FaultStage stage = state_of(index, now).stage;
    const bool is_over = stage == FaultStage::over || stage == FaultStage::taken_back;
    if (is_over) verdicts_.is_over(index, now);
  }
  tell_findings(verdicts_.judge(now, collector_.so_far()), now);
}

std::vector<ExpectationResult> Strikes::judge_rest(Duration now) {
  tell_findings(verdicts_.judge_rest(collector_.so_far()), now);
  std::vector<ExpectationResult> results;
  for (std::size_t i = 0; i < scenario_.faults.size(); ++i)
    std::ranges::move(verdicts_.results_of(i), std::back_inserter(results));
  return results;
}

void Strikes::tell_findings(const std::vector<Verdicts::Finding>& findings, Duration now) const {
  if (!news_) return;
  for (const auto& [index, result] : findings) {
    const Fault& fault = faults_[index].fault;
    news_({.kind = result.held ? FaultNews::Kind::held : FaultNews::Kind::not_held,
           .fault = fault.name,
           .target = text(fault.target),
           .expected = result.text,
           .measured = result.measured,
           .at = now});
  }
}

std::vector<std::string> Strikes::keys() const {
  std::vector<std::string> keys;
  std::set<std::string_view> taken;
  keys.reserve(faults_.size());
  for (const Entry& entry : faults_) {
    std::string key = entry.fault.name;
    for (int same = 2; taken.contains(key); ++same) {
      key = fmt::format("{} ({})", entry.fault.name, same);
    }
    taken.insert(keys.emplace_back(std::move(key)));
  }
  return keys;
}

runtime::Result<WouldHit, std::string> Strikes::dry_run(const Fault& fault, Duration now) const {
  Fault tried = fault;
  tried.name = unique_name(fault.name);
  if (auto wrong = wrong_with(tried, now)) return runtime::err(std::move(*wrong));
  WouldHit would;
  if (is_software(fault.kind)) {
    const bool is_counted =
        fault.target.choice == Choice::one || fault.target.choice == Choice::some;
    if (is_counted) would.count = static_cast<std::uint64_t>(fault.target.count);
    return would;
  }
  runtime::Random random = next_clients_random();
  for (Victims::Hit& each : draw_hits(fault, random)) {
    would.objects.push_back(std::move(each.object));
  }
  would.count = would.objects.size();
  return would;
}

bool Strikes::may_strike_again(const Entry& entry) const {
  const Progress& progress = entry.progress;
  const Trigger& trigger = entry.fault.trigger;
  if (progress.aborted) return false;
  if (progress.to_come > 0) return true;
  if (trigger.when) return trigger.times == 0 || progress.times < trigger.times;
  return std::ranges::any_of(faults_, [&](const Entry& before) {
    return before.fault.name == trigger.after && may_strike_again(before);
  });
}

/// Duration::max() stands for no end of its own; nothing, if nothing lasts.
std::optional<Duration> Strikes::lasts_until(std::size_t index, Duration now) const {
  const Entry& entry = faults_[index];
  if (is_software(entry.fault.kind)) {
    if (!software_.is_armed(entry.fault)) return std::nullopt;
    const bool ends = entry.fault.lasting > Duration::zero() && entry.progress.at;
    return ends ? *entry.progress.at + entry.fault.lasting : Duration::max();
  }
  std::optional<Duration> latest;
  for (const Disturbed& disturbed : disturbed_) {
    if (disturbed.fault != index || !goes_on(disturbed, now)) continue;
    latest = std::max(disturbed.until, latest.value_or(disturbed.until));
  }
  return latest;
}

FaultState Strikes::state_of(std::size_t index, Duration now) const {
  const Entry& entry = faults_[index];
  const auto lasts = lasts_until(index, now);
  FaultState state{.name = entry.fault.name,
                   .kind = std::string{definition(entry.fault.kind).name},
                   .target = text(entry.fault.target),
                   .at = entry.progress.at,
                   .hits = entry.progress.hits,
                   .by = entry.by,
                   .verdict = verdicts_.of(index),
                   .expected = verdicts_.text_of(index)};
  if (entry.progress.aborted) {
    state.stage = FaultStage::taken_back;
  } else if (lasts) {
    state.stage = FaultStage::active;
    if (*lasts != Duration::max()) state.until = *lasts;
  } else if (may_strike_again(entry)) {
    state.stage = entry.progress.times > 0 ? FaultStage::active : FaultStage::planned;
  } else {
    state.stage = FaultStage::over;
  }
  return state;
}

std::vector<FaultState> Strikes::list(Duration now) const {
  std::vector<FaultState> all;
  all.reserve(faults_.size());
  std::vector<std::string> keys = this->keys();
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    all.push_back(state_of(i, now));
    all.back().key = std::move(keys[i]);
  }
  return all;
}

}  // namespace forlopp::scenario
