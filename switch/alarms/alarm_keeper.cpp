#include "switch/alarms/alarm_keeper.hpp"

#include "switch/config/names.hpp"
#include "switch/store/store_process.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {

void AlarmKeeper::handle_info(runtime::Context& context, RaiseAlarm& raise) {
  const auto raised = list_.raise(raise, context.now());
  if (!raised) return;
  parts_->observer->alarm_raised(*raised);
  context.send(names().store, WriteAlarm{*raised});
}

void AlarmKeeper::handle_info(runtime::Context& context, ClearAlarm& clear) {
  const auto cleared = list_.clear(clear, context.now());
  if (!cleared) return;
  parts_->observer->alarm_cleared(*cleared);
  context.send(names().store, WriteAlarm{*cleared});
}

void AlarmKeeper::handle_info(runtime::Context& context, ClearAlarmsWithin& clear) {
  for (const std::string& object : list_.within(clear.object, clear.cause)) {
    ClearAlarm one{object, clear.cause};
    handle_info(context, one);
  }
}

}  // namespace forlopp::exchange
