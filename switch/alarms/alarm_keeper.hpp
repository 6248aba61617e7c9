#pragma once

#include "runtime/gen_server.hpp"
#include "switch/alarms/alarm_list.hpp"
#include "switch/alarms/alarm_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// The process that keeps the alarms: tells the observer and the store of each change.
class AlarmKeeper final : public runtime::GenServer<AlarmKeeper> {
 public:
  using Calls = runtime::Messages<ListAlarms>;
  using Infos = runtime::Messages<RaiseAlarm, ClearAlarm, ClearAlarmsWithin>;

  explicit AlarmKeeper(const ExchangeParts& parts) : parts_{&parts} {}

  std::vector<Alarm> handle_call(runtime::Context&, ListAlarms&, const runtime::From&) {
    return list_.active();
  }
  void handle_info(runtime::Context& context, RaiseAlarm& raise);
  void handle_info(runtime::Context& context, ClearAlarm& clear);
  void handle_info(runtime::Context& context, ClearAlarmsWithin& clear);

 private:
  const ExchangeParts* parts_;
  AlarmList list_;
};

}  // namespace forlopp::exchange
