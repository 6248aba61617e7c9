#include "switch/trunks/trunk_group.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "callmodel/events.hpp"
#include "switch/alarms/alarm_messages.hpp"
#include "switch/calls/half_start.hpp"
#include "switch/config/names.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/lines/hal_terms.hpp"
#include "switch/store/store_messages.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;
using callmodel::Cause;
using callmodel::TrunkMessage;
using hal::Isup;
using runtime::Context;
using runtime::Pid;

constexpr runtime::Duration attach_again_after = 1s;
/// What no half-call has claimed is reset when all have been asked, but not sooner than this: those
/// of an exchange that starts again may still be ending.
constexpr runtime::Duration settling_time = 100ms;
/// Whoever has not answered by then hangs.
constexpr runtime::Duration survey_at_most = 30s;
/// T16, T22 (Q.764): a reset that is not confirmed is repeated.
constexpr runtime::Duration reset_again_after = 15s;

struct Term {
  TrunkMessage ours;
  Isup theirs;
};
constexpr std::array<Term, 9> terms{{{TrunkMessage::iam, Isup::iam},
                                     {TrunkMessage::acm, Isup::acm},
                                     {TrunkMessage::cpg, Isup::cpg},
                                     {TrunkMessage::anm, Isup::anm},
                                     {TrunkMessage::sus, Isup::sus},
                                     {TrunkMessage::res, Isup::res},
                                     {TrunkMessage::rel, Isup::rel},
                                     {TrunkMessage::rlc, Isup::rlc},
                                     {TrunkMessage::rsc, Isup::rsc}}};

Isup to_hal(TrunkMessage message) {
  return terms[static_cast<std::size_t>(message)].theirs;
}

callmodel::TrunkSignal from_hal(const hal::TrunkMessage& message) {
  const auto term = std::ranges::find(terms, message.kind, &Term::theirs);
  return {.message = term->ours,
          .cause = message.kind == Isup::rel ? Cause{message.cause} : Cause::none,
          .calling = exchange::from_hal(message.calling),
          .called = exchange::from_hal(message.called)};
}

}  // namespace

TrunkGroup::TrunkGroup(const ExchangeParts& parts, std::uint16_t group)
    : parts_{&parts},
      group_{group},
      circuits_{parts.data->config().trunk_groups[group], runtime::Instant{}},
      uses_(parts.data->config().trunk_groups[group].circuits) {}

void TrunkGroup::init(Context& context) {
  circuits_ = CircuitTable{parts_->data->config().trunk_groups[group_], context.now()};
  survey_.begin(context, {.lost = LostBooks::circuits, .group = group_});
  attach(context);
  context.send_after(settling_time, context.self(), TrunkTimeout{TrunkTimeout::Timer::settle});
}

void TrunkGroup::settle_when_known(Context& context) {
  if (may_settle_ && !settled_ && survey_.complete()) settle(context);
}

void TrunkGroup::attach(Context& context) {
  driver_ = parts_->equipment->trunk_driver(static_cast<hal::TrunkGroupNumber>(group_ + 1));
  if (!driver_) {
    context.send_after(attach_again_after, context.self(),
                       TrunkTimeout{TrunkTimeout::Timer::attach});
    return;
  }
  context.monitor(driver_);
  const hal::AttachTrunks attach{static_cast<hal::TrunkGroupNumber>(group_ + 1), context.self()};
  context.send(driver_, attach);
}

