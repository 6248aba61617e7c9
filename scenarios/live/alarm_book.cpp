#include "scenarios/live/alarm_book.hpp"

#include <algorithm>

#include "switch/alarms/alarm_list.hpp"

namespace forlopp::live {

void AlarmBook::raised(const exchange::Alarm& alarm) {
  standing_.insert_or_assign({alarm.object, alarm.cause}, alarm);
}

void AlarmBook::cleared(const exchange::Alarm& alarm) {
  standing_.erase({alarm.object, alarm.cause});
}

bool AlarmBook::is_explained(const exchange::Alarm& alarm) const {
  using exchange::container_of;
  for (std::string wider = container_of(alarm.object); !wider.empty();
       wider = container_of(wider)) {
    const auto first = standing_.lower_bound({wider, exchange::ProbableCause{}});
    if (first != standing_.end() && first->first.first == wider) return true;
  }
  return false;
}

std::uint64_t AlarmBook::count(exchange::Severity severity) const {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      standing_, [&](const auto& alarm) { return alarm.second.severity == severity; }));
}

}  // namespace forlopp::live
