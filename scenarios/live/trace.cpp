#include "scenarios/live/trace.hpp"

#include <algorithm>
#include <chrono>
#include <ranges>

namespace forlopp::live {
namespace {

using runtime::TraceEvent;
using Subject = TraceSubject::Kind;

/// What a call does at others: a card tells its hardware, which rings, and somebody there waits.
constexpr int distance_max = 3;
/// So far back a call's steps are followed beyond it; those of others to their neighbours.
constexpr int causes_of_call = 8;
constexpr int causes_of_process = 1;
constexpr int only_a_cause = -1;

/// After the end telephones are put down and resources come back.
constexpr runtime::Duration time_to_settle = std::chrono::seconds{30};

}  // namespace

std::optional<int> Trace::distance_of(const TraceEvent& event, const TracedStep& step) const {
  if (party_.has(event.from, event.from_label) || party_.has(event.to, event.to_label)) return 0;
  const auto cause = steps_.find(step.cause);
  if (party_.subject().kind != Subject::call || cause == steps_.end()) return std::nullopt;
  const int distance = cause->second.distance;
  if (distance >= 0 && distance < distance_max) return distance + 1;
  // What somebody does next, after a while.
  const bool goes_on = distance == only_a_cause && step.kind == StepKind::timer;
  return goes_on ? std::optional{only_a_cause} : std::nullopt;
}

void Trace::keep(const TracedStep& step, int distance) {
  steps_[step.id] = {step, distance};
  if (steps_.size() <= steps_max) return;
  steps_.erase(steps_.begin());
  ++forgotten_;
}

void Trace::keep_causes(std::uint64_t cause, const RecentSteps& recent) {
  const int most = party_.subject().kind == Subject::call ? causes_of_call : causes_of_process;
  for (int i = 0; i < most && cause != 0 && !steps_.contains(cause); ++i) {
    const TracedStep* step = recent.find(cause);
    if (step == nullptr) return;
    keep(*step, only_a_cause);
    if (step->kind == StepKind::timer) return;  // Before that, somebody waited.
    cause = step->cause;
  }
}

void Trace::take(const TraceEvent& event, const RecentSteps::News& news,
                 const RecentSteps& recent) {
  const auto known = news.is_arrival ? steps_.find(news.step->id) : steps_.end();
  if (known != steps_.end()) {
    known->second.step.handled = news.step->handled;
    known->second.step.waiting = news.step->waiting;
  } else if (const auto distance = distance_of(event, *news.step)) {
    keep(*news.step, *distance);
    if (*distance == 0) keep_causes(news.step->cause, recent);
  }
  party_.note(event);
}

void Trace::restarted(const runtime::SupervisorReport& report) {
  for (auto& [id, kept] : std::views::reverse(steps_)) {
    if (kept.step.kind != StepKind::spawn || kept.step.to != report.pid) continue;
    kept.step.kind = StepKind::restart;
    kept.step.body = management::Map{{"reason", to_string(report.reason)},
                                     {"budget_used", report.restarts_in_period},
                                     {"budget", report.restarts_max}};
    return;
  }
}

void Trace::pass(runtime::Instant now) {
  if (party_.lives()) {
    ended_.reset();
    return;
  }
  if (!ended_) ended_ = now;
  if (now >= *ended_ + time_to_settle) is_over_ = true;
}

const TracedStep* Trace::find(std::uint64_t step) const {
  const auto found = steps_.find(step);
  return found == steps_.end() ? nullptr : &found->second.step;
}

std::vector<std::uint64_t> Trace::effects_of(std::uint64_t step) const {
  std::vector<std::uint64_t> effects;
  for (const auto& [id, kept] : steps_) {
    if (kept.step.cause == step) effects.push_back(id);
  }
  return effects;
}

std::vector<TracedStep> Trace::steps() const {
  std::vector<TracedStep> all = before_;
  all.reserve(before_.size() + steps_.size());
  for (const auto& [id, kept] : steps_) all.push_back(kept.step);
  std::ranges::stable_sort(all.begin() + std::ssize(before_), all.end(), {}, &TracedStep::when);
  return all;
}

}  // namespace forlopp::live
