#pragma once

#include <string>
#include <vector>

#include "switch/alarms/alarm.hpp"

/// What the keeper of alarms understands.
namespace forlopp::exchange {

/// Something is wrong; again for the same object and cause only changes severity and text.
struct RaiseAlarm {
  std::string object;
  ProbableCause cause{};
  Severity severity{};
  std::string text;
};
/// It is right again; nothing if no such alarm is active.
struct ClearAlarm {
  std::string object;
  ProbableCause cause{};
};
/// The same for everything that lies in the object: the lines of `card 1/3`.
struct ClearAlarmsWithin {
  std::string object;
  ProbableCause cause{};
};
/// It still holds, if it is active: from a successor of whoever raised it, which cannot know more.
struct AlarmHolds {
  std::string object;
  ProbableCause cause{};
};
/// From a keeper whose predecessor has ended, to all who raise alarms: raise those that hold again.
struct RaiseAlarmsAgain {};
/// Question; answer: std::vector<Alarm>, those active, in the order in which they were raised.
struct ListAlarms {};

}  // namespace forlopp::exchange
