#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/time.hpp"
#include "switch/alarms/alarm.hpp"
#include "switch/alarms/alarm_messages.hpp"

namespace forlopp::exchange {

/// What contains a thing: the card of `line 1/3/7` is `card 1/3`, its shelf `shelf 1`. Empty if
/// nothing does.
std::string container_of(std::string_view object);

/// The active alarms, one for each object and probable cause. Told the time.
class AlarmList {
 public:
  /// The alarm, if it is new or has changed: `suppressed` if an alarm of what contains its object
  /// explains it.
  std::optional<Alarm> raise(const RaiseAlarm& raise, runtime::Instant now);
  /// The cleared alarm, if there was one.
  std::optional<Alarm> clear(const ClearAlarm& clear, runtime::Instant now);
  /// What lies in this object and has an alarm with this cause.
  std::vector<std::string> within(std::string_view object, ProbableCause cause) const;
  /// Somebody begins to keep them. Doubts all of them if somebody did before: nobody knows what
  /// came and went in between. Whether it does.
  bool change_hands();
  /// Doubted no more, as if it were raised again.
  void confirm(std::string_view object, ProbableCause cause);
  /// Those still doubted, in the order in which they were raised.
  const std::vector<ClearAlarm>& doubted() const { return doubted_; }
  /// In the order in which they were raised.
  const std::vector<Alarm>& active() const { return active_; }

 private:
  bool is_explained(std::string_view object) const;
  void suppress_contained();

  std::vector<Alarm> active_;
  std::vector<ClearAlarm> doubted_;
  bool was_kept_ = false;
};

}  // namespace forlopp::exchange
