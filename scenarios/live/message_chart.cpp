#include "scenarios/live/message_chart.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "runtime/ladder.hpp"
#include "scenarios/live/row_of.hpp"

namespace forlopp::live {
namespace {

using management::Array;
using management::Document;
using management::Map;

/// They serve every call, and stand to the right of those who make one.
constexpr std::array<std::string_view, 4> services{"calls", "digit_receivers", "path_finder",
                                                   "store"};

/// More is not for reading.
constexpr std::size_t steps_as_text = 1'000;

void add_lane(std::vector<std::string>& lanes, const std::string& label) {
  if (std::ranges::find(lanes, label) == lanes.end()) lanes.push_back(label);
}

std::vector<std::string> lanes_of(const std::vector<TracedStep>& steps) {
  std::vector<std::string> lanes;
  for (const TracedStep& step : steps) {
    add_lane(lanes, step.from_label);
    add_lane(lanes, step.to_label);
  }
  std::ranges::stable_partition(lanes, [](const std::string& lane) {
    return std::ranges::find(services, lane) == services.end();
  });
  return lanes;
}

/// Of those of one label the newest.
std::map<std::string, runtime::Pid> pids_of(const std::vector<TracedStep>& steps) {
  std::map<std::string, runtime::Pid> pids;
  for (const TracedStep& step : steps) {
    if (step.from) pids[step.from_label] = step.from;
    if (step.to) pids[step.to_label] = step.to;
  }
  return pids;
}

std::string arrow_text(const TracedStep& step) {
  if (step.kind == StepKind::exit) return "exit: " + step.type;
  const bool is_plain = step.kind == StepKind::message || step.kind == StepKind::signal;
  return is_plain ? step.type : std::string{name(step.kind)} + ' ' + step.type;
}

std::string text_of(const std::vector<TracedStep>& steps) {
  std::vector<runtime::LadderStep> rungs;
  rungs.reserve(steps.size());
  for (const TracedStep& step : steps) {
    rungs.push_back({.when = step.when().time_since_epoch(),
                     .from = step.from_label,
                     .to = step.to_label,
                     .what = arrow_text(step)});
  }
  return runtime::draw_ladder(rungs, services);
}

Document number_or_null(std::uint64_t number) {
  return number == 0 ? Document{} : Document{number};
}

}  // namespace

Array row_of(const TracedStep& step) {
  return row_of(vtime(step.when()), step.from_label, step.to_label, step.type,
                number_or_null(step.id), number_or_null(step.cause), name(step.kind),
                step.sent ? Document{vtime(*step.sent)} : Document{},
                step.handled ? Document{vtime(*step.handled)} : Document{}, or_null(step.waiting));
}

MessageChart::MessageChart(std::vector<TracedStep> steps, std::size_t most)
    : steps_{std::move(steps)} {
  if (steps_.size() <= most) return;
  left_out_ = steps_.size() - most;
  steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(left_out_));
}

Map MessageChart::fields(Bodies bodies) const {
  const auto known = pids_of(steps_);
  Array lanes, pids, steps;
  for (const std::string& lane : lanes_of(steps_)) {
    const auto pid = known.find(lane);
    pids.emplace_back(pid == known.end() ? Document{} : Document{to_string(pid->second)});
    lanes.emplace_back(lane);
  }
  for (const TracedStep& step : steps_) {
    Array row = row_of(step);
    if (bodies == Bodies::all) row.push_back(step.body);
    steps.emplace_back(std::move(row));
  }
  Map fields;
  fields.emplace_back("lanes", std::move(lanes));
  fields.emplace_back("pids", std::move(pids));
  fields.emplace_back("steps", std::move(steps));
  fields.emplace_back("left_out", left_out_);
  if (steps_.size() <= steps_as_text) fields.emplace_back("text", text_of(steps_));
  return fields;
}

}  // namespace forlopp::live