void TrunkGroup::receive(Context& context, runtime::Message message) {
  if (const auto* signalling = message.get_if<hal::TrunkMessage>()) {
    on(context, *signalling);
  } else if (from_half_call(context, message)) {
    return;
  } else if (const auto* down = message.get_if<runtime::Down>()) {
    on(context, *down);
  } else if (const auto* start = message.get_if<runtime::Reply<runtime::StartChildAnswer>>()) {
    on(context, *start);
  } else if (const auto* share = message.get_if<AdmitShare>()) {
    admit_of_65536_ = share->of_65536;
  } else if (const auto* timeout = message.get_if<TrunkTimeout>()) {
    on(context, *timeout);
  } else if (const auto* question = message.get_if<runtime::Call<ReportTrunks>>()) {
    context.reply(question->from, books(context.now()));
  } else if (const auto* halves =
                 message.get_if<runtime::Reply<std::vector<runtime::ChildInfo>>>()) {
    survey_.proceed(context, *halves);
    settle_when_known(context);
  } else if (const auto* holdings = message.get_if<runtime::Reply<Holdings>>()) {
    on(context, *holdings);
  } else if (const auto* block = message.get_if<BlockCircuit>()) {
    circuits_.block(block->circuit, BlockedBy::us, context.now());
    say(context, block->circuit, Isup::blo);
  } else if (const auto* unblock = message.get_if<UnblockCircuit>()) {
    circuits_.unblock(unblock->circuit, BlockedBy::us, context.now());
    say(context, unblock->circuit, Isup::ubl);
  }
}

hal::CircuitAddress TrunkGroup::address_of(Circuit circuit) const {
  return {static_cast<hal::TrunkGroupNumber>(group_ + 1),
          static_cast<hal::CircuitNumber>(circuit + 1)};
}

void TrunkGroup::say(Context& context, Circuit circuit, Isup kind, std::uint16_t range) const {
  context.send(driver_,
               hal::TrunkMessage{.circuit = address_of(circuit), .kind = kind, .range = range});
}

void TrunkGroup::on(Context& context, const TrunkTimeout& timeout) {
  switch (timeout.timer) {
    case TrunkTimeout::Timer::attach: return attach(context);
    case TrunkTimeout::Timer::settle:
      may_settle_ = true;
      if (!survey_.complete()) {
        context.send_after(survey_at_most, context.self(),
                           TrunkTimeout{TrunkTimeout::Timer::give_up_survey});
      }
      return settle_when_known(context);
    case TrunkTimeout::Timer::give_up_survey:
      if (!settled_) settle(context);
      return;
    case TrunkTimeout::Timer::reset: break;
  }
  reset_timer_runs_ = false;
  for (Circuit circuit = 0; circuit < circuits_.size(); ++circuit) {
    if (circuits_.state(circuit) == CircuitState::resetting) reset(context, circuit);
  }
}

// After a restart.

void TrunkGroup::on(Context& context, const runtime::Reply<Holdings>& answer) {
  if (!survey_.answered(context, answer)) return;
  claimed(context, answer.value);
  settle_when_known(context);
}

void TrunkGroup::claimed(Context& context, const Holdings& holdings) {
  if (holdings.has_access != Holding::held || !is_circuit(holdings.access)) return;
  const CircuitId id = circuit_of(holdings.access);
  if (id.group != group_ || id.circuit >= circuits_.size() || uses_[id.circuit].holder) return;
  if (circuits_.state(id.circuit) != CircuitState::unknown) {
    return context.send(holdings.half, callmodel::CircuitLost{});  // Reset meanwhile.
  }
  circuits_.claim(id.circuit, context.now());
  report_busy(context);
  uses_[id.circuit] = {.call = holdings.call,
                       .is_incoming = holdings.side == Side::originating,
                       .is_connected = true};
  hold(context, id.circuit, holdings.half);
  for (const hal::TrunkMessage& message : early_) {
    if (message.circuit == address_of(id.circuit)) pass_on(context, id.circuit, message);
  }
}

/// What nobody has claimed is made idle at both ends, in as few messages as can be.
void TrunkGroup::settle(Context& context) {
  settled_ = true;
  early_ = {};
  end_unserved_calls(context);
  Circuit circuit = 0;
  while (circuit < circuits_.size()) {
    Circuit end = circuit;
    for (; end < circuits_.size() && circuits_.state(end) == CircuitState::unknown; ++end) {
      circuits_.release(end, CircuitState::resetting, context.now());
    }
    if (end > circuit) say(context, circuit, Isup::grs, static_cast<std::uint16_t>(end - circuit));
    circuit = static_cast<Circuit>(end + 1);
  }
  if (reset_timer_runs_) return;
  reset_timer_runs_ = true;
  context.send_after(reset_again_after, context.self(), TrunkTimeout{TrunkTimeout::Timer::reset});
}

