#include "switch/mgmt/event_log.hpp"

#include <algorithm>
#include <utility>

namespace forlopp::management {
namespace {

/// Whose classes are still known: this many times as many events as are kept.
constexpr std::size_t remembered = 8;

/// So that whoever asks for what hardly ever happens does not hold up those who write.
constexpr std::size_t looked_at_max = 20'000;

}  // namespace

EventLog::EventLog(std::size_t kept) : kept_{kept}, history_{kept * remembered} {}

std::uint64_t EventLog::add(EventClass event_class, std::int64_t vtime, Map fields) {
  Map overwritten;  // Freed when the lock is free again.
  const std::scoped_lock lock{mutex_};
  history_.add(event_class);
  events_.push_back({++last_, vtime, event_class, std::move(fields)});
  if (events_.size() > kept_) {
    overwritten = std::move(events_.front().fields);
    events_.pop_front();
  }
  return last_;
}

std::uint64_t EventLog::last() const {
  const std::scoped_lock lock{mutex_};
  return last_;
}

EventLog::Excerpt EventLog::after(std::uint64_t number, EventClasses classes,
                                  std::size_t most) const {
  const std::scoped_lock lock{mutex_};
  Excerpt excerpt;
  const std::uint64_t first = last_ - events_.size() + 1;
  const std::uint64_t from = std::max(first, std::min(number, last_) + 1);
  if (number + 1 < first) declare_lost(excerpt, number, classes);
  excerpt.upto = from - 1;
  const std::uint64_t end = std::min<std::uint64_t>(last_, excerpt.upto + looked_at_max);
  while (excerpt.upto < end && excerpt.events.size() < most) {
    const Event& event = events_[static_cast<std::size_t>(++excerpt.upto - first)];
    if (classes.test(static_cast<std::size_t>(event.event_class))) excerpt.events.push_back(event);
  }
  return excerpt;
}

void EventLog::declare_lost(Excerpt& excerpt, std::uint64_t number, EventClasses classes) const {
  const std::uint64_t first = last_ - events_.size() + 1;
  const ClassCounts until_then = history_.until(number);
  const ClassCounts until_now = history_.until(first - 1);
  for (std::size_t i = 0; i < event_classes; ++i) {
    if (!classes.test(i) || until_now[i] == until_then[i]) continue;
    excerpt.lost[i] = until_now[i] - until_then[i];
    excerpt.lost_before = first;
  }
}

}  // namespace forlopp::management
