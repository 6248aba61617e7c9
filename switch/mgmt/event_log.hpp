#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "switch/mgmt/class_history.hpp"
#include "switch/mgmt/document.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {

using EventClasses = std::bitset<event_classes>;

/// One thing that happened.
struct Event {
  std::uint64_t number = 0;  ///< From 1, without gaps.
  std::int64_t vtime = 0;
  EventClass event_class{};
  Map fields{};
};

/// What happened, in order and numbered; the last `kept` of them. A run that goes back begins
/// another history, which is not seen before it has come to where it goes. Thread-safe.
class EventLog {
 public:
  explicit EventLog(std::size_t kept = 100'000);

  /// The number that it got.
  std::uint64_t add(EventClass event_class, std::int64_t vtime, Map fields);
  std::uint64_t last_added() const;

  /// Another history begins, with number 1: what is added belongs to it, and readers go on reading
  /// the one before until it is shown.
  void start_anew();
  /// Readers read what is added.
  void show();

  // What readers see.

  std::uint64_t last() const;
  /// The last event when this history was shown; 0 of the first one.
  std::uint64_t shown_at() const;

  /// What followed an event, as far as it is still kept.
  struct Excerpt {
    std::vector<Event> events{};  ///< Of the classes asked for.
    std::uint64_t upto = 0;       ///< All events until this one have been looked at.
    /// Overwritten events that came after the one asked for, and were of the classes asked for, or
    /// may have been where that is not known any more.
    std::uint64_t lost_before = 0;  ///< The first event that is still kept; 0: nothing was lost.
    ClassCounts lost{};             ///< Too few where this was too long ago (class_history.hpp).
  };
  /// At most so many events. Looks at a bounded number of others, so there may be more even if it
  /// found fewer: there are if `upto` is before `last()`.
  Excerpt after(std::uint64_t number, EventClasses classes, std::size_t most) const;

 private:
  struct History {
    std::deque<Event> events{};
    ClassHistory classes;
    std::uint64_t last = 0;
    std::uint64_t shown_at = 0;
    std::uint64_t first() const { return last - events.size() + 1; }
  };

  std::shared_ptr<History> empty_history() const;
  static void declare_lost(const History& history, Excerpt& excerpt, std::uint64_t number,
                           EventClasses classes);

  mutable std::mutex mutex_;
  std::size_t kept_;
  std::shared_ptr<History> added_to_;
  std::shared_ptr<History> shown_;
};

}  // namespace forlopp::management