/// The half-call of a call from the far end, which also ends it, may have died when nobody watched.
void TrunkGroup::end_unserved_calls(Context& context) const {
  for (const OpenCall& call :
       parts_->journal->open_calls_of(port_of(CircuitId{group_, 0}), circuits_.size())) {
    const Circuit circuit = circuit_of(call.record.calling_port).circuit;
    if (uses_[circuit].call != call.record.call) abandon(context, call.record.call);
  }
}

void TrunkGroup::abandon(Context& context, callmodel::CallId call, Cause cause) const {
  const StoreCall store = parts_->journal->abandon(call, cause, context.now());
  if (store == StoreCall::needed) context.send(names().store, WriteSoon{});
}

// Half-calls.

bool TrunkGroup::from_half_call(Context& context, const runtime::Message& message) {
  if (const auto* wanted = message.get_if<trunk::SeizeCircuit>()) {
    seize(context, message.sender(), wanted->call);
  } else if (const auto* word = message.get_if<trunk::Signal>()) {
    signal(context, message.sender(), word->signal);
  } else if (const auto* hear = message.get_if<trunk::ConnectCircuit>()) {
    connect(context, message.sender(), hear->to);
  } else if (message.is<trunk::ReleaseCircuit>()) {
    release(context, message.sender());
  } else if (message.is<trunk::ResetCircuit>()) {
    const auto held = by_holder_.find(message.sender());
    if (held != by_holder_.end()) uses_[held->second.circuit].resets_at_release = true;
  } else {
    return false;
  }
  return true;
}

void TrunkGroup::seize(Context& context, Pid half, callmodel::CallId call) {
  if (by_holder_.contains(half)) return;  // Asked again, because we had lost our books.
  if (!driver_) return context.send(half, callmodel::CircuitRefused{Cause::network_out_of_order});
  const auto circuit = circuits_.seize(context.now());
  parts_->observer->circuit_sought(group_, context.now(), circuit ? Sought::found : Sought::none);
  if (!circuit) return context.send(half, callmodel::CircuitRefused{Cause::no_circuit_available});
  report_busy(context);
  uses_[*circuit] = {.call = call};
  hold(context, *circuit, half);
  context.send(half, callmodel::CircuitSeized{port_of(CircuitId{group_, *circuit})});
}

void TrunkGroup::hold(Context& context, Circuit circuit, Pid half) {
  uses_[circuit].holder = half;
  by_holder_[half] = {circuit, context.monitor(half)};
}

void TrunkGroup::release(Context& context, Pid half) {
  const auto held = by_holder_.find(half);
  if (held == by_holder_.end()) return;
  const Circuit circuit = held->second.circuit;
  if (uses_[circuit].is_incoming) {
    ending_[half] = {circuit, uses_[circuit].call, half};
  } else {
    context.demonitor(held->second.monitor, runtime::Flush::keep_down);
  }
  by_holder_.erase(held);
  const bool is_to_reset = uses_[circuit].resets_at_release;
  forget(context, circuit);
  if (is_to_reset) return reset(context, circuit);
  circuits_.release(circuit, CircuitState::idle, context.now());
  report_busy(context);
  if (const auto iam = take_next_call(circuit)) incoming(context, circuit, *iam);
}

void TrunkGroup::report_busy(Context& context) const {
  parts_->observer->circuits_busy(group_, context.now(), circuits_.busy());
}

