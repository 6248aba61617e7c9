#include <chrono>

#include <fmt/format.h>

#include "switch/calls/half_start.hpp"
#include "switch/config/names.hpp"
#include "switch/lines/card_process.hpp"
#include "switch/lines/hal_terms.hpp"
#include "switch/store/store_messages.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

/// The lines' side: events of subscribers, and half-calls that begin, order and end.
namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;
using callmodel::Cause;
using runtime::ExitReason;

/// A person's hook moves far less: 5 changes a second on average, 30 at once.
constexpr BucketLimits hook_changes_allowed{200ms, 30};
/// A line that babbles is left alone for so long, doubled each time up to 32 times that.
constexpr runtime::Duration masked_at_first = 10s;
constexpr std::uint8_t mask_doublings_max = 5;
/// How long an answered call may be without its half-call, while calls are being restored.
constexpr runtime::Duration orphaned_at_most = 5s;

std::uint64_t number_of(const hal::Event& event) {
  return std::uint64_t{event.incarnation} << 32U | event.sequence;
}

bool is_crash(const ExitReason& reason) {
  return !reason.is_orderly() && reason.kind() != ExitReason::Kind::noproc;
}

}  // namespace

// Events.

void CardProcess::line_event(Context& context, PortIndex index, const hal::Event& event) {
  Port& port = ports_[index];
  if (state_ != UnitState::in_service || port.phase == LinePhase::masked) return;
  switch (event.kind) {
    case hal::EventKind::ring_trip: port.outputs.rings = false; [[fallthrough]];
    case hal::EventKind::off_hook: return lifted(context, index);
    case hal::EventKind::on_hook: return hung_up(context, index);
    case hal::EventKind::flash:
      if (port.half) tell(context, port, callmodel::Flash{});
      return;
    case hal::EventKind::digit: {
      const auto digit = callmodel::to_digit(hal::symbol(event));
      if (digit && port.half) tell(context, port, DigitHeard{*digit, number_of(event)});
      return;
    }
    case hal::EventKind::alarm: port.has_fault = true; return tell_line_fault(context, index);
    case hal::EventKind::alarm_cleared:
      port.has_fault = false;
      context.send(names().alarms, ClearAlarm{text_of(index), ProbableCause::line_card_problem});
      return;
    case hal::EventKind::test_result:
    case hal::EventKind::boot:
    case hal::EventKind::removed: return;
  }
}

void CardProcess::lifted(Context& context, PortIndex index) {
  Port& port = ports_[index];
  if (port.off_hook) return;
  port.off_hook = true;
  if (!port.chatter.add(context.now(), hook_changes_allowed)) return mask(context, index);
  switch (port.phase) {
    case LinePhase::idle: return originate(context, index);
    case LinePhase::calling:
    case LinePhase::called:
      if (port.half) tell(context, port, callmodel::OffHook{});
      return;
    case LinePhase::orphaned:
    case LinePhase::treated:
    case LinePhase::masked: return;
  }
}

void CardProcess::hung_up(Context& context, PortIndex index) {
  Port& port = ports_[index];
  if (!port.off_hook) return;
  port.off_hook = false;
  if (!port.chatter.add(context.now(), hook_changes_allowed)) return mask(context, index);
  switch (port.phase) {
    case LinePhase::calling:
    case LinePhase::called:
      if (port.half) tell(context, port, callmodel::OnHook{});
      return;
    case LinePhase::treated: return to_rest(context, index);
    case LinePhase::idle:
    case LinePhase::orphaned:
    case LinePhase::masked: return;
  }
}

// Calls begin.

