#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "switch/alarms/alarm.hpp"

namespace forlopp::live {

/// The alarms that stand, by object and cause.
class AlarmBook {
 public:
  using Key = std::pair<std::string, exchange::ProbableCause>;

  void raised(const exchange::Alarm& alarm);
  void cleared(const exchange::Alarm& alarm);

  const std::map<Key, exchange::Alarm>& standing() const { return standing_; }
  /// Whether an alarm of what contains its object explains it.
  bool is_explained(const exchange::Alarm& alarm) const;
  /// How many stand of this severity.
  std::uint64_t count(exchange::Severity severity) const;

 private:
  std::map<Key, exchange::Alarm> standing_{};
};

}  // namespace forlopp::live