void TrunkGroup::connect(Context& context, Pid half, callmodel::PortId to) {
  const auto held = by_holder_.find(half);
  if (held == by_holder_.end()) return;
  uses_[held->second.circuit].is_connected = true;
  const hal::ConnectCircuit order{address_of(held->second.circuit),
                                  exchange::to_hal(to, *parts_->data)};
  context.send(driver_, order);
}

/// The circuit is in no call any more, and hears nothing.
void TrunkGroup::forget(Context& context, Circuit circuit) {
  if (uses_[circuit].is_connected) {
    context.send(driver_, hal::ConnectCircuit{address_of(circuit), {}});
  }
  uses_[circuit] = {};
}

void TrunkGroup::signal(Context& context, Pid half, const callmodel::TrunkSignal& signal) {
  const auto held = by_holder_.find(half);
  if (held == by_holder_.end()) return;
  Use& use = uses_[held->second.circuit];
  use.is_clearing |= signal.message == TrunkMessage::rel;
  use.is_cleared |= signal.message == TrunkMessage::rlc;
  const hal::TrunkMessage message{.circuit = address_of(held->second.circuit),
                                  .kind = to_hal(signal.message),
                                  .cause = static_cast<hal::CauseValue>(signal.cause),
                                  .called = exchange::to_hal(signal.called),
                                  .calling = exchange::to_hal(signal.calling)};
  context.send(driver_, message);
}

void TrunkGroup::on(Context& context, const runtime::Down& down) {
  if (survey_.ended(down)) return settle_when_known(context);
  if (down.pid == driver_) {
    driver_ = {};
    for (const Use& use : uses_) {
      if (use.holder) context.send(use.holder, callmodel::CircuitLost{});
    }
    return attach(context);
  }
  if (const auto ending = ending_.extract(down.pid)) {
    report_loss(context, ending.mapped().circuit, ending.mapped().call, down.reason);
    return abandon(context, ending.mapped().call);
  }
  const auto held = by_holder_.find(down.pid);
  if (held == by_holder_.end()) return;
  const Circuit circuit = held->second.circuit;
  by_holder_.erase(held);
  holder_lost(context, circuit, down.reason);
}

/// The far end still thinks that there is a call.
void TrunkGroup::holder_lost(Context& context, Circuit circuit, const runtime::ExitReason& reason) {
  const Use use = uses_[circuit];
  forget(context, circuit);
  reset(context, circuit);
  report_loss(context, circuit, use.call, reason);
  if (use.is_incoming) abandon(context, use.call);
}

void TrunkGroup::report_loss(Context& context, Circuit circuit, callmodel::CallId lost,
                             const runtime::ExitReason& reason) const {
  if (reason.is_orderly() || reason.kind() == runtime::ExitReason::Kind::noproc) return;
  const auto call = parts_->journal->find(lost);
  const bool is_stable = call && call->answered == callmodel::Answered::yes;
  const std::string group = parts_->data->config().trunk_groups[group_].name;
  parts_->observer->recovered({
      .when = context.now(),
      .level = RecoveryLevel::half_call,
      .what = fmt::format("half-call of circuit {} of {}", circuit + 1, group),
      .reason = to_string(reason),
      .lost_transient = call && !is_stable ? 1U : 0U,
      .lost_stable = is_stable ? 1U : 0U,
  });
}

// The far exchange.

void TrunkGroup::on(Context& context, const hal::TrunkMessage& message) {
  const bool is_ours = message.circuit.group == group_ + 1 && message.circuit.circuit >= 1 &&
                       message.circuit.circuit <= circuits_.size();
  if (!is_ours) return;
  const auto circuit = static_cast<Circuit>(message.circuit.circuit - 1);
  switch (message.kind) {
    case Isup::iam: return incoming(context, circuit, message);
    case Isup::acm:
    case Isup::cpg:
    case Isup::anm:
    case Isup::sus:
    case Isup::res:
    case Isup::rel:
    case Isup::rlc:
    case Isup::rsc: return pass_on(context, circuit, message);
    case Isup::blo:
      circuits_.block(circuit, BlockedBy::far_end, context.now());
      return say(context, circuit, Isup::bla);
    case Isup::ubl:
      circuits_.unblock(circuit, BlockedBy::far_end, context.now());
      return say(context, circuit, Isup::uba);
    case Isup::grs: return reset_by_far_end(context, message);
    case Isup::gra: return confirmed_idle(context, circuit, message.range);
    case Isup::bla:
    case Isup::uba: return;
  }
}

