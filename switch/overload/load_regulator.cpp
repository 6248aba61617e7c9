#include "switch/overload/load_regulator.hpp"

#include <chrono>

#include "switch/config/names.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;
using runtime::Context;

constexpr runtime::Duration probe_period = 100ms;
constexpr std::uint32_t probes_per_interval = 5;
/// While calls are refused all are told again now and then: some may have been started anew.
constexpr std::uint32_t ticks_between_reminders = 50;
/// A state has to last for 2 s before it is told to people.
constexpr std::uint32_t intervals_until_alarm = 4;
/// A change by less than 1 % is not worth telling.
constexpr std::uint32_t worth_telling = Admission::all / 100;

std::uint32_t distance(std::uint32_t a, std::uint32_t b) {
  return a > b ? a - b : b - a;
}

}  // namespace

LoadRegulator::LoadRegulator(const ExchangeParts& parts)
    : parts_{&parts}, admission_{parts.data->config().admission} {}

void LoadRegulator::init(Context& context) {
  interval_began_ = context.now();
  attempts_before_ = parts_->journal->counts().attempts;
  if (parts_->data->config().admission.control == AdmissionControl::on) {
    context.send_after(probe_period, context.self(), RegulatorTick{});
  }
  // A predecessor may have told them otherwise.
  tell_all(context);
}

void LoadRegulator::handle_info(Context& context, RegulatorTick&) {
  context.send_after(probe_period, context.self(), RegulatorTick{});
  context.send(context.self(), Probe{context.now()});
  if (++ticks_ % ticks_between_reminders == 0 && told_share_ != Admission::all) tell_all(context);
}

void LoadRegulator::handle_info(Context& context, Probe& probe) {
  lateness_sum_ += context.now() - probe.sent;
  if (++probes_ >= probes_per_interval) regulate(context);
}

void LoadRegulator::regulate(Context& context) {
  const std::uint64_t attempts = parts_->journal->counts().attempts;
  lateness_ = lateness_sum_ / probes_;
  const LoadSample sample{.interval = context.now() - interval_began_,
                          .offered = attempts - attempts_before_,
                          .lateness = lateness_};
  interval_began_ = context.now();
  attempts_before_ = attempts;
  lateness_sum_ = {};
  probes_ = 0;
  if (sample.interval <= runtime::Duration::zero()) return;
  share_ = admission_.next_share(sample);
  const bool is_new = distance(share_, told_share_) >= worth_telling ||
                      (share_ == Admission::all && told_share_ != Admission::all);
  if (is_new) tell_all(context);
  tell_alarms(context);
}

void LoadRegulator::tell_all(Context& context) {
  told_share_ = share_;
  for (const CardSlot& slot : parts_->data->cards()) context.send(slot.name, AdmitShare{share_});
  for (const runtime::Name group : parts_->data->group_names()) {
    context.send(group, AdmitShare{share_});
  }
}

void LoadRegulator::tell_alarms(Context& context) {
  const bool refuses = share_ < Admission::all;
  intervals_unlike_alarm_ = refuses == alarm_raised_ ? 0 : intervals_unlike_alarm_ + 1;
  if (intervals_unlike_alarm_ < intervals_until_alarm) return;
  intervals_unlike_alarm_ = 0;
  alarm_raised_ = refuses;
  if (refuses) return raise_alarm(context);
  context.send(names().alarms, ClearAlarm{"exchange", ProbableCause::congestion});
}

void LoadRegulator::raise_alarm(Context& context) {
  context.send(names().alarms, RaiseAlarm{"exchange", ProbableCause::congestion, Severity::major,
                                          "overload control refuses calls"});
}

void LoadRegulator::handle_info(Context& context, RaiseAlarmsAgain&) {
  if (alarm_raised_) raise_alarm(context);
}

LoadReport LoadRegulator::handle_call(Context&, ReportLoad&, const runtime::From&) {
  return {.lateness = lateness_,
          .offered_rate = admission_.offered_rate(),
          .admitted_rate_max = admission_.admitted_rate_max(),
          .admitted_of_65536 = share_};
}

}  // namespace forlopp::exchange
