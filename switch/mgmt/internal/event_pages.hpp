#pragma once

#include <cstdint>

#include "switch/mgmt/event_log.hpp"

namespace forlopp::management {

inline constexpr EventClasses every_class{(1U << event_classes) - 1U};

/// Events as they go on the wire.
struct EventPage {
  Array events{};
  std::uint64_t upto = 0;  ///< All until this one have been looked at.
  Map lost{};              ///< What was overwritten on the way there; empty: nothing.
};

/// What followed `after`: at most so many events, and about as many bytes as a frame should have.
EventPage read_events(const EventLog& log, std::uint64_t after, EventClasses classes,
                      std::size_t most);

}  // namespace forlopp::management
