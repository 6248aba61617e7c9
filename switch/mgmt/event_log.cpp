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

EventLog::EventLog(std::size_t kept) : kept_{kept}, added_to_{empty_history()}, shown_{added_to_} {}

std::shared_ptr<EventLog::History> EventLog::empty_history() const {
  return std::make_shared<History>(History{.classes = ClassHistory{kept_ * remembered}});
}

std::uint64_t EventLog::add(EventClass event_class, std::int64_t vtime, Map fields) {
  Map overwritten;  // Freed when the lock is free again.
  const std::scoped_lock lock{mutex_};
  History& history = *added_to_;
  history.classes.add(event_class);
  history.events.push_back({++history.last, vtime, event_class, std::move(fields)});
  if (history.events.size() > kept_) {
    overwritten = std::move(history.events.front().fields);
    history.events.pop_front();
  }
  return history.last;
}

std::uint64_t EventLog::last_added() const {
  const std::scoped_lock lock{mutex_};
  return added_to_->last;
}

void EventLog::start_anew() {
  std::shared_ptr<History> forgotten = empty_history();  // Freed when the lock is free again.
  const std::scoped_lock lock{mutex_};
  std::swap(added_to_, forgotten);
}

void EventLog::show() {
  std::shared_ptr<History> forgotten;
  const std::scoped_lock lock{mutex_};
  added_to_->shown_at = added_to_->last;
  forgotten = std::exchange(shown_, added_to_);
}

std::uint64_t EventLog::last() const {
  const std::scoped_lock lock{mutex_};
  return shown_->last;
}

std::uint64_t EventLog::shown_at() const {
  const std::scoped_lock lock{mutex_};
  return shown_->shown_at;
}

EventLog::Excerpt EventLog::after(std::uint64_t number, EventClasses classes,
                                  std::size_t most) const {
  const std::scoped_lock lock{mutex_};
  const History& history = *shown_;
  Excerpt excerpt;
  const std::uint64_t first = history.first();
  const std::uint64_t from = std::max(first, std::min(number, history.last) + 1);
  if (number + 1 < first) declare_lost(history, excerpt, number, classes);
  excerpt.upto = from - 1;
  const std::uint64_t end = std::min<std::uint64_t>(history.last, excerpt.upto + looked_at_max);
  while (excerpt.upto < end && excerpt.events.size() < most) {
    const Event& event = history.events[static_cast<std::size_t>(++excerpt.upto - first)];
    if (classes.test(static_cast<std::size_t>(event.event_class))) excerpt.events.push_back(event);
  }
  return excerpt;
}

void EventLog::declare_lost(const History& history, Excerpt& excerpt, std::uint64_t number,
                            EventClasses classes) {
  const std::uint64_t first = history.first();
  if (number < history.classes.forgotten()) excerpt.lost_before = first;
  const ClassCounts until_then = history.classes.until(number);
  const ClassCounts until_now = history.classes.until(first - 1);
  for (std::size_t i = 0; i < event_classes; ++i) {
    if (!classes.test(i) || until_now[i] == until_then[i]) continue;
    excerpt.lost[i] = until_now[i] - until_then[i];
    excerpt.lost_before = first;
  }
}

}  // namespace forlopp::management
