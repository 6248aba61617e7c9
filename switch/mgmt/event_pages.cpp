#include "switch/mgmt/internal/event_pages.hpp"

#include <algorithm>
#include <utility>

#include "switch/mgmt/internal/weight.hpp"

namespace forlopp::management {
namespace {

/// So that whoever writes the log waits for a few copies only.
constexpr std::size_t taken_at_once = 256;
constexpr std::size_t page_bytes_max = 256 * 1024;

Map lost_of(const EventLog::Excerpt& excerpt, std::uint64_t after) {
  Map by_class;
  for (std::size_t i = 0; i < event_classes; ++i)
    if (excerpt.lost[i] > 0)
      by_class.emplace_back(name(static_cast<EventClass>(i)), excerpt.lost[i]);
  return {{"after", after}, {"before", excerpt.lost_before}, {"by_class", std::move(by_class)}};
}

/// Fills a page; false when no more belongs there.
class PageFiller {
 public:
  PageFiller(EventPage& page, std::size_t most) : page_{page}, most_{most} {}

  std::size_t wanted() const { return std::min(taken_at_once, most_ - page_.events.size()); }

  bool take(EventLog::Excerpt excerpt) {
    const std::uint64_t from = page_.upto;
    const bool lost = excerpt.lost_before > 0;
    if (lost && !page_.events.empty()) return false;  // The next page will begin with this.
    if (lost) page_.lost = lost_of(excerpt, from);
    for (Event& event : excerpt.events)
      if (!take(event)) return false;
    page_.upto = excerpt.upto;
    return page_.upto > from && page_.events.size() < most_;
  }

 private:
  bool take(Event& event) {
    bytes_ += weight(event.fields);
    if (bytes_ > page_bytes_max && !page_.events.empty()) return false;
    page_.upto = event.number;
    page_.events.emplace_back(
        Array{event.number, event.vtime, name(event.event_class), std::move(event.fields)});
    return true;
  }

  EventPage& page_;
  std::size_t most_;
  std::size_t bytes_ = 0;
};

}  // namespace

EventPage read_events(const EventLog& log, std::uint64_t after, EventClasses classes,
                      std::size_t most) {
  EventPage page{.upto = std::min(after, log.last())};
  PageFiller filler{page, most};
  while (filler.take(log.after(page.upto, classes, filler.wanted()))) continue;
  return page;
}

}  // namespace forlopp::management
