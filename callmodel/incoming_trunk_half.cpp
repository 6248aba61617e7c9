#include "callmodel/incoming_trunk_half.hpp"

#include "callmodel/o_bcsm.hpp"
#include "callmodel/refusal.hpp"

namespace forlopp::callmodel {

IncomingTrunkHalf::IncomingTrunkHalf(CallId call, PortId port)
    : Half{Pic::o_null}, attempt_{call, port, Digits{}} {}

IncomingTrunkHalf IncomingTrunkHalf::resume(const CallRecord& open) {
  IncomingTrunkHalf half{open.call, open.calling_port};
  half.attempt_ = Attempt{open};
  half.point_ = PointInCall{Pic::o_active};
  half.peer_.attach();
  half.circuit_.engage();
  half.life_ = Life::running;
  return half;
}

// The far exchange.

void IncomingTrunkHalf::on(const TrunkSignal& event, const Context& context, Actions& out) {
  switch (event.message) {
    case TrunkMessage::iam: return begin(event, context, out);
    case TrunkMessage::rel: return far_end_released(event.cause, context, out);
    case TrunkMessage::rsc: return far_end_released(Cause::temporary_failure, context, out);
    case TrunkMessage::rlc:
      if (!circuit_.on_release_complete(out)) return discard();
      return finish_when_done(out);
    case TrunkMessage::acm:
    case TrunkMessage::cpg:
    case TrunkMessage::anm:
    case TrunkMessage::sus:
    case TrunkMessage::res: return discard();
  }
}

void IncomingTrunkHalf::begin(const TrunkSignal& iam, const Context& context, Actions& out) {
  if (life_ != Life::fresh) return discard();
  life_ = Life::running;
  circuit_.engage();
  attempt_.begin(context.now);
  attempt_.set_numbers(iam.calling, iam.called);
  advance(BcsmEvent::attempt, out);
  timer_.start(TimerId::resource_wait, context, out);
  out.push(RequestAdmission{});
}

void IncomingTrunkHalf::far_end_released(Cause cause, const Context& context, Actions& out) {
  if (!circuit_.on_release(out)) return finish_when_done(out);
  const bool is_answered = is_stable(point_.pic());
  const bool is_caller = cause == Cause::normal_clearing;
  end({is_answered ? BcsmEvent::disconnected : BcsmEvent::abandoned, cause,
       is_caller ? ReleasedBy::calling_party : ReleasedBy::network},
      context, out);
}

void IncomingTrunkHalf::on(const CircuitLost&, const Context& context, Actions& out) {
  if (circuit_.gone()) return discard();
  circuit_.drop(out);
  if (point_.pic() == Pic::o_null) return finish_when_done(out);
  const BcsmEvent event = is_stable(point_.pic()) ? BcsmEvent::disconnected : BcsmEvent::exception;
  end({event, Cause::network_out_of_order, ReleasedBy::network}, context, out);
}

// Answers to requests.

void IncomingTrunkHalf::on(const AdmissionGranted&, const Context& context, Actions& out) {
  if (!running_in(Pic::authorize_origination_attempt)) return discard();
  advance(BcsmEvent::authorized, out);
  advance(BcsmEvent::information_collected, out);
  analyse(context, out);
}

void IncomingTrunkHalf::on(const AdmissionRefused& event, const Context& context, Actions& out) {
  if (!running_in(Pic::authorize_origination_attempt)) return discard();
  end({BcsmEvent::denied, event.cause, ReleasedBy::network}, context, out);
}

void IncomingTrunkHalf::analyse(const Context& context, Actions& out) {
  const Analysis analysis = context.numbering.analyse(attempt_.facts().called);
  const bool is_number =
      analysis.match == DigitMatch::complete || analysis.match == DigitMatch::could_be_complete;
  if (!is_number) {
    const bool is_short = analysis.match == DigitMatch::need_more;
    const Cause cause = is_short ? Cause::invalid_number_format : Cause::unallocated_number;
    return end({BcsmEvent::invalid_information, cause, ReleasedBy::network}, context, out);
  }
  advance(BcsmEvent::analysed, out);
  attempt_.set_destination(analysis.destination);
  timer_.start(TimerId::setup_guard, context, out);
  out.push(SelectRoute{analysis.destination, attempt_.facts().called});
}

void IncomingTrunkHalf::on(const RouteSelected& event, const Context&, Actions& out) {
  if (!running_in(Pic::select_route)) return discard();
  advance(BcsmEvent::route_selected, out);
  attempt_.set_route(event.route);
  advance(BcsmEvent::authorized, out);
  peer_.attach();
  out.push(SetUp{event.route, attempt_.setup()});
}

void IncomingTrunkHalf::on(const RouteFailed& event, const Context& context, Actions& out) {
  if (!running_in(Pic::select_route)) return discard();
  end({BcsmEvent::route_failed, event.cause, ReleasedBy::network}, context, out);
}

void IncomingTrunkHalf::on(const TimerExpired& event, const Context& context, Actions& out) {
  if (timer_.expire(event.timer)) {
    const bool is_guard = event.timer == TimerId::setup_guard;
    const Cause cause = is_guard ? Cause::recovery_on_timer_expiry : Cause::resource_unavailable;
    return end({BcsmEvent::exception, cause, ReleasedBy::network}, context, out);
  }
  const bool is_ours = circuit_.on_timer(event.timer, context, out) ||
                       peer_.on_timer(event.timer) != PeerLeg::Heard::stale;
  if (!is_ours) return discard();
  finish_when_done(out);
}

// The other half.

void IncomingTrunkHalf::on(const Proceeding&, const Context&, Actions&) {
  if (!running_in(Pic::send_call)) discard();
}

void IncomingTrunkHalf::on(const Alerting&, const Context&, Actions& out) {
  if (!running_in(Pic::send_call)) return discard();
  advance(BcsmEvent::call_accepted, out);
  timer_.stop(out);
  out.push(SendToTrunk{{.message = TrunkMessage::acm}});
}

void IncomingTrunkHalf::on(const Progress&, const Context&, Actions& out) {
  if (!running_in(Pic::o_alerting)) return discard();
  out.push(SendToTrunk{{.message = TrunkMessage::cpg}});
}

void IncomingTrunkHalf::on(const Answer& event, const Context& context, Actions& out) {
  if (!running_in(Pic::send_call) && !running_in(Pic::o_alerting)) return discard();
  advance(BcsmEvent::answered, out);
  timer_.stop(out);
  out.push(SendToTrunk{{.message = TrunkMessage::anm}});
  attempt_.answer(context.now, event.policy, out);
}

void IncomingTrunkHalf::on(const Suspend&, const Context&, Actions& out) {
  if (!running_in(Pic::o_active)) return discard();
  advance(BcsmEvent::suspended, out);
  out.push(SendToTrunk{{.message = TrunkMessage::sus}});
}

void IncomingTrunkHalf::on(const Resume&, const Context&, Actions& out) {
  if (!running_in(Pic::o_suspended)) return discard();
  advance(BcsmEvent::re_answered, out);
  out.push(SendToTrunk{{.message = TrunkMessage::res}});
}

void IncomingTrunkHalf::peer_ended(Cause cause, const Context& context, Actions& out) {
  const bool is_answered = is_stable(point_.pic());
  const BcsmEvent event = is_answered ? BcsmEvent::released : event_for_refusal(cause);
  end({event, cause, released_by_peer(cause)}, context, out);
}

// The end.

void IncomingTrunkHalf::end(const End& how, const Context& context, Actions& out) {
  const Pic reached = point_.pic();
  if (!point_.try_advance(o_bcsm, how.event, out)) advance(BcsmEvent::exception, out);
  timer_.stop(out);
  peer_.release(how.cause, context, out);
  circuit_.release(how.cause, context, out);
  attempt_.end(how.cause, how.by, reached, context.now, out);
  point_.try_advance(o_bcsm, BcsmEvent::cleared, out);
  finish_when_done(out);
}

void IncomingTrunkHalf::finish_when_done(Actions& out) {
  const bool is_done = point_.pic() == Pic::o_null && peer_.gone() && circuit_.gone();
  if (!is_done || life_ != Life::running) return;
  life_ = Life::finished;
  out.push(Finish{});
}

void IncomingTrunkHalf::advance(BcsmEvent event, Actions& out) {
  point_.advance(o_bcsm, event, out);
}

}  // namespace forlopp::callmodel
