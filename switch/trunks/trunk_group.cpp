#include "switch/trunks/trunk_group.hpp"

#include <algorithm>
#include <string>

#include "callmodel/events.hpp"
#include "switch/alarms/alarm_messages.hpp"
#include "switch/calls/half_start.hpp"
#include "switch/config/names.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"
#include "switch/trunks/trunk_translation.hpp"

namespace forlopp::exchange {
namespace {

using runtime::Context;
using runtime::Pid;

/// Half-calls answer at once; what nobody has claimed by then is reset.
constexpr runtime::Duration time_to_claim = std::chrono::milliseconds{500};
constexpr runtime::Duration t16 = std::chrono::seconds{15};  // Q.764: RSC to RLC.

const TrunkGroupConfig& config_of(const ExchangeParts& parts, std::uint16_t group) {
  return parts.data->config().trunk_groups[group];
}

}  // namespace

std::string_view name(CircuitState state) {
  switch (state) {
    case CircuitState::idle: return "idle";
    case CircuitState::outgoing: return "outgoing";
    case CircuitState::incoming: return "incoming";
    case CircuitState::resetting: return "resetting";
  }
  return "unknown";
}

TrunkGroup::TrunkGroup(const ExchangeParts& parts, std::uint16_t group)
    : parts_{&parts},
      group_{group},
      circuits_(config_of(parts, group).circuits, Circuit{.state = CircuitState::resetting}),
      hunting_{config_of(parts, group).hunting, config_of(parts, group).parity,
               config_of(parts, group).circuits} {}

void TrunkGroup::init(Context& context) {
  resetting_ = static_cast<std::uint32_t>(circuits_.size());
  const auto number = static_cast<hal::TrunkGroupNumber>(group_ + 1);
  context.send(parts_->equipment->trunk_driver(number), hal::AttachTrunks{number, context.self()});
  if (context.whereis(names().calls_sup)) {
    survey_.begin(context, {.lost = LostBooks::circuits, .group = group_});
    context.send_after(time_to_claim, context.self(), Timeout{Timer::settled});
  } else {
    settle(context);
  }
}

void TrunkGroup::receive(Context& context, runtime::Message message) {
  if (const auto* from_afar = message.get_if<hal::TrunkMessage>()) {
    from_far_end(context, *from_afar);
  } else if (const auto* down = message.get_if<runtime::Down>()) {
    half_ended(context, *down);
  } else if (const auto* started = message.get_if<runtime::Reply<runtime::StartChildAnswer>>()) {
    half_started(context, *started);
  } else if (const auto* holdings = message.get_if<runtime::Reply<Holdings>>()) {
    survey_.answered(*holdings);
    claim(context, message.sender(), holdings->value);
  } else if (const auto* children =
                 message.get_if<runtime::Reply<std::vector<runtime::ChildInfo>>>()) {
    survey_.proceed(context, *children);
  } else if (const auto* question = message.get_if<runtime::Call<ReportTrunkGroup>>()) {
    context.reply(question->from, TrunkGroupBooks{group_, circuits_});
  } else if (const auto* timeout = message.get_if<Timeout>()) {
    timeout->timer == Timer::settled ? settle(context) : repeat_resets(context);
  } else {
    from_half_call(context, message);
  }
}

// Half-calls.

void TrunkGroup::from_half_call(Context& context, runtime::Message& message) {
  const Pid half = message.sender();
  if (const auto* order = message.get_if<trunk::SeizeCircuit>()) {
    seize(context, half, order->call);
  } else if (message.is<trunk::ReleaseCircuit>()) {
    give_back(context, half);
  } else if (message.is<trunk::ResetCircuit>()) {
    reset_by_half(context, half);
  } else if (const auto* order_to_say = message.get_if<trunk::Signal>()) {
    signal(context, half, order_to_say->signal);
  }
}

void TrunkGroup::seize(Context& context, Pid half, callmodel::CallId call) {
  if (held_by_.contains(half)) return;
  const auto number = hunting_.take();
  parts_->observer->circuit_sought(group_, context.now(), number ? Sought::found : Sought::none);
  if (!number) {
    context.send(half, callmodel::CircuitRefused{why_none()});
    return;
  }
  circuits_[*number].state = CircuitState::outgoing;
  circuits_[*number].call = call;
  lend(context, *number, half);
  context.send(half, callmodel::CircuitSeized{port_of(CircuitId{group_, *number})});
}

callmodel::Cause TrunkGroup::why_none() const {
  return busy_ == 0 && !circuits_.empty() ? callmodel::Cause::network_out_of_order
                                          : callmodel::Cause::no_circuit_available;
}

void TrunkGroup::give_back(Context& context, Pid half) {
  const auto held = held_by_.find(half);
  if (held == held_by_.end()) return;
  const Number number = held->second;
  take_back(context, number);
  make_idle(context, number);
}

void TrunkGroup::reset_by_half(Context& context, Pid half) {
  const auto held = held_by_.find(half);
  if (held == held_by_.end()) return;
  const Number number = held->second;
  take_back(context, number);
  begin_reset(context, number);
}

void TrunkGroup::signal(Context& context, Pid half, const callmodel::TrunkSignal& signal) {
  const auto held = held_by_.find(half);
  if (held != held_by_.end()) send(context, to_hardware(signal), held->second);
}

void TrunkGroup::half_ended(Context& context, const runtime::Down& down) {
  const auto held = held_by_.find(down.pid);
  if (held == held_by_.end()) return;
  const Number number = held->second;
  const Circuit circuit = circuits_[number];
  take_back(context, number);
  begin_reset(context, number);
  if (circuit.state != CircuitState::incoming) return;
  const auto now = context.now().time_since_epoch();
  parts_->journal->abandon(circuit.call, callmodel::Cause::temporary_failure,
                           runtime::Instant{now});
}

void TrunkGroup::half_started(Context& context,
                              const runtime::Reply<runtime::StartChildAnswer>& answer) {
  const auto asked = std::ranges::find(circuits_, answer.ref, &Circuit::watch);
  if (asked == circuits_.end() || asked->state != CircuitState::incoming) return;
  const auto number = static_cast<Number>(asked - circuits_.begin());
  const auto& child = answer.value.child;
  if (child && *child) {
    lend(context, number, *child);
    return;
  }
  parts_->journal->abandon(asked->call, callmodel::Cause::temporary_failure, context.now());
  --busy_;
  begin_reset(context, number);
}

/// From a half-call that has outlived our predecessor.
void TrunkGroup::claim(Context& context, Pid half, const Holdings& holdings) {
  if (holdings.has_access != Holding::held || !is_circuit(holdings.access)) return;
  const CircuitId id = circuit_of(holdings.access);
  if (id.group != group_ || id.circuit >= circuits_.size()) return;
  Circuit& circuit = circuits_[id.circuit];
  if (circuit.state != CircuitState::resetting || held_by_.contains(half)) return;
  --resetting_;
  circuit.state =
      holdings.side == Side::originating ? CircuitState::incoming : CircuitState::outgoing;
  circuit.call = holdings.call;
  lend(context, id.circuit, half);
}

// The far end.

void TrunkGroup::from_far_end(Context& context, const hal::TrunkMessage& message) {
  const auto number = static_cast<Number>(message.circuit.circuit - 1);
  if (message.circuit.group != group_ + 1 || number >= circuits_.size()) return;
  switch (message.kind) {
    case hal::Isup::iam: return call_from_afar(context, number, message);
    case hal::Isup::grs: return reset_from_afar(context, message);
    case hal::Isup::gra:
      for (Number at = number; at < number + message.range && at < circuits_.size(); ++at) {
        reset_done(context, at);
      }
      return;
    case hal::Isup::blo:
      circuits_[number].remote = RemoteBlocking::blocked;
      hunting_.remove(number);
      return send(context, hal::Isup::bla, number);
    case hal::Isup::ubl:
      circuits_[number].remote = RemoteBlocking::open;
      if (circuits_[number].state == CircuitState::idle) hunting_.add(number);
      return send(context, hal::Isup::uba, number);
    case hal::Isup::bla:
    case hal::Isup::uba: return;
    case hal::Isup::acm:
    case hal::Isup::cpg:
    case hal::Isup::anm:
    case hal::Isup::sus:
    case hal::Isup::res:
    case hal::Isup::rel:
    case hal::Isup::rlc:
    case hal::Isup::rsc: return pass_on(context, number, message);
  }
}

/// Both ends may have seized the circuit at once (Q.764, 2.10.1): ours are those of our parity.
void TrunkGroup::call_from_afar(Context& context, Number number, const hal::TrunkMessage& iam) {
  Circuit& circuit = circuits_[number];
  const bool ours = (number % 2 == 0) == (config_of(*parts_, group_).parity == Parity::even);
  if (circuit.state == CircuitState::outgoing && !ours) {
    context.send(circuit.holder, callmodel::DualSeizure{});
    take_back(context, number);
    make_idle(context, number);
  }
  const Pid calls = context.whereis(names().calls_sup);
  if (circuit.state != CircuitState::idle || !calls) return;
  hunting_.remove(number);
  const callmodel::TrunkSignal signal = from_hardware(iam);
  circuit.state = CircuitState::incoming;
  circuit.call =
      parts_->journal->begin(port_of(CircuitId{group_, number}), signal.calling, context.now());
  ++busy_;
  report_load(context);
  const HalfStart start =
      StartIncoming{circuit.call, CircuitId{group_, number}, context.self(), signal};
  circuit.watch =
      context.request(calls, runtime::StartChild{runtime::Message::of<HalfStart>(start)});
}

void TrunkGroup::pass_on(Context& context, Number number, const hal::TrunkMessage& message) {
  const Circuit& circuit = circuits_[number];
  if (circuit.holder) {
    context.send(circuit.holder, from_hardware(message));
  } else {
    nobodys(context, number, message.kind);
  }
}

/// Something about a circuit that no half-call has.
void TrunkGroup::nobodys(Context& context, Number number, hal::Isup kind) {
  if (kind == hal::Isup::rlc) return reset_done(context, number);
  if (kind == hal::Isup::rel || kind == hal::Isup::rsc) send(context, hal::Isup::rlc, number);
}

void TrunkGroup::reset_from_afar(Context& context, const hal::TrunkMessage& message) {
  const Number first = static_cast<Number>(message.circuit.circuit - 1);
  for (Number at = first; at < first + message.range && at < circuits_.size(); ++at) {
    if (circuits_[at].holder) {
      context.send(circuits_[at].holder, callmodel::CircuitLost{});
      take_back(context, at);
      make_idle(context, at);
    }
    reset_done(context, at);
  }
  hal::TrunkMessage answer = message;
  answer.kind = hal::Isup::gra;
  send(context, answer, first);
}

// Circuits.

/// Circuits that came from afar are counted busy since the IAM.
void TrunkGroup::lend(Context& context, Number number, Pid half) {
  Circuit& circuit = circuits_[number];
  const bool counted = circuit.state == CircuitState::incoming && circuit.watch;
  circuit.holder = half;
  circuit.watch = context.monitor(half);
  held_by_[half] = number;
  if (!counted) ++busy_;
  report_load(context);
}

void TrunkGroup::take_back(Context& context, Number number) {
  Circuit& circuit = circuits_[number];
  context.demonitor(circuit.watch);
  held_by_.erase(circuit.holder);
  circuit.holder = {};
  circuit.watch = {};
  circuit.call = {};
  --busy_;
  report_load(context);
}

void TrunkGroup::make_idle(Context&, Number number) {
  Circuit& circuit = circuits_[number];
  circuit.state = CircuitState::idle;
  circuit.watch = {};
  if (circuit.remote == RemoteBlocking::open) hunting_.add(number);
}

void TrunkGroup::begin_reset(Context& context, Number number) {
  circuits_[number].state = CircuitState::resetting;
  circuits_[number].watch = {};
  ++resetting_;
  send(context, hal::Isup::rsc, number);
  if (repeating_) return;
  repeating_ = true;
  context.send_after(t16, context.self(), Timeout{Timer::repeat_resets});
}

void TrunkGroup::reset_done(Context& context, Number number) {
  if (circuits_[number].state != CircuitState::resetting) return;
  --resetting_;
  make_idle(context, number);
  if (resetting_ > 0 || !alarmed_) return;
  alarmed_ = false;
  context.send(names().alarms, ClearAlarm{trunk_group_process(config_of(*parts_, group_).name),
                                          ProbableCause::trunk_far_end_failure});
}

/// Half-calls that outlived our predecessor have spoken: all other circuits are reset.
void TrunkGroup::settle(Context& context) {
  repeating_ = true;
  for (Number number = 0; number < circuits_.size(); ++number) {
    if (circuits_[number].state == CircuitState::resetting) {
      send(context, hal::Isup::rsc, number);
    }
  }
  context.send_after(t16, context.self(), Timeout{Timer::repeat_resets});
}

void TrunkGroup::repeat_resets(Context& context) {
  repeating_ = resetting_ > 0;
  if (!repeating_) return;
  for (Number number = 0; number < circuits_.size(); ++number) {
    if (circuits_[number].state == CircuitState::resetting) {
      send(context, hal::Isup::rsc, number);
    }
  }
  context.send_after(t16, context.self(), Timeout{Timer::repeat_resets});
  if (alarmed_) return;
  alarmed_ = true;
  context.send(names().alarms,
               RaiseAlarm{.object = trunk_group_process(config_of(*parts_, group_).name),
                          .cause = ProbableCause::trunk_far_end_failure,
                          .severity = Severity::major,
                          .text = "circuits are not reset by the far exchange"});
}

void TrunkGroup::send(Context& context, hal::TrunkMessage message, Number number) const {
  message.circuit = {static_cast<hal::TrunkGroupNumber>(group_ + 1),
                     static_cast<hal::CircuitNumber>(number + 1)};
  context.send(parts_->equipment->trunk_driver(message.circuit.group), message);
}

void TrunkGroup::send(Context& context, hal::Isup kind, Number number) const {
  send(context, hal::TrunkMessage{.kind = kind}, number);
}

void TrunkGroup::report_load(Context& context) {
  parts_->observer->circuits_busy(group_, context.now(), busy_);
}

}  // namespace forlopp::exchange
