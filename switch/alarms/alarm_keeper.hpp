#pragma once

#include <vector>

#include "runtime/gen_server.hpp"
#include "switch/alarms/alarm.hpp"
#include "switch/alarms/alarm_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// To itself: alarms that nobody has raised again by now do not hold any more.
struct AlarmDoubtsEnd {};

/// The process that keeps the alarms: tells the observer and the store of each change. The list
/// outlives it; what came and went while nobody kept it, its successor learns from those who raise
/// alarms.
class AlarmKeeper final : public runtime::GenServer<AlarmKeeper> {
 public:
  using Calls = runtime::Messages<ListAlarms>;
  using Infos =
      runtime::Messages<RaiseAlarm, ClearAlarm, ClearAlarmsWithin, AlarmHolds, AlarmDoubtsEnd>;

  explicit AlarmKeeper(const ExchangeParts& parts) : parts_{&parts} {}

  void init(runtime::Context& context) override;
  std::vector<Alarm> handle_call(runtime::Context&, ListAlarms&, const runtime::From&);
  void handle_info(runtime::Context& context, RaiseAlarm& raise);
  void handle_info(runtime::Context& context, ClearAlarm& clear);
  void handle_info(runtime::Context& context, ClearAlarmsWithin& clear);
  void handle_info(runtime::Context& context, AlarmHolds& alarm);
  void handle_info(runtime::Context& context, AlarmDoubtsEnd&);

 private:
  void ask(runtime::Context& context, runtime::Name whom) const;

  const ExchangeParts* parts_;
};

}  // namespace forlopp::exchange