void TrunkGroup::incoming(Context& context, Circuit circuit, const hal::TrunkMessage& iam) {
  switch (circuits_.state(circuit)) {
    case CircuitState::busy: return dual_seizure(context, circuit, iam);
    case CircuitState::unknown:
    case CircuitState::resetting: return;  // The reset that is under way tells the far end.
    case CircuitState::idle: break;
  }
  circuits_.seize_incoming(circuit, context.now());
  report_busy(context);
  const callmodel::CallId call = parts_->journal->begin(
      port_of(CircuitId{group_, circuit}), exchange::from_hal(iam.calling), context.now());
  uses_[circuit] = {.call = call, .is_incoming = true};
  if (!admits()) {
    parts_->observer->admission_refused(context.now());
    return refuse(context, circuit, Cause::switching_equipment_congestion);
  }
  const Pid calls = context.whereis(names().calls_sup);
  if (!calls) return refuse(context, circuit, Cause::temporary_failure);
  const HalfStart start = StartIncoming{call, {group_, circuit}, context.self(), from_hal(iam)};
  uses_[circuit].start =
      context.request(calls, runtime::StartChild{runtime::Message::of<HalfStart>(start)});
}

/// Both ends seized one circuit: each end keeps those of its own parity (Q.764, 2.10.1.4). Unless
/// the call that we have on it is over: then the far end did not have to wait.
void TrunkGroup::dual_seizure(Context& context, Circuit circuit, const hal::TrunkMessage& iam) {
  const Use use = uses_[circuit];
  if (use.is_cleared) return next_calls_.push_back(iam);
  if (use.is_incoming || circuits_.is_ours(circuit) || !use.holder) return;
  context.send(use.holder, callmodel::DualSeizure{});
  const auto held = by_holder_.find(use.holder);
  context.demonitor(held->second.monitor, runtime::Flush::keep_down);
  by_holder_.erase(held);
  forget(context, circuit);
  circuits_.release(circuit, CircuitState::idle, context.now());
  incoming(context, circuit, iam);
}

std::optional<hal::TrunkMessage> TrunkGroup::take_next_call(Circuit circuit) {
  const auto iam = std::ranges::find(next_calls_, address_of(circuit), &hal::TrunkMessage::circuit);
  if (iam == next_calls_.end()) return std::nullopt;
  const hal::TrunkMessage taken = *iam;
  next_calls_.erase(iam);
  return taken;
}

