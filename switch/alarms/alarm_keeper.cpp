#include "switch/alarms/alarm_keeper.hpp"

#include <algorithm>
#include <utility>

#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

/// `line 1/3/7` is a part of `card 1/3`, and that of `shelf 1`: the numbers of the part begin with
/// those of the whole.
bool is_part_of(std::string_view part, std::string_view whole) {
  const auto numbers = [](std::string_view object) {
    const auto space = object.find(' ');
    return space == std::string_view::npos ? std::string_view{} : object.substr(space + 1);
  };
  const std::string_view of_part = numbers(part);
  const std::string_view of_whole = numbers(whole);
  return !of_whole.empty() && of_part.size() > of_whole.size() && of_part.starts_with(of_whole) &&
         of_part[of_whole.size()] == '/';
}

}  // namespace

AlarmKeeper::Position AlarmKeeper::find(const std::string& object, ProbableCause cause) {
  return std::ranges::find_if(
      active_, [&](const Alarm& alarm) { return alarm.object == object && alarm.cause == cause; });
}

bool AlarmKeeper::is_explained(const std::string& object) const {
  return std::ranges::any_of(active_,
                             [&](const Alarm& alarm) { return is_part_of(object, alarm.object); });
}

void AlarmKeeper::correlate() {
  for (Alarm& alarm : active_) alarm.suppressed = is_explained(alarm.object);
}

void AlarmKeeper::handle_info(runtime::Context& context, RaiseAlarm& raise) {
  const Position known = find(raise.object, raise.cause);
  if (known != active_.end()) {
    known->severity = raise.severity;
    known->text = std::move(raise.text);
    return;
  }
  active_.push_back({.object = std::move(raise.object),
                     .cause = raise.cause,
                     .severity = raise.severity,
                     .text = std::move(raise.text),
                     .raised = context.now()});
  correlate();
  parts_->observer->alarm_raised(active_.back());
}

void AlarmKeeper::handle_info(runtime::Context& context, ClearAlarm& clear) {
  const Position known = find(clear.object, clear.cause);
  if (known == active_.end()) return;
  Alarm alarm = std::move(*known);
  active_.erase(known);
  correlate();
  alarm.cleared = context.now();
  parts_->observer->alarm_cleared(alarm);
}

}  // namespace forlopp::exchange
