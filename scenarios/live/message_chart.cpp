#include "scenarios/live/message_chart.hpp"

#include <algorithm>
#include <array>

#include "scenarios/live/crash_fields.hpp"
#include "scenarios/live/row_of.hpp"

namespace forlopp::live {
namespace {

using management::Array;
using management::Map;
using runtime::LadderStep;

/// They serve every call, and stand to the right of those who make one.
constexpr std::array<std::string_view, 4> services{"calls", "digit_receivers", "path_finder",
                                                   "store"};

void add_lane(std::vector<std::string>& lanes, const std::string& label) {
  if (std::ranges::find(lanes, label) == lanes.end()) lanes.push_back(label);
}

std::vector<std::string> lanes_of(const std::vector<LadderStep>& steps) {
  std::vector<std::string> lanes;
  for (const LadderStep& step : steps) {
    add_lane(lanes, step.from);
    add_lane(lanes, step.to);
  }
  std::ranges::stable_partition(lanes, [](const std::string& lane) {
    return std::ranges::find(services, lane) == services.end();
  });
  return lanes;
}

}  // namespace

void MessageChart::add(const std::string& label,
                       std::span<const runtime::HandledMessage> messages) {
  for (const runtime::HandledMessage& message : messages) {
    steps_.push_back({.when = message.when.time_since_epoch(),
                      .from = sender_of(message),
                      .to = label,
                      .what = std::string{message.type}});
  }
  std::ranges::stable_sort(steps_, {}, &LadderStep::when);
}

Map MessageChart::fields() const {
  Array lanes;
  for (const std::string& lane : lanes_of(steps_)) lanes.emplace_back(lane);
  Array steps;
  for (const LadderStep& step : steps_) {
    steps.emplace_back(row_of(step.when.count(), step.from, step.to, step.what));
  }
  Map fields;
  fields.emplace_back("lanes", std::move(lanes));
  fields.emplace_back("steps", std::move(steps));
  fields.emplace_back("text", runtime::draw_ladder(steps_, services));
  return fields;
}

}  // namespace forlopp::live
