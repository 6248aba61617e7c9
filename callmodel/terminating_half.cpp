#include "callmodel/terminating_half.hpp"

#include "callmodel/refusal.hpp"
#include "callmodel/t_bcsm.hpp"

namespace forlopp::callmodel {

TerminatingHalf::TerminatingHalf(const TerminatingLine& line)
    : Half{Pic::t_null}, port_{line.port}, line_class_{line.line_class} {}

TerminatingHalf TerminatingHalf::resume(const TerminatingLine& line, const Setup& setup) {
  TerminatingHalf half{line};
  half.setup_ = setup;
  half.point_ = PointInCall{Pic::t_active};
  half.peer_.attach();
  half.life_ = Life::running;
  half.hook_ = Hook::off;
  half.line_ = Held::granted;
  half.path_ = Held::granted;
  return half;
}

// Set-up.

void TerminatingHalf::on(const Setup& event, const Context& context, Actions& out) {
  if (life_ != Life::fresh) return discard();
  life_ = Life::running;
  setup_ = event;
  peer_.attach();
  set_up(context, out);
}

void TerminatingHalf::set_up(const Context& context, Actions& out) {
  advance(BcsmEvent::attempt, out);
  const bool is_barred =
      line_class_.incoming == Incoming::barred && setup_.category != Category::emergency;
  if (is_barred) return end(BcsmEvent::denied, Cause::incoming_calls_barred, context, out);
  advance(BcsmEvent::authorized, out);
  timer_.start(TimerId::resource_wait, context, out);
  line_ = Held::requested;
  out.push(SeizeLine{});
}

void TerminatingHalf::on(const LineSeized&, const Context&, Actions& out) {
  if (life_ != Life::running || line_ != Held::requested) return discard();
  line_ = Held::granted;
  path_ = Held::requested;
  out.push(RequestPath{setup_.calling_port, port_});
}

void TerminatingHalf::on(const LineRefused& event, const Context& context, Actions& out) {
  if (life_ != Life::running || line_ != Held::requested) return discard();
  line_ = Held::none;
  end(event_for_seizure_failure(event.cause), event.cause, context, out);
}

void TerminatingHalf::on(const PathGranted&, const Context& context, Actions& out) {
  if (life_ != Life::running || path_ != Held::requested) return discard();
  path_ = Held::granted;
  timer_.stop(out);
  advance(BcsmEvent::facility_selected, out);
  peer_.send(Proceeding{}, out);
  if (hook_ == Hook::off) return answer(out);
  ringing_ = true;
  out.push(StartRinging{setup_.calling});
  timer_.start(TimerId::alerting_confirmation, context, out);
}

void TerminatingHalf::on(const PathRefused&, const Context& context, Actions& out) {
  if (life_ != Life::running || path_ != Held::requested) return discard();
  path_ = Held::none;
  end(BcsmEvent::facility_failed, Cause::resource_unavailable, context, out);
}

void TerminatingHalf::on(const PathLost&, const Context& context, Actions& out) {
  if (life_ != Life::running || path_ != Held::granted) return discard();
  path_ = Held::none;
  const bool is_answered = is_stable(point_.pic());
  const BcsmEvent event = is_answered ? event_for_end_from_elsewhere() : BcsmEvent::exception;
  end(event, Cause::temporary_failure, context, out);
}

void TerminatingHalf::on(const RingingStarted&, const Context& context, Actions& out) {
  if (!running_in(Pic::present_call)) return discard();
  advance(BcsmEvent::call_accepted, out);
  peer_.send(Alerting{Ringback::local}, out);
  timer_.start(TimerId::no_answer, context, out);
}

void TerminatingHalf::on(const RingingFailed&, const Context& context, Actions& out) {
  if (life_ != Life::running || !ringing_) return discard();
  ringing_ = false;
  end(BcsmEvent::facility_failed, Cause::destination_out_of_order, context, out);
}

// The called party's line.

void TerminatingHalf::on(const OffHook&, const Context&, Actions& out) {
  const bool is_ours = life_ == Life::running && line_ == Held::granted && hook_ == Hook::on;
  if (!is_ours) return discard();
  hook_ = Hook::off;
  if (point_.pic() == Pic::present_call || point_.pic() == Pic::t_alerting) return answer(out);
  if (point_.pic() != Pic::t_suspended) return;  // Lifted before ringing; answers when ready.
  timer_.stop(out);
  advance(BcsmEvent::re_answered, out);
  peer_.send(Resume{}, out);
}

void TerminatingHalf::answer(Actions& out) {
  timer_.stop(out);
  advance(BcsmEvent::answered, out);
  if (ringing_) out.push(StopRinging{});
  ringing_ = false;
  out.push(ConnectPath{});
  peer_.send(Answer{line_class_.release_policy}, out);
}

void TerminatingHalf::on(const OnHook&, const Context& context, Actions& out) {
  const bool is_ours = life_ == Life::running && line_ == Held::granted && hook_ == Hook::off;
  if (!is_ours) return discard();
  hook_ = Hook::on;
  if (point_.pic() == Pic::t_active) return called_party_hung_up(context, out);
  if (point_.pic() == Pic::t_exception) settle(out);
}

void TerminatingHalf::called_party_hung_up(const Context& context, Actions& out) {
  const ReleasePolicy policy = line_class_.release_policy;
  const bool was_the_last = policy == ReleasePolicy::last_party && peer_suspended_;
  if (policy == ReleasePolicy::first_party || was_the_last) {
    return end(BcsmEvent::disconnected, Cause::normal_clearing, context, out);
  }
  advance(BcsmEvent::suspended, out);
  peer_.send(Suspend{}, out);
  if (policy != ReleasePolicy::calling_party_with_timeout) return;
  timer_.start(TimerId::called_party_clear, context, out);
}

void TerminatingHalf::on(const Flash&, const Context&, Actions& out) {
  if (!running_in(Pic::t_active)) return discard();
  advance(BcsmEvent::mid_call, out);
}

void TerminatingHalf::on(const LineLost&, const Context& context, Actions& out) {
  const bool is_ours = life_ == Life::running && line_ != Held::none && hook_ != Hook::lost;
  if (!is_ours) return discard();
  hook_ = Hook::lost;
  if (point_.pic() == Pic::t_exception) return settle(out);
  const BcsmEvent event = is_stable(point_.pic()) ? BcsmEvent::disconnected : BcsmEvent::exception;
  end(event, Cause::destination_out_of_order, context, out);
}

// Timers.

void TerminatingHalf::on(const TimerExpired& event, const Context& context, Actions& out) {
  if (timer_.expire(event.timer)) return supervision_expired(event.timer, context, out);
  if (peer_.on_timer(event.timer) == PeerLeg::Heard::stale) return discard();
  finish_when_done(out);
}

void TerminatingHalf::supervision_expired(TimerId timer, const Context& context, Actions& out) {
  if (timer == TimerId::no_answer) {
    return end(BcsmEvent::no_answer, Cause::no_answer, context, out);
  }
  if (timer == TimerId::alerting_confirmation) {
    return end(BcsmEvent::no_answer, Cause::no_user_responding, context, out);
  }
  if (timer == TimerId::called_party_clear) {
    return end(BcsmEvent::disconnected, Cause::normal_clearing, context, out);
  }
  if (timer == TimerId::resource_wait) {
    return end(BcsmEvent::exception, Cause::recovery_on_timer_expiry, context, out);
  }
  treatment_.proceed(timer_, context, out);
}

// The other half.

void TerminatingHalf::on(const Suspend&, const Context& context, Actions& out) {
  const bool is_in_speech = running_in(Pic::t_active) || running_in(Pic::t_suspended);
  if (!is_in_speech || peer_suspended_) return discard();
  peer_suspended_ = true;
  if (hook_ == Hook::off) return;
  end(BcsmEvent::disconnected, Cause::normal_clearing, context, out);
}

void TerminatingHalf::on(const Resume&, const Context&, Actions&) {
  if (life_ != Life::running || !peer_suspended_) return discard();
  peer_suspended_ = false;
}

void TerminatingHalf::peer_ended(Cause cause, const Context& context, Actions& out) {
  end(event_for_end_from_elsewhere(), cause, context, out);
}

/// A party that is off-hook must be told, one that is on-hook need not.
BcsmEvent TerminatingHalf::event_for_end_from_elsewhere() const {
  const bool is_off_hook = hook_ == Hook::off;
  if (is_stable(point_.pic())) return is_off_hook ? BcsmEvent::released : BcsmEvent::disconnected;
  return is_off_hook ? BcsmEvent::exception : BcsmEvent::abandoned;
}

// The end.

void TerminatingHalf::end(BcsmEvent event, Cause cause, const Context& context, Actions& out) {
  if (!point_.try_advance(t_bcsm, event, out)) advance(BcsmEvent::exception, out);
  let_go(out);
  peer_.release(cause, context, out);
  cause_ = cause;
  const bool is_left_off_hook = point_.pic() == Pic::t_exception && hook_ == Hook::off;
  if (is_left_off_hook) return treatment_.start(treatment(cause), timer_, context, out);
  settle(out);
}

/// Gives back everything but the line and the other half.
void TerminatingHalf::let_go(Actions& out) {
  timer_.stop(out);
  if (ringing_) out.push(StopRinging{});
  ringing_ = false;
  if (path_ != Held::none) out.push(ReleasePath{});
  path_ = Held::none;
}

/// The called party needs nothing more: gives the line back.
void TerminatingHalf::settle(Actions& out) {
  treatment_.stop(timer_, out);
  point_.try_advance(t_bcsm, BcsmEvent::cleared, out);
  if (line_ != Held::none) out.push(ReleaseLine{});
  line_ = Held::none;
  finish_when_done(out);
}

void TerminatingHalf::finish_when_done(Actions& out) {
  if (point_.pic() != Pic::t_null || !peer_.gone()) return;
  life_ = Life::finished;
  out.push(Finish{});
}

void TerminatingHalf::advance(BcsmEvent event, Actions& out) {
  point_.advance(t_bcsm, event, out);
}

}  // namespace forlopp::callmodel
