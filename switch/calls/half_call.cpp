#include "switch/calls/half_call.hpp"

#include <utility>

#include "switch/config/names.hpp"
#include "switch/supervision/exchange_parts.hpp"
#include "switch/trunks/trunk_call_messages.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::RouteKind;
using runtime::Context;
using runtime::Message;
using runtime::Pid;

callmodel::LineClass line_class(const ExchangeParts& parts) {
  return parts.data->config().lines.line_class;
}

template <class T>
constexpr bool comes_from_peer =
    std::is_same_v<T, callmodel::Proceeding> || std::is_same_v<T, callmodel::Alerting> ||
    std::is_same_v<T, callmodel::Progress> || std::is_same_v<T, callmodel::Answer> ||
    std::is_same_v<T, callmodel::Suspend> || std::is_same_v<T, callmodel::Resume> ||
    std::is_same_v<T, callmodel::Release> || std::is_same_v<T, callmodel::ReleaseComplete>;

/// Passes the message on to `feed` if it is an event of the call model.
template <class... T, class Stranger, class Feed>
bool match(const Message& message, std::type_identity<std::variant<T...>>, Stranger&& is_stranger,
           Feed&& feed) {
  const auto attempt = [&]<class E>(std::type_identity<E>) {
    const E* event = message.get_if<E>();
    if (event == nullptr) return false;
    if constexpr (comes_from_peer<E>) {
      if (is_stranger()) return true;
    }
    feed(callmodel::Event{*event});
    return true;
  };
  return (attempt(std::type_identity<T>{}) || ...);
}

}  // namespace

HalfCall::HalfCall(const ExchangeParts& parts, const HalfStart& start)
    : parts_{&parts}, model_{make_model(parts, start)}, start_{&start} {}

HalfCall::Model HalfCall::make_model(const ExchangeParts& parts, const HalfStart& start) {
  const auto own_class = line_class(parts);
  if (const auto* line = std::get_if<StartOriginating>(&start)) {
    const callmodel::OriginatingLine originating{line->call, port_of(line->line),
                                                 parts.data->number_of(line->line), own_class};
    return callmodel::OriginatingHalf{originating};
  }
  if (const auto* circuit = std::get_if<StartIncoming>(&start)) {
    return callmodel::IncomingTrunkHalf{circuit->call, port_of(circuit->circuit)};
  }
  if (const auto* resumed = std::get_if<ResumeOriginating>(&start)) {
    return callmodel::OriginatingHalf::resume(resumed->record, own_class);
  }
  if (const auto* resumed = std::get_if<ResumeTerminating>(&start)) {
    const callmodel::CallRecord& record = resumed->record;
    const callmodel::TerminatingLine line{port_of(LineId{record.route.id}), own_class};
    return callmodel::TerminatingHalf::resume(line, {.call = record.call,
                                                     .calling = record.calling,
                                                     .called = record.called,
                                                     .calling_port = record.calling_port,
                                                     .category = record.destination.category});
  }
  const auto& terminating = std::get<StartTerminating>(start);
  if (terminating.route.kind == RouteKind::trunk) {
    return callmodel::OutgoingTrunkHalf{terminating.route};
  }
  const callmodel::TerminatingLine line{port_of(LineId{terminating.route.id}), own_class};
  return callmodel::TerminatingHalf{line};
}

void HalfCall::init(Context& context) {
  context.trap_exit();
  const HalfStart& begun_by = *std::exchange(start_, nullptr);
  std::visit([&](const auto& start) { begin(context, start); }, begun_by);
}

void HalfCall::begin(Context& context, const StartOriginating& start) {
  call_ = start.call;
  line_.take(context, *parts_->data, start.line, line::Side::calling, call_);
  // A successor of the card's process that asked for this half-call does not know of it.
  if (line_.card() && line_.card() != start.card) line_.claim(context);
  feed(context, callmodel::OffHook{});
}

void HalfCall::begin(Context& context, const StartIncoming& start) {
  call_ = start.call;
  group_ = start.group;
  circuit_ = port_of(start.circuit);
  circuit_holding_ = Holding::held;
  feed(context, start.iam);
}

void HalfCall::begin(Context& context, const StartTerminating& start) {
  call_ = start.setup.call;
  peer_ = start.peer;
  context.link(peer_);
  if (start.route.kind == RouteKind::line) {
    line_.take(context, *parts_->data, LineId{start.route.id}, line::Side::called, call_);
  }
  feed(context, start.setup);
}

void HalfCall::begin(Context& context, const ResumeOriginating& start) {
  call_ = start.record.call;
  line_.take(context, *parts_->data, line_of(start.record.calling_port), line::Side::calling,
             call_);
  line_.note_path(port_of(LineId{start.record.route.id}));
  line_.claim(context);
}

void HalfCall::begin(Context& context, const ResumeTerminating& start) {
  const callmodel::CallRecord& record = start.record;
  const LineId own{record.route.id};
  call_ = record.call;
  peer_ = start.peer;
  context.link(peer_);
  context.send(peer_, PeerIsHere{});
  line_.take(context, *parts_->data, own, line::Side::called, call_);
  line_.note_path(record.calling_port);
  line_.claim(context);
  path_ = {Holding::held, record.calling_port, port_of(own)};
  context.send(names().path_finder, path::ClaimPath{path_.from, path_.to});
}

callmodel::Pic HalfCall::pic() const {
  return std::visit([](const auto& model) { return model.pic(); }, model_);
}

std::string_view HalfCall::state_name() const {
  return name(pic());
}

