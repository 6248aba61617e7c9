#include "runtime/trace_recorder.hpp"

#include <algorithm>
#include <ranges>
#include <set>

#include "runtime/ladder.hpp"

namespace forlopp::runtime {
namespace {

using Kind = TraceEvent::Kind;

std::string name_of(Label label, Pid pid) {
  if (*label.kind != '\0') return to_string(label);
  return pid ? to_string(pid) : std::string{};
}

bool arrives(const TraceStep& step) {
  constexpr Kind arrivals[]{Kind::handled, Kind::timed_out, Kind::acted_on, Kind::spawned,
                            Kind::ended};
  return std::ranges::find(arrivals, step.kind) != std::end(arrivals);
}

std::string arrow_text(const TraceStep& step) {
  if (step.kind == Kind::spawned) return "spawn";
  if (step.kind == Kind::ended) return "ended: " + step.what;
  if (step.kind == Kind::timed_out) return "time-out";
  return step.text.empty() ? step.what : step.text;
}

LadderStep rung(const TraceStep& step) {
  return {.when = step.when.time_since_epoch(),
          .from = step.from ? step.from_label : step.to_label,
          .to = step.to_label,
          .what = arrow_text(step)};
}

}  // namespace

void TraceRecorder::traced(const TraceEvent& event) {
  TraceStep step{.id = event.id,
                 .cause = event.cause,
                 .when = event.when,
                 .kind = event.kind,
                 .from = event.from,
                 .to = event.to,
                 .from_label = name_of(event.from_label, event.from),
                 .to_label = name_of(event.to_label, event.to),
                 .what = std::string{event.what},
                 .text = text_of(event)};
  const std::scoped_lock lock{mutex_};
  steps_.push_back(std::move(step));
  if (steps_.size() <= steps_max_) return;
  steps_.pop_front();
  ++forgotten_;
}

std::vector<TraceStep> TraceRecorder::steps() const {
  const std::scoped_lock lock{mutex_};
  return {steps_.begin(), steps_.end()};
}

std::uint64_t TraceRecorder::forgotten() const {
  const std::scoped_lock lock{mutex_};
  return forgotten_;
}

std::vector<TraceStep> between(std::span<const TraceStep> steps, std::span<const Pid> processes) {
  const std::set<Pid> among{processes.begin(), processes.end()};
  std::vector<TraceStep> found;
  std::ranges::copy_if(steps, std::back_inserter(found), [&](const TraceStep& step) {
    return arrives(step) && among.contains(step.to) && (!step.from || among.contains(step.from));
  });
  return found;
}

std::vector<TraceStep> causes_of(std::span<const TraceStep> steps, std::uint64_t id) {
  std::vector<TraceStep> chain;
  for (const TraceStep& step : std::views::reverse(steps)) {
    if (step.id != id) continue;
    chain.push_back(step);
    id = step.cause;
  }
  std::ranges::reverse(chain);
  return chain;
}

std::vector<TraceStep> effects_of(std::span<const TraceStep> steps, std::uint64_t id) {
  std::set<std::uint64_t> causes{id};
  std::vector<TraceStep> found;
  for (const TraceStep& step : steps) {
    if (step.id != id && !causes.contains(step.cause)) continue;
    causes.insert(step.id);
    found.push_back(step);
  }
  return found;
}

std::string draw_ladder_of(std::span<const TraceStep> steps) {
  std::vector<LadderStep> rungs;
  for (const TraceStep& step : steps)
    if (arrives(step)) rungs.push_back(rung(step));
  return draw_ladder(rungs);
}

}  // namespace forlopp::runtime
