#include "callmodel/outgoing_trunk_half.hpp"

#include "callmodel/refusal.hpp"
#include "callmodel/t_bcsm.hpp"

namespace forlopp::callmodel {

OutgoingTrunkHalf OutgoingTrunkHalf::resume(const Route& route, const Setup& setup) {
  OutgoingTrunkHalf half{route};
  half.setup_ = setup;
  half.point_ = PointInCall{Pic::t_active};
  half.peer_.attach();
  half.circuit_.engage();
  half.life_ = Life::running;
  half.path_ = Path::connected;
  return half;
}

// Set-up.

void OutgoingTrunkHalf::on(const Setup& event, const Context& context, Actions& out) {
  if (life_ != Life::fresh) return discard();
  life_ = Life::running;
  setup_ = event;
  peer_.attach();
  advance(BcsmEvent::attempt, out);
  advance(BcsmEvent::authorized, out);
  hunt(context, out);
}

void OutgoingTrunkHalf::hunt(const Context& context, Actions& out) {
  ++tries_;
  timer_.start(TimerId::resource_wait, context, out);
  circuit_.request(route_, out);
}

void OutgoingTrunkHalf::hunt_again(const Context& context, Actions& out) {
  timer_.stop(out);
  release_path(out);
  hunt(context, out);
}

void OutgoingTrunkHalf::on(const CircuitSeized& event, const Context&, Actions& out) {
  if (!circuit_.seized()) return discard();
  path_ = Path::requested;
  out.push(RequestPath{setup_.calling_port, event.port});
}

void OutgoingTrunkHalf::on(const CircuitRefused& event, const Context& context, Actions& out) {
  if (!circuit_.requested()) return discard();
  circuit_.refused();
  end(event_for_seizure_failure(event.cause), event.cause, context, out);
}

void OutgoingTrunkHalf::on(const PathGranted&, const Context& context, Actions& out) {
  if (path_ != Path::requested) return discard();
  path_ = Path::reserved;
  if (circuit_.gone()) return hunt_again(context, out);
  advance(BcsmEvent::facility_selected, out);
  if (tries_ == 1) peer_.send(Proceeding{}, out);
  circuit_.engage();
  const TrunkSignal iam{
      .message = TrunkMessage::iam, .calling = setup_.calling, .called = setup_.called};
  out.push(SendToTrunk{iam});
  timer_.start(TimerId::isup_t7, context, out);
}

void OutgoingTrunkHalf::on(const PathRefused&, const Context& context, Actions& out) {
  if (path_ != Path::requested) return discard();
  path_ = Path::none;
  end(BcsmEvent::facility_failed, Cause::resource_unavailable, context, out);
}

void OutgoingTrunkHalf::on(const PathLost&, const Context& context, Actions& out) {
  if (path_ != Path::reserved && path_ != Path::connected) return discard();
  path_ = Path::none;
  const bool is_answered = is_stable(point_.pic());
  const BcsmEvent event = is_answered ? BcsmEvent::disconnected : BcsmEvent::exception;
  end(event, Cause::temporary_failure, context, out);
}

// The far exchange.

void OutgoingTrunkHalf::on(const TrunkSignal& event, const Context& context, Actions& out) {
  switch (event.message) {
    case TrunkMessage::acm: return address_complete(context, out);
    case TrunkMessage::anm: return answer(out);
    case TrunkMessage::sus: return suspend(context, out);
    case TrunkMessage::res: return resume(out);
    case TrunkMessage::rel: return far_end_released(event.cause, context, out);
    case TrunkMessage::rsc: return far_end_released(Cause::temporary_failure, context, out);
    case TrunkMessage::cpg:
      if (!running_in(Pic::t_alerting)) return discard();
      return peer_.send(Progress{}, out);
    case TrunkMessage::rlc:
      if (!circuit_.on_release_complete(out)) return discard();
      return finish_when_done(out);
    case TrunkMessage::iam: return discard();
  }
}

void OutgoingTrunkHalf::address_complete(const Context& context, Actions& out) {
  if (!running_in(Pic::present_call)) return discard();
  advance(BcsmEvent::call_accepted, out);
  connect_path(out);
  peer_.send(Alerting{Ringback::in_band}, out);
  timer_.start(TimerId::isup_t9, context, out);
}

void OutgoingTrunkHalf::answer(Actions& out) {
  if (!running_in(Pic::present_call) && !running_in(Pic::t_alerting)) return discard();
  timer_.stop(out);
  advance(BcsmEvent::answered, out);
  connect_path(out);
  peer_.send(Answer{ReleasePolicy::calling_party_with_timeout}, out);
}

void OutgoingTrunkHalf::suspend(const Context& context, Actions& out) {
  if (!running_in(Pic::t_active)) return discard();
  advance(BcsmEvent::suspended, out);
  peer_.send(Suspend{}, out);
  timer_.start(TimerId::isup_t6, context, out);
}

void OutgoingTrunkHalf::resume(Actions& out) {
  if (!running_in(Pic::t_suspended)) return discard();
  timer_.stop(out);
  advance(BcsmEvent::re_answered, out);
  peer_.send(Resume{}, out);
}

void OutgoingTrunkHalf::far_end_released(Cause cause, const Context& context, Actions& out) {
  if (!circuit_.on_release(out)) return finish_when_done(out);
  const bool is_answered = is_stable(point_.pic());
  const BcsmEvent refused = cause == Cause::user_busy   ? BcsmEvent::busy
                            : cause == Cause::no_answer ? BcsmEvent::no_answer
                                                        : BcsmEvent::facility_failed;
  end(is_answered ? BcsmEvent::disconnected : refused, cause, context, out);
}

void OutgoingTrunkHalf::on(const DualSeizure&, const Context& context, Actions& out) {
  if (circuit_.gone() || circuit_.requested()) return discard();
  const bool is_offered = running_in(Pic::present_call);
  if (!is_offered && !running_in(Pic::select_facility)) return on(CircuitLost{}, context, out);
  circuit_.drop(out);
  if (tries_ == tries_max) {
    return end(BcsmEvent::facility_failed, Cause::requested_channel_unavailable, context, out);
  }
  if (!is_offered) return;  // When the path that was asked for is known.
  advance(BcsmEvent::presentation_lost, out);
  hunt_again(context, out);
}

void OutgoingTrunkHalf::on(const CircuitLost&, const Context& context, Actions& out) {
  if (circuit_.gone()) return discard();
  circuit_.drop(out);
  if (point_.pic() == Pic::t_null) return finish_when_done(out);
  const bool is_answered = is_stable(point_.pic());
  const BcsmEvent event = is_answered ? BcsmEvent::disconnected : BcsmEvent::facility_failed;
  end(event, Cause::network_out_of_order, context, out);
}

// Timers.

void OutgoingTrunkHalf::on(const TimerExpired& event, const Context& context, Actions& out) {
  if (timer_.expire(event.timer)) return supervision_expired(event.timer, context, out);
  const bool is_ours = circuit_.on_timer(event.timer, context, out) ||
                       peer_.on_timer(event.timer) != PeerLeg::Heard::stale;
  if (!is_ours) return discard();
  finish_when_done(out);
}

void OutgoingTrunkHalf::supervision_expired(TimerId timer, const Context& context, Actions& out) {
  if (timer == TimerId::isup_t9) {
    return end(BcsmEvent::no_answer, Cause::no_answer, context, out);
  }
  if (timer == TimerId::isup_t6) {
    return end(BcsmEvent::disconnected, Cause::normal_clearing, context, out);
  }
  end(BcsmEvent::exception, Cause::recovery_on_timer_expiry, context, out);
}

// The other half.

void OutgoingTrunkHalf::peer_ended(Cause cause, const Context& context, Actions& out) {
  const bool is_answered = is_stable(point_.pic());
  end(is_answered ? BcsmEvent::disconnected : BcsmEvent::abandoned, cause, context, out);
}

// The end.

void OutgoingTrunkHalf::connect_path(Actions& out) {
  if (path_ != Path::reserved) return;
  path_ = Path::connected;
  out.push(ConnectPath{});
}

void OutgoingTrunkHalf::release_path(Actions& out) {
  if (path_ != Path::none) out.push(ReleasePath{});
  path_ = Path::none;
}

void OutgoingTrunkHalf::end(BcsmEvent event, Cause cause, const Context& context, Actions& out) {
  if (!point_.try_advance(t_bcsm, event, out)) advance(BcsmEvent::exception, out);
  timer_.stop(out);
  release_path(out);
  circuit_.release(cause, context, out);
  peer_.release(cause, context, out);
  cause_ = cause;
  point_.try_advance(t_bcsm, BcsmEvent::cleared, out);
  finish_when_done(out);
}

void OutgoingTrunkHalf::finish_when_done(Actions& out) {
  const bool is_done = point_.pic() == Pic::t_null && peer_.gone() && circuit_.gone();
  if (!is_done || life_ != Life::running) return;
  life_ = Life::finished;
  out.push(Finish{});
}

void OutgoingTrunkHalf::advance(BcsmEvent event, Actions& out) {
  point_.advance(t_bcsm, event, out);
}

}  // namespace forlopp::callmodel
