#include "switch/alarms/alarm_keeper.hpp"

#include <chrono>

#include "switch/alarms/alarm_list.hpp"
#include "switch/config/names.hpp"
#include "switch/store/store_process.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;

/// Whoever was just being started anew is asked again.
constexpr runtime::Duration ask_again_after = 10s;
/// Far longer than an answer takes on a busy processor.
constexpr runtime::Duration doubts_at_most = 30s;

}  // namespace

void AlarmKeeper::init(runtime::Context& context) {
  if (!parts_->alarms->change_hands()) return;
  for (const CardSlot& slot : parts_->data->cards()) {
    if (slot.ports > 0) ask(context, slot.name);
  }
  for (const runtime::Name other : {names().store, names().admission, names().audit}) {
    ask(context, other);
  }
  context.send_after(doubts_at_most, context.self(), AlarmDoubtsEnd{});
}

void AlarmKeeper::ask(runtime::Context& context, runtime::Name whom) const {
  context.send(whom, RaiseAlarmsAgain{});
  context.send_after(ask_again_after, whom, RaiseAlarmsAgain{});
}

std::vector<Alarm> AlarmKeeper::handle_call(runtime::Context&, ListAlarms&, const runtime::From&) {
  return parts_->alarms->active();
}

void AlarmKeeper::handle_info(runtime::Context& context, RaiseAlarm& raise) {
  const auto raised = parts_->alarms->raise(raise, context.now());
  if (!raised) return;
  parts_->observer->alarm_raised(*raised);
  context.send(names().store, WriteAlarm{*raised});
}

void AlarmKeeper::handle_info(runtime::Context& context, ClearAlarm& clear) {
  const auto cleared = parts_->alarms->clear(clear, context.now());
  if (!cleared) return;
  parts_->observer->alarm_cleared(*cleared);
  context.send(names().store, WriteAlarm{*cleared});
}

void AlarmKeeper::handle_info(runtime::Context& context, ClearAlarmsWithin& clear) {
  for (const std::string& object : parts_->alarms->within(clear.object, clear.cause)) {
    ClearAlarm one{object, clear.cause};
    handle_info(context, one);
  }
}

void AlarmKeeper::handle_info(runtime::Context&, AlarmHolds& alarm) {
  parts_->alarms->confirm(alarm.object, alarm.cause);
}

void AlarmKeeper::handle_info(runtime::Context& context, AlarmDoubtsEnd&) {
  const std::vector<ClearAlarm> ended = parts_->alarms->doubted();
  for (ClearAlarm clear : ended) handle_info(context, clear);
}

}  // namespace forlopp::exchange