bool TrunkGroup::admits() {
  if (admit_of_65536_ >= 65'536) return true;
  admission_debt_ += admit_of_65536_;
  if (admission_debt_ < 65'536) return false;
  admission_debt_ -= 65'536;
  return true;
}

/// An incoming call for which there will be no half-call.
void TrunkGroup::refuse(Context& context, Circuit circuit, Cause cause) {
  abandon(context, uses_[circuit].call, cause);
  uses_[circuit] = {};
  circuits_.release(circuit, CircuitState::resetting, context.now());
  report_busy(context);
  const hal::TrunkMessage message{.circuit = address_of(circuit),
                                  .kind = Isup::rel,
                                  .cause = static_cast<hal::CauseValue>(cause)};
  context.send(driver_, message);
}

void TrunkGroup::on(Context& context, const runtime::Reply<runtime::StartChildAnswer>& answer) {
  const auto use = std::ranges::find_if(
      uses_, [&](const Use& one) { return one.start && one.start == answer.ref; });
  if (use == uses_.end()) return;
  const auto circuit = static_cast<Circuit>(use - uses_.begin());
  use->start = {};
  if (!answer.value.child) return holder_lost(context, circuit, answer.value.child.error());
  hold(context, circuit, *answer.value.child);
  if (use->released_early == Cause::none) return;
  const callmodel::TrunkSignal rel{.message = TrunkMessage::rel, .cause = use->released_early};
  context.send(use->holder, rel);
}

/// Until it is known whose circuit this is.
bool TrunkGroup::keep_if_early(Circuit circuit, const hal::TrunkMessage& message) {
  if (circuits_.state(circuit) != CircuitState::unknown) return false;
  early_.push_back(message);
  return true;
}

void TrunkGroup::pass_on(Context& context, Circuit circuit, const hal::TrunkMessage& message) {
  if (keep_if_early(circuit, message)) return;
  Use& use = uses_[circuit];
  const bool ends = message.kind == Isup::rel || message.kind == Isup::rsc;
  if (ends && take_next_call(circuit)) return say(context, circuit, Isup::rlc);
  if (message.kind == Isup::rlc) use.is_cleared = use.is_clearing;
  if (use.holder) return context.send(use.holder, from_hal(message));
  if (use.start) {
    if (message.kind == Isup::rel) use.released_early = Cause{message.cause};
    return;
  }
  without_call(context, circuit, message.kind);
}

void TrunkGroup::without_call(Context& context, Circuit circuit, Isup kind) {
  const bool ends = kind == Isup::rel || kind == Isup::rsc;
  if (ends) say(context, circuit, Isup::rlc);
  if (!ends && kind != Isup::rlc) return reset(context, circuit);
  if (circuits_.state(circuit) == CircuitState::resetting) {
    circuits_.release(circuit, CircuitState::idle, context.now());
  }
}

void TrunkGroup::reset(Context& context, Circuit circuit) {
  take_next_call(circuit);
  circuits_.release(circuit, CircuitState::resetting, context.now());
  report_busy(context);
  say(context, circuit, Isup::rsc);
  if (reset_timer_runs_) return;
  reset_timer_runs_ = true;
  context.send_after(reset_again_after, context.self(), TrunkTimeout{TrunkTimeout::Timer::reset});
}

void TrunkGroup::reset_by_far_end(Context& context, const hal::TrunkMessage& message) {
  const auto first = static_cast<Circuit>(message.circuit.circuit - 1);
  const auto end = std::min<std::uint32_t>(first + std::uint32_t{message.range}, circuits_.size());
  for (auto circuit = first; circuit < end; ++circuit) {
    take_next_call(circuit);
    if (uses_[circuit].holder) {
      context.send(uses_[circuit].holder, callmodel::CircuitLost{});
    } else if (circuits_.state(circuit) != CircuitState::busy) {
      circuits_.release(circuit, CircuitState::idle, context.now());
    }
  }
  say(context, first, Isup::gra, message.range);
}

void TrunkGroup::confirmed_idle(Context& context, Circuit first, std::uint16_t range) {
  const auto end = std::min<std::uint32_t>(first + std::uint32_t{range}, circuits_.size());
  for (auto circuit = first; circuit < end; ++circuit) {
    if (circuits_.state(circuit) != CircuitState::resetting) continue;
    circuits_.release(circuit, CircuitState::idle, context.now());
  }
}

TrunkBooks TrunkGroup::books(runtime::Instant now) const {
  TrunkBooks books{.group = group_,
                   .circuits = circuits_.size(),
                   .settled = settled_,
                   .traffic = circuits_.traffic(now)};
  for (Circuit circuit = 0; circuit < circuits_.size(); ++circuit) {
    if (uses_[circuit].holder) {
      books.held.push_back({circuit, uses_[circuit].call, uses_[circuit].holder});
    }
    if (circuits_.state(circuit) == CircuitState::resetting) ++books.resetting;
  }
  return books;
}

}  // namespace forlopp::exchange
