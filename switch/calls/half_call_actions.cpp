#include <algorithm>
#include <utility>

#include "switch/calls/half_call.hpp"
#include "switch/config/names.hpp"
#include "switch/store/store_messages.hpp"
#include "switch/supervision/exchange_parts.hpp"
#include "switch/trunks/trunk_call_messages.hpp"

/// What a half-call does about each action that its half of the call model asks for.
namespace forlopp::exchange {
namespace {

using runtime::Context;

/// A whole call as its originating half sees it. There may be 200,000 half-calls.
constexpr std::uint8_t remembered_messages = 32;

/// `o_half 4711`: the side and the number of its call.
runtime::Label label_of(const HalfStart& start) {
  const auto number = [](callmodel::CallId call) { return static_cast<std::uint32_t>(call); };
  if (const auto* line = std::get_if<StartOriginating>(&start)) {
    return {"o_half", number(line->call)};
  }
  if (const auto* circuit = std::get_if<StartIncoming>(&start)) {
    return {"o_half", number(circuit->call)};
  }
  if (const auto* resumed = std::get_if<ResumeOriginating>(&start)) {
    return {"o_half", number(resumed->record.call)};
  }
  if (const auto* resumed = std::get_if<ResumeTerminating>(&start)) {
    return {"t_half", number(resumed->record.call)};
  }
  return {"t_half", number(std::get<StartTerminating>(start).setup.call)};
}

void send_primitive(Context& context, runtime::Pid to, const callmodel::Primitive& primitive) {
  std::visit([&](const auto& value) { context.send(to, value); }, primitive);
}

}  // namespace

// Timers.

void HalfCall::carry_out(Turn& turn, const callmodel::StartTimer& action) {
  timers_.start(turn.context, action.timer, action.duration);
}

void HalfCall::carry_out(Turn& turn, const callmodel::StopTimer& action) {
  timers_.stop(turn.context, action.timer);
}

// The line.

void HalfCall::carry_out(Turn& turn, const callmodel::GiveTone& action) {
  line_.give_tone(turn.context, action.tone);
}

void HalfCall::carry_out(Turn& turn, const callmodel::StopTone&) {
  line_.stop_tone(turn.context);
}

void HalfCall::carry_out(Turn& turn, const callmodel::StartRinging& action) {
  line_.start_ringing(turn.context, action.calling);
}

void HalfCall::carry_out(Turn& turn, const callmodel::StopRinging&) {
  line_.stop_ringing(turn.context);
}

void HalfCall::carry_out(Turn& turn, const callmodel::LockOutLine&) {
  line_.lock_out(turn.context);
}

void HalfCall::carry_out(Turn& turn, const callmodel::SeizeLine&) {
  line_.seize(turn.context);
}

void HalfCall::carry_out(Turn& turn, const callmodel::ReleaseLine&) {
  line_.release(turn.context);
}

// Resources.

/// Whoever made this half has asked overload control before.
void HalfCall::carry_out(Turn& turn, const callmodel::RequestAdmission&) {
  turn.then(callmodel::AdmissionGranted{});
}

void HalfCall::carry_out(Turn& turn, const callmodel::RequestReceiver&) {
  receiver_ = Holding::requested;
  turn.context.send(names().digit_receivers, receiver::RequestReceiver{});
}

void HalfCall::carry_out(Turn& turn, const callmodel::ReleaseReceiver&) {
  receiver_ = Holding::none;
  turn.context.send(names().digit_receivers, receiver::ReleaseReceiver{});
}

void HalfCall::carry_out(Turn& turn, const callmodel::SelectRoute& action) {
  parts_->journal->dialled(call_, action.called);
  const auto route = parts_->data->select_route(action.destination, action.called);
  if (route) {
    turn.then(callmodel::RouteSelected{*route});
  } else {
    turn.then(callmodel::RouteFailed{route.error()});
  }
}

void HalfCall::carry_out(Turn& turn, const callmodel::RequestPath& action) {
  path_ = {Holding::requested, action.from, action.to};
  turn.context.send(names().path_finder, path::RequestPath{action.from, action.to});
}

/// Each end hears the other one; each half orders that of its own end.
void HalfCall::carry_out(Turn& turn, const callmodel::ConnectPath&) {
  hear(turn.context, path_.from);
  if (peer_) turn.context.send(peer_, HearPath{path_.to});
}

void HalfCall::hear(Context& context, callmodel::PortId to) {
  if (line_) return line_.connect(context, to);
  if (circuit_holding_ == Holding::held) context.send(group_, trunk::ConnectCircuit{to});
}

void HalfCall::carry_out(Turn& turn, const callmodel::ReleasePath&) {
  path_.holding = Holding::none;
  turn.context.send(names().path_finder, path::ReleasePath{});
}

// The circuit.

void HalfCall::carry_out(Turn& turn, const callmodel::SeizeCircuit& action) {
  route_case_ = action.route.id;
  group_choice_ = 0;
  hunt(turn.context);
}

void HalfCall::carry_out(Turn& turn, const callmodel::ReleaseCircuit&) {
  circuit_holding_ = Holding::none;
  turn.context.send(group_, trunk::ReleaseCircuit{});
}

void HalfCall::carry_out(Turn& turn, const callmodel::ResetCircuit&) {
  turn.context.send(group_, trunk::ResetCircuit{});
}

void HalfCall::carry_out(Turn& turn, const callmodel::SendToTrunk& action) {
  turn.context.send(group_, trunk::Signal{action.signal});
}

// The other half.

void HalfCall::carry_out(Turn& turn, const callmodel::SetUp& action) {
  const runtime::Pid supervisor = turn.context.whereis(names().calls_sup);
  if (!supervisor) return turn.then(callmodel::HalfLost{});
  const HalfStart start = StartTerminating{action.route, action.setup, turn.context.self()};
  peer_start_ =
      turn.context.request(supervisor, runtime::StartChild{runtime::Message::of<HalfStart>(start)});
}

void HalfCall::carry_out(Turn& turn, const callmodel::SendToPeer& action) {
  if (peer_) return send_primitive(turn.context, peer_, action.primitive);
  if (!unsent_) unsent_ = std::make_unique<Unsent>();
  const auto free =
      std::ranges::find(*unsent_, false, &std::optional<callmodel::Primitive>::has_value);
  if (free != unsent_->end()) *free = action.primitive;
}

void HalfCall::adopt_peer(Context& context, runtime::Pid peer) {
  if (peer_) return;
  peer_ = peer;
  context.link(peer);
  if (!unsent_) return;
  const auto waiting = std::move(unsent_);
  for (const auto& primitive : *waiting) {
    if (primitive) send_primitive(context, peer_, *primitive);
  }
}

// Facts.

void HalfCall::carry_out(Turn& turn, const callmodel::Passed& action) {
  if (parts_->faults == nullptr) return;
  strike(parts_->faults->at(point(turn.context, action.to), turn.context.random()));
}

void HalfCall::carry_out(Turn&, const callmodel::OpenCallRecord& action) {
  parts_->journal->answer(action.record);
}

/// The journal takes the record with the attempt, which ends in the same turn.
void HalfCall::carry_out(Turn&, const callmodel::CompleteCallRecord&) {}

void HalfCall::carry_out(Turn& turn, const callmodel::EndAttempt& action) {
  const StoreCall call = parts_->journal->end(action.outcome, facts());
  if (call == StoreCall::needed) turn.context.send(names().store, WriteSoon{});
}

void HalfCall::carry_out(Turn& turn, const callmodel::Finish&) {
  turn.context.stop();
}

const callmodel::CallRecord& HalfCall::facts() const {
  if (const auto* line = std::get_if<callmodel::OriginatingHalf>(&model_)) return line->facts();
  return std::get<callmodel::IncomingTrunkHalf>(model_).facts();
}

CallPoint HalfCall::point(const Context& context, callmodel::Pic pic) const {
  const auto of = [&](const auto& call) {
    return CallPoint{call_, context.self(), call.calling, call.called, pic, call.calling_port};
  };
  if (const auto* half = std::get_if<callmodel::TerminatingHalf>(&model_)) return of(half->setup());
  if (const auto* half = std::get_if<callmodel::OutgoingTrunkHalf>(&model_)) {
    return of(half->setup());
  }
  return of(facts());
}

void HalfCall::on(Context& context, const FaultIsDue&) {
  if (parts_->faults != nullptr) strike(parts_->faults->due(point(context, pic())));
}

// Questions.

void HalfCall::on(Context& context, const runtime::Call<ReportHoldings>& question) {
  const bool is_originating = std::holds_alternative<callmodel::OriginatingHalf>(model_) ||
                              std::holds_alternative<callmodel::IncomingTrunkHalf>(model_);
  const Holdings holdings{
      .half = context.self(),
      .call = call_,
      .side = is_originating ? Side::originating : Side::terminating,
      .access = line_ ? port_of(line_.line()) : circuit_,
      .has_access = line_ ? Holding::held : circuit_holding_,
      .path = path_.holding,
      .path_from = path_.from,
      .path_to = path_.to,
      .receiver = receiver_,
  };
  if (question.request.lost == LostBooks::circuits && circuit_holding_ == Holding::held &&
      holdings.access == circuit_) {
    group_ = question.request.group == circuit_of(circuit_).group ? question.from.pid : group_;
  }
  context.reply(question.from, holdings);
  repeat_requests(context, question.request);
}

/// The keeper that asks knows nothing of what its predecessor was asked.
void HalfCall::repeat_requests(Context& context, const ReportHoldings& question) {
  const LostBooks lost = question.lost;
  if (lost == LostBooks::paths && path_.holding == Holding::requested) {
    context.send(names().path_finder, path::RequestPath{path_.from, path_.to});
  }
  if (lost == LostBooks::receivers && receiver_ == Holding::requested) {
    context.send(names().digit_receivers, receiver::RequestReceiver{});
  }
  if (lost == LostBooks::circuits && awaits_circuit_of(question.group)) hunt(context);
}

// Starting.

runtime::SupervisorSpec half_call_supervisor(const ExchangeParts& parts) {
  const auto start = [&parts](Context& context, runtime::Message& argument) {
    const auto* half = argument.get_if<HalfStart>();
    runtime::check(half != nullptr, "a half-call is started with a HalfStart");
    // What is begun goes before what is new: under overload, cards wait and half-calls do not.
    const runtime::SpawnOptions options{.label = label_of(*half),
                                        .priority = runtime::Priority::high,
                                        .black_box = remembered_messages};
    return runtime::ChildStart{context.start_link<HalfCall>(options, parts, *half)};
  };
  runtime::SupervisorSpec spec{.strategy = runtime::Strategy::simple_one_for_one};
  spec.children.push_back(
      {.id = "half_call", .start = start, .restart = runtime::Restart::temporary});
  return spec;
}

}  // namespace forlopp::exchange