bool CardProcess::admits(PortIndex port) {
  if (admit_of_65536_ >= 65'536 || parts_->data->is_essential(line(port))) return true;
  admission_debt_ += admit_of_65536_;
  if (admission_debt_ < 65'536) return false;
  admission_debt_ -= 65'536;
  return true;
}

void CardProcess::originate(Context& context, PortIndex index) {
  Port& port = ports_[index];
  const LineId own = line(index);
  port.phase = LinePhase::calling;
  port.call = parts_->journal->begin(port_of(own), parts_->data->number_of(own), context.now());
  if (!admits(index)) {
    parts_->observer->admission_refused(context.now());
    abandon_call(context, index, Cause::switching_equipment_congestion);
    return treat(context, index);
  }
  if (!calls_sup_) {
    calls_sup_ = context.whereis(names().calls_sup);
    if (calls_sup_) context.monitor(calls_sup_);
  }
  if (!calls_sup_) {
    abandon_call(context, index, Cause::temporary_failure);
    return treat(context, index);
  }
  const HalfStart start = StartOriginating{port.call, own, context.self()};
  port.start =
      context.request(calls_sup_, runtime::StartChild{runtime::Message::of<HalfStart>(start)});
}

void CardProcess::on(Context& context, const runtime::Reply<runtime::StartChildAnswer>& answer) {
  for (PortIndex index = 0; index < ports_.size(); ++index) {
    Port& port = ports_[index];
    if (!port.start || port.start != answer.ref) continue;
    port.start = {};
    if (!answer.value.child) return half_ended(context, index, answer.value.child.error());
    port.half = *answer.value.child;
    context.link(port.half);
    if (!port.off_hook) tell(context, port, callmodel::OnHook{});
    if (state_ != UnitState::in_service) tell(context, port, callmodel::LineLost{});
    return;
  }
  // Its line was masked or taken out of service meanwhile.
  if (answer.value.child) context.send(*answer.value.child, callmodel::LineLost{});
}

// Calls end.

void CardProcess::on(Context& context, const runtime::Exit& exit) {
  if (exit.from == context.parent()) return context.stop(exit.reason);
  for (PortIndex index = 0; index < ports_.size(); ++index) {
    if (ports_[index].half == exit.from) return half_ended(context, index, exit.reason);
  }
}

void CardProcess::half_ended(Context& context, PortIndex index, const ExitReason& reason) {
  Port& port = ports_[index];
  port.half = {};
  port.start = {};
  if (is_crash(reason)) count_loss(context, index, reason);
  const auto call = parts_->journal->find(port.call);
  const bool is_stable = call && call->answered == callmodel::Answered::yes;
  if (is_stable && !is_crash(reason)) {
    // All half-calls have gone; this one may be restored.
    port.phase = LinePhase::orphaned;
    port.until = context.now() + orphaned_at_most;
    return;
  }
  if (port.phase == LinePhase::calling) abandon_call(context, index, Cause::temporary_failure);
  treat(context, index);
}

void CardProcess::count_loss(Context& context, PortIndex index, const ExitReason& reason) {
  const auto call = parts_->journal->find(ports_[index].call);
  const bool is_stable = call && call->answered == callmodel::Answered::yes;
  parts_->observer->recovered({
      .when = context.now(),
      .level = RecoveryLevel::half_call,
      .what = fmt::format("half-call of {}", text_of(index)),
      .reason = to_string(reason),
      .lost_transient = call && !is_stable ? 1U : 0U,
      .lost_stable = is_stable ? 1U : 0U,
  });
}

void CardProcess::abandon_call(Context& context, PortIndex index, Cause cause) {
  const StoreCall call = parts_->journal->abandon(ports_[index].call, cause, context.now());
  if (call == StoreCall::needed) context.send(names().store, WriteSoon{});
}

/// A line without a call: congestion until it is on-hook, nothing if it is already.
void CardProcess::treat(Context& context, PortIndex index) {
  Port& port = ports_[index];
  if (!port.off_hook) return to_rest(context, index);
  if (port.outputs.path) command(context, index, hal::Disconnect{});
  port.phase = LinePhase::treated;
  port.call = {};
  port.outputs = {.tone = callmodel::ToneId::congestion};
  command(context, index, hal::GiveTone{hal::Tone::congestion});
}

/// The line is idle, and hears and does nothing.
void CardProcess::to_rest(Context& context, PortIndex index) {
  Port& port = ports_[index];
  if (port.outputs.any()) command(context, index, hal::Rest{});
  port.phase = LinePhase::idle;
  port.outputs = {};
  port.call = {};
  port.half = {};
  port.start = {};
  // Lifted again while the call was ending: that is the next call.
  if (port.off_hook && state_ == UnitState::in_service) originate(context, index);
}

// Lines that babble.

void CardProcess::mask(Context& context, PortIndex index) {
  Port& port = ports_[index];
  if (port.in_call()) {
    if (port.half) tell(context, port, callmodel::LineLost{});
    if (port.phase == LinePhase::calling) {
      abandon_call(context, index, Cause::destination_out_of_order);
    }
  }
  const auto doublings = std::min(port.times_masked, mask_doublings_max);
  port.phase = LinePhase::masked;
  port.half = {};
  port.start = {};
  port.call = {};
  port.outputs = {};
  port.until = context.now() + masked_at_first * (1 << doublings);
  ++port.times_masked;
  command(context, index, hal::Rest{});
  command(context, index, hal::Block{});
  tell_masked(context, index);
}

void CardProcess::unmask(Context& context, PortIndex index) {
  Port& port = ports_[index];
  port.phase = LinePhase::idle;
  port.off_hook = false;
  port.chatter.clear();
  command(context, index, hal::Unblock{});
  context.send(driver_, hal::sealed(hal::StateQuery{address_, context.self(), ++last_query_}));
  context.send(names().alarms, ClearAlarm{text_of(index), ProbableCause::line_babbling});
}

void CardProcess::check_waiting_lines(Context& context) {
  const runtime::Instant now = context.now();
  for (PortIndex index = 0; index < ports_.size(); ++index) {
    Port& port = ports_[index];
    if (port.phase == LinePhase::masked && port.until <= now) unmask(context, index);
    if (port.phase == LinePhase::orphaned) check_orphan(context, index);
  }
}

void CardProcess::check_orphan(Context& context, PortIndex index) {
  const Port& port = ports_[index];
  const auto call = parts_->journal->find(port.call);
  if (call && port.until > context.now()) return;
  // The line that was called cannot know whether the caller's half-call lives.
  if (call && call->record.calling_port == port_of(line(index))) {
    abandon_call(context, index, Cause::temporary_failure);
  }
  treat(context, index);
}

// Orders of half-calls.

bool CardProcess::from_half_call(Context& context, const runtime::Message& message) {
  const auto attempt = [&]<class Order>(std::type_identity<Order>) {
    const Order* order = message.get_if<Order>();
    if (order != nullptr) obey(context, *order, message.sender());
    return order != nullptr;
  };
  return attempt(std::type_identity<line::GiveTone>{}) ||
         attempt(std::type_identity<line::StopTone>{}) ||
         attempt(std::type_identity<line::ReleaseLine>{}) ||
         attempt(std::type_identity<line::SeizeLine>{}) ||
         attempt(std::type_identity<line::StartRinging>{}) ||
         attempt(std::type_identity<line::StopRinging>{}) ||
         attempt(std::type_identity<line::ConnectPath>{}) ||
         attempt(std::type_identity<line::DisconnectPath>{}) ||
         attempt(std::type_identity<line::LockOutLine>{}) ||
         attempt(std::type_identity<line::ClaimLine>{});
}

/// The port, if the order is for the call that it is in now. A half-call may give its first order
/// before we are told that it has started; who it is, is known from then on.
Port* CardProcess::in_call(const line::LineInCall& at, runtime::Pid half) {
  if (at.port >= ports_.size()) return nullptr;
  Port& port = ports_[at.port];
  if (!port.in_call() || port.call != at.call) return nullptr;
  if (!port.half && port.start) port.half = half;
  return port.half == half ? &port : nullptr;
}

void CardProcess::obey(Context& context, const line::SeizeLine& order, runtime::Pid half) {
  const bool is_here = order.at.port < ports_.size() && state_ == UnitState::in_service;
  if (!is_here || ports_[order.at.port].phase == LinePhase::masked) {
    return context.send(half, callmodel::LineRefused{Cause::destination_out_of_order});
  }
  Port& port = ports_[order.at.port];
  if (port.phase != LinePhase::idle || port.off_hook) {
    return context.send(half, callmodel::LineRefused{Cause::user_busy});
  }
  port.phase = LinePhase::called;
  port.call = order.at.call;
  port.half = half;
  context.send(half, callmodel::LineSeized{});
}

void CardProcess::obey(Context& context, const line::GiveTone& order, runtime::Pid half) {
  Port* port = in_call(order.at, half);
  if (port == nullptr) return;
  port->outputs.tone = order.tone;
  command(context, order.at.port, hal::GiveTone{to_hal(order.tone)});
}

void CardProcess::obey(Context& context, const line::StopTone& order, runtime::Pid half) {
  Port* port = in_call(order.at, half);
  if (port == nullptr) return;
  port->outputs.tone = callmodel::ToneId::silence;
  command(context, order.at.port, hal::StopTone{});
}

void CardProcess::obey(Context& context, const line::StartRinging& order, runtime::Pid half) {
  Port* port = in_call(order.at, half);
  if (port == nullptr) return;
  port->outputs.rings = true;
  command(context, order.at.port, hal::Ring{});
}

/// Ring trip has stopped it already if the line was answered.
void CardProcess::obey(Context& context, const line::StopRinging& order, runtime::Pid half) {
  Port* port = in_call(order.at, half);
  if (port == nullptr || !port->outputs.rings) return;
  port->outputs.rings = false;
  command(context, order.at.port, hal::StopRinging{});
}

void CardProcess::obey(Context& context, const line::ConnectPath& order, runtime::Pid half) {
  Port* port = in_call(order.at, half);
  if (port == nullptr) return;
  port->outputs.path = to_hal(order.to, *parts_->data);
  command(context, order.at.port, hal::Connect{port->outputs.path});
}

void CardProcess::obey(Context& context, const line::DisconnectPath& order, runtime::Pid half) {
  Port* port = in_call(order.at, half);
  if (port == nullptr || !port->outputs.path) return;
  port->outputs.path = {};
  command(context, order.at.port, hal::Disconnect{});
}

void CardProcess::obey(Context& context, const line::LockOutLine& order, runtime::Pid half) {
  Port* port = in_call(order.at, half);
  if (port == nullptr) return;
  port->outputs = {};
  command(context, order.at.port, hal::Rest{});
}

void CardProcess::obey(Context& context, const line::ReleaseLine& order, runtime::Pid half) {
  if (in_call(order.at, half) != nullptr) to_rest(context, order.at.port);
}

/// A half-call that outlived our predecessor, or that was restored.
void CardProcess::obey(Context& context, const line::ClaimLine& order, runtime::Pid half) {
  const bool exists = order.at.port < ports_.size();
  Port* port = exists ? &ports_[order.at.port] : nullptr;
  const bool is_free = exists && (port->phase == LinePhase::idle || port->call == order.at.call ||
                                  port->phase == LinePhase::treated);
  if (!is_free || (state_ != UnitState::in_service && was_aligned_before_)) {
    return context.send(half, callmodel::LineLost{});
  }
  const bool was_expected = port->phase == LinePhase::orphaned;
  const LineOutputs before = port->outputs;
  port->phase = order.side == line::Side::calling ? LinePhase::calling : LinePhase::called;
  port->call = order.at.call;
  port->half = half;
  port->start = {};
  port->outputs.tone = order.tone;
  port->outputs.rings = order.rings != 0;
  port->outputs.path =
      order.hears == line::Hears::path ? to_hal(order.path, *parts_->data) : hal::PathEnd{};
  // Otherwise alignment will see to both.
  if (!aligned()) return;
  if (!was_expected || port->outputs != before) return attach(context);
  if (port->off_hook) return tell(context, *port, callmodel::OffHook{});
  tell(context, *port, callmodel::OnHook{});
}

}  // namespace forlopp::exchange
