#include "switch/alarms/alarm_list.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace forlopp::exchange {
namespace {

/// From the smallest: each kind lies in the next, and has one number less.
constexpr std::array<std::string_view, 3> kinds{"line ", "card ", "shelf "};

}  // namespace

std::string container_of(std::string_view object) {
  for (std::size_t kind = 0; kind + 1 < kinds.size(); ++kind) {
    if (!object.starts_with(kinds[kind])) continue;
    const std::string_view numbers = object.substr(kinds[kind].size());
    const auto last = numbers.rfind('/');
    if (last == std::string_view::npos) return {};
    return std::string{kinds[kind + 1]}.append(numbers.substr(0, last));
  }
  return {};
}

bool AlarmList::is_explained(std::string_view object) const {
  for (std::string wider = container_of(object); !wider.empty(); wider = container_of(wider)) {
    if (std::ranges::find(active_, wider, &Alarm::object) != active_.end()) return true;
  }
  return false;
}

/// A wider alarm came or went: what it explains is judged anew.
void AlarmList::suppress_contained() {
  for (Alarm& alarm : active_) alarm.suppressed = is_explained(alarm.object);
}

bool AlarmList::change_hands() {
  doubted_.clear();
  for (const Alarm& alarm : active_) doubted_.push_back({alarm.object, alarm.cause});
  return std::exchange(was_kept_, true);
}

void AlarmList::confirm(std::string_view object, ProbableCause cause) {
  std::erase_if(doubted_, [&](const ClearAlarm& doubted) {
    return doubted.object == object && doubted.cause == cause;
  });
}

std::optional<Alarm> AlarmList::raise(const RaiseAlarm& raise, runtime::Instant now) {
  confirm(raise.object, raise.cause);
  const auto same = std::ranges::find_if(active_, [&](const Alarm& alarm) {
    return alarm.object == raise.object && alarm.cause == raise.cause;
  });
  if (same != active_.end()) {
    if (same->severity == raise.severity && same->text == raise.text) return std::nullopt;
    same->severity = raise.severity;
    same->text = raise.text;
    return *same;
  }
  active_.push_back({.object = raise.object,
                     .cause = raise.cause,
                     .severity = raise.severity,
                     .text = raise.text,
                     .raised = now,
                     .suppressed = is_explained(raise.object)});
  Alarm raised = active_.back();
  suppress_contained();
  return raised;
}

std::optional<Alarm> AlarmList::clear(const ClearAlarm& clear, runtime::Instant now) {
  confirm(clear.object, clear.cause);
  const auto same = std::ranges::find_if(active_, [&](const Alarm& alarm) {
    return alarm.object == clear.object && alarm.cause == clear.cause;
  });
  if (same == active_.end()) return std::nullopt;
  Alarm cleared = std::move(*same);
  active_.erase(same);
  cleared.cleared = now;
  suppress_contained();
  return cleared;
}

std::vector<std::string> AlarmList::within(std::string_view object, ProbableCause cause) const {
  std::vector<std::string> objects;
  for (const Alarm& alarm : active_) {
    if (alarm.cause == cause && container_of(alarm.object) == object) {
      objects.push_back(alarm.object);
    }
  }
  return objects;
}

}  // namespace forlopp::exchange