void HalfCall::receive(Context& context, Message message) {
  if (feed_if_event(context, message)) return;
  if (const auto* timer = message.get_if<HalfTimer>()) {
    if (timers_.expired(*timer)) feed(context, callmodel::TimerExpired{timer->timer});
  } else if (const auto* heard = message.get_if<DigitHeard>()) {
    on(context, *heard);
  } else if (const auto* exit = message.get_if<runtime::Exit>()) {
    on(context, *exit);
  } else if (const auto* from_other = message.get_if<HearPath>()) {
    hear(context, from_other->to);
  } else if (const auto* answer = message.get_if<runtime::Reply<runtime::StartChildAnswer>>()) {
    on(context, *answer);
  } else if (const auto* question = message.get_if<runtime::Call<ReportHoldings>>()) {
    on(context, *question);
  } else if (const auto* look = message.get_if<LookForCard>()) {
    if (!line_.look_for_card(context, *parts_->data, *look)) feed(context, callmodel::LineLost{});
  } else if (message.is<PeerIsHere>()) {
    adopt_peer(context, message.sender());
  } else if (const auto* due = message.get_if<FaultIsDue>()) {
    on(context, *due);
  }
}

bool HalfCall::feed_if_event(Context& context, const Message& message) {
  if (const auto* refused = message.get_if<callmodel::CircuitRefused>()) {
    on(context, *refused, message.sender());
    return true;
  }
  return match(
      message, std::type_identity<callmodel::Event>{},
      [&] { return is_from_stranger(context, message.sender()); },
      [&](const callmodel::Event& event) {
        note_answer(event);
        feed(context, event);
      });
}

/// The first to speak as our other half is it, if we have asked for one.
bool HalfCall::is_from_stranger(Context& context, Pid sender) {
  if (!peer_ && peer_start_) adopt_peer(context, sender);
  return sender != peer_;
}

/// Keeps our books of what is held in step with the keepers' answers.
void HalfCall::note_answer(const callmodel::Event& event) {
  if (std::holds_alternative<callmodel::PathGranted>(event)) {
    if (path_.holding == Holding::requested) path_.holding = Holding::held;
  } else if (std::holds_alternative<callmodel::PathRefused>(event) ||
             std::holds_alternative<callmodel::PathLost>(event)) {
    path_.holding = Holding::none;
  } else if (std::holds_alternative<callmodel::ReceiverGranted>(event)) {
    if (receiver_ == Holding::requested) receiver_ = Holding::held;
  } else if (std::holds_alternative<callmodel::ReceiverRefused>(event)) {
    receiver_ = Holding::none;
  } else if (const auto* seized = std::get_if<callmodel::CircuitSeized>(&event)) {
    circuit_ = seized->port;
    if (circuit_holding_ == Holding::requested) circuit_holding_ = Holding::held;
  }
}

void HalfCall::feed(Context& context, const callmodel::Event& event) {
  Turn turn{context};
  step(turn, event);
  for (std::size_t at = 0; at < turn.follow_up_count; ++at) {
    const callmodel::Event next = turn.follow_ups[at];
    step(turn, next);
  }
}

void HalfCall::step(Turn& turn, const callmodel::Event& event) {
  // Half-calls run to completion, one at a time on a thread: one buffer serves them all.
  static thread_local callmodel::Actions actions;
  actions.clear();
  const callmodel::Context facts_in_force{turn.context.now().time_since_epoch(),
                                          parts_->data->numbering(), parts_->data->config().timers};
  std::visit([&](auto& model) { model.handle(event, facts_in_force, actions); }, model_);
  for (const callmodel::Action& action : actions) {
    std::visit([&](const auto& what) { carry_out(turn, what); }, action);
  }
}

void HalfCall::on(Context& context, const DigitHeard& heard) {
  if (heard.number <= last_digit_) return;
  last_digit_ = heard.number;
  feed(context, callmodel::DigitDialled{heard.digit});
}

void HalfCall::on(Context& context, const runtime::Exit& exit) {
  if (exit.from == peer_) return feed(context, callmodel::HalfLost{});
  if (line_ && exit.from == line_.card()) return line_.card_lost(context);
  // Told apart from a crash of its own: an answered call may be restored.
  if (exit.from == context.parent()) context.stop(runtime::ExitReason::Kind::shutdown);
}

void HalfCall::on(Context& context, const runtime::Reply<runtime::StartChildAnswer>& answer) {
  if (answer.ref != peer_start_) return;
  if (answer.value.child && *answer.value.child) return adopt_peer(context, *answer.value.child);
  peer_start_ = {};
  if (!peer_) feed(context, callmodel::HalfLost{});
}

void HalfCall::on(Context& context, const callmodel::CircuitRefused& refused, Pid by) {
  const auto groups = parts_->data->groups_of(route_case_);
  const bool is_answer = by == (group_ ? group_ : context.self());
  if (circuit_holding_ != Holding::requested || !is_answer) return;
  ++group_choice_;
  if (group_choice_ < groups.size()) return hunt(context);
  circuit_holding_ = Holding::none;
  feed(context, refused);
}

bool HalfCall::awaits_circuit_of(std::uint16_t group) const {
  if (circuit_holding_ != Holding::requested) return false;
  const auto groups = parts_->data->groups_of(route_case_);
  return group_choice_ < groups.size() && groups[group_choice_] == group;
}

/// Asks the next trunk group of the route; one that is not there is as good as full.
void HalfCall::hunt(Context& context) {
  const auto groups = parts_->data->groups_of(route_case_);
  circuit_holding_ = Holding::requested;
  for (; group_choice_ < groups.size(); ++group_choice_) {
    group_ = context.whereis(parts_->data->group_names()[groups[group_choice_]]);
    if (!group_) continue;
    return context.send(group_, trunk::SeizeCircuit{call_});
  }
  context.send(context.self(), callmodel::CircuitRefused{callmodel::Cause::network_out_of_order});
}

}  // namespace forlopp::exchange
