#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callmodel/identifiers.hpp"
#include "runtime/observer.hpp"
#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/run_fault_signs.hpp"
#include "switch/alarms/alarm.hpp"
#include "switch/supervision/recovery.hpp"

namespace forlopp::scenario {

/// What struck when, when the exchange noticed, when all was well again, and which calls it cost. A
/// strike is matched only with what its kind of fault makes the exchange show of the same object;
/// a call only with strikes at something that it depends on.
class FaultLog {
 public:
  struct Strike {
    Duration at{};
    std::string name;
    std::string kind;
    std::string target;
    std::string object;  ///< As alarms and recoveries call it: `card 1/3`.
    Duration lasting{};  ///< Until it ends by itself; zero: it does not, or is over at once.
  };
  /// What a call depends on: `line 1/3/7`, `card 1/3`, `trunk_group north`.
  using ObjectsOfCall = std::function<std::vector<std::string>(callmodel::CallId)>;

  /// Where calls are.
  void expect(ObjectsOfCall objects_of_call) { objects_of_call_ = std::move(objects_of_call); }

  /// Of a living call, or one that has ended lately.
  std::vector<std::string> objects_of(callmodel::CallId call) const {
    return objects_of_call_(call);
  }

  void struck(Strike strike);
  /// The scenario has taken back what a fault of this name did to this object, before its time.
  void taken_back(std::string_view name, std::string_view object, Duration now);
  void alarm_raised(const exchange::Alarm& alarm);
  void alarm_cleared(const exchange::Alarm& alarm);
  void recovered(const exchange::Recovery& recovery);
  void supervised(const runtime::SupervisorReport& report);
  /// The exchange has given back what was left of a call that a fault struck.
  void call_released(callmodel::CallId call, Duration now);
  /// It is that late: faults that end by themselves may have done so.
  void passed(Duration now);
  /// Calls that ended by something that broke.
  void lost_transient(callmodel::CallId call, Duration now);
  void lost_stable(callmodel::CallId call, Duration now);

  std::vector<FaultRecord> records() const;
  /// The same when the run is over: some may still be at work.
  std::vector<FaultRecord> records_at_end(Duration end) const;

 private:
  struct Entry {
    FaultRecord record;
    std::string object;
    FaultKind kind{};
    Duration ends{};  ///< By itself; max() if never.
    std::vector<Sign> alarms{};

    bool shows(Sign sign, std::string_view whose) const;
    void notice(Duration now);
    void finish(Duration now);
    bool can_cost(const std::vector<std::string>& objects, Duration now) const;
    bool is_over_for_good(Duration now) const;
  };
  void began(Sign sign, std::string_view object, Duration now);
  void ended(Sign sign, std::string_view object, Duration now);
  Entry* responsible(callmodel::CallId call, Duration now);

  ObjectsOfCall objects_of_call_{};
  std::vector<Entry> entries_{};
};

}  // namespace forlopp::scenario
