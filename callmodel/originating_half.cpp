#include "callmodel/originating_half.hpp"

#include "callmodel/o_bcsm.hpp"
#include "callmodel/refusal.hpp"

namespace forlopp::callmodel {

OriginatingHalf::OriginatingHalf(const OriginatingLine& line)
    : Half{Pic::o_null},
      attempt_{line.call, line.port, line.number},
      line_class_{line.line_class} {}

OriginatingHalf OriginatingHalf::resume(const CallRecord& open, const LineClass& line_class) {
  OriginatingHalf half{{open.call, open.calling_port, open.calling, line_class}};
  half.attempt_ = Attempt{open};
  half.point_ = PointInCall{Pic::o_active};
  half.peer_.attach();
  half.life_ = Life::running;
  return half;
}

// The caller's line.

void OriginatingHalf::on(const OffHook&, const Context& context, Actions& out) {
  if (life_ == Life::fresh) {
    life_ = Life::running;
    attempt_.begin(context.now);
    advance(BcsmEvent::attempt, out);
    timer_.start(TimerId::resource_wait, context, out);
    out.push(RequestAdmission{});
    return;
  }
  const bool lifts_again = running_in(Pic::o_suspended) && hook_ == Hook::on;
  if (!lifts_again) return discard();
  hook_ = Hook::off;
  peer_.send(Resume{}, out);
  if (!peer_suspended_) advance(BcsmEvent::re_answered, out);
}

void OriginatingHalf::on(const OnHook&, const Context& context, Actions& out) {
  if (life_ != Life::running || hook_ != Hook::off) return discard();
  hook_ = Hook::on;
  caller_hung_up(context, out);
}

void OriginatingHalf::caller_hung_up(const Context& context, Actions& out) {
  const bool both_must = attempt_.facts().policy == ReleasePolicy::last_party;
  if (point_.pic() == Pic::o_exception) return settle(out);
  if (both_must && point_.pic() == Pic::o_active) {
    advance(BcsmEvent::suspended, out);
    return peer_.send(Suspend{}, out);
  }
  const BcsmEvent event = is_stable(point_.pic()) ? BcsmEvent::disconnected : BcsmEvent::abandoned;
  end({event, Cause::normal_clearing, ReleasedBy::calling_party}, context, out);
}

void OriginatingHalf::on(const DigitDialled& event, const Context& context, Actions& out) {
  const bool is_listened_to =
      running_in(Pic::collect_information) && receiver_ == Receiver::granted;
  if (!is_listened_to) return discard();
  if (tone_on_) out.push(StopTone{});
  tone_on_ = false;
  if (!attempt_.push_digit(event.digit)) return discard();
  analyse(context, out);
}

void OriginatingHalf::analyse(const Context& context, Actions& out) {
  const Analysis analysis = context.numbering.analyse(attempt_.facts().called);
  switch (analysis.match) {
    case DigitMatch::need_more: return timer_.start(TimerId::inter_digit, context, out);
    case DigitMatch::could_be_complete: return timer_.start(TimerId::critical, context, out);
    case DigitMatch::complete:
    case DigitMatch::invalid: return leave_collection(analysis, context, out);
  }
}

void OriginatingHalf::leave_collection(const Analysis& analysis, const Context& context,
                                       Actions& out) {
  receiver_ = Receiver::none;
  out.push(ReleaseReceiver{});
  advance(BcsmEvent::information_collected, out);
  if (analysis.match == DigitMatch::invalid) {
    const End how{BcsmEvent::invalid_information, Cause::unallocated_number, ReleasedBy::network};
    return end(how, context, out);
  }
  advance(BcsmEvent::analysed, out);
  attempt_.set_destination(analysis.destination);
  timer_.start(TimerId::setup_guard, context, out);
  out.push(SelectRoute{analysis.destination, attempt_.facts().called});
}

void OriginatingHalf::on(const Flash&, const Context&, Actions& out) {
  if (!running_in(Pic::o_active)) return discard();
  advance(BcsmEvent::mid_call, out);
}

void OriginatingHalf::on(const LineLost&, const Context& context, Actions& out) {
  if (life_ != Life::running || hook_ == Hook::lost || point_.pic() == Pic::o_null) {
    return discard();
  }
  hook_ = Hook::lost;
  if (point_.pic() == Pic::o_exception) return settle(out);
  const BcsmEvent event = is_stable(point_.pic()) ? BcsmEvent::disconnected : BcsmEvent::exception;
  end({event, Cause::destination_out_of_order, ReleasedBy::network}, context, out);
}

// Answers to requests.

void OriginatingHalf::on(const AdmissionGranted&, const Context&, Actions& out) {
  if (!running_in(Pic::authorize_origination_attempt)) return discard();
  advance(BcsmEvent::authorized, out);
  receiver_ = Receiver::requested;
  out.push(RequestReceiver{});
}

void OriginatingHalf::on(const AdmissionRefused& event, const Context& context, Actions& out) {
  if (!running_in(Pic::authorize_origination_attempt)) return discard();
  end({BcsmEvent::denied, event.cause, ReleasedBy::network}, context, out);
}

void OriginatingHalf::on(const ReceiverGranted&, const Context& context, Actions& out) {
  if (life_ != Life::running || receiver_ != Receiver::requested) return discard();
  receiver_ = Receiver::granted;
  tone_on_ = true;
  out.push(GiveTone{ToneId::dial});
  timer_.start(TimerId::first_digit, context, out);
}

void OriginatingHalf::on(const ReceiverRefused&, const Context& context, Actions& out) {
  if (life_ != Life::running || receiver_ == Receiver::none) return discard();
  receiver_ = Receiver::none;
  const End how{BcsmEvent::collection_failed, Cause::resource_unavailable, ReleasedBy::network};
  end(how, context, out);
}

void OriginatingHalf::on(const RouteSelected& event, const Context& context, Actions& out) {
  if (!running_in(Pic::select_route)) return discard();
  advance(BcsmEvent::route_selected, out);
  attempt_.set_route(event.route);
  const Category category = attempt_.facts().destination.category;
  const bool is_barred =
      line_class_.outgoing_barred.contains(category) && category != Category::emergency;
  if (is_barred) {
    const End how{BcsmEvent::denied, Cause::outgoing_calls_barred, ReleasedBy::network};
    return end(how, context, out);
  }
  advance(BcsmEvent::authorized, out);
  peer_.attach();
  out.push(SetUp{event.route, attempt_.setup()});
}

void OriginatingHalf::on(const RouteFailed& event, const Context& context, Actions& out) {
  if (!running_in(Pic::select_route)) return discard();
  end({BcsmEvent::route_failed, event.cause, ReleasedBy::network}, context, out);
}

void OriginatingHalf::on(const TimerExpired& event, const Context& context, Actions& out) {
  if (timer_.expire(event.timer)) return supervision_expired(event.timer, context, out);
  if (peer_.on_timer(event.timer) == PeerLeg::Heard::stale) return discard();
  finish_when_done(out);
}

void OriginatingHalf::supervision_expired(TimerId timer, const Context& context, Actions& out) {
  if (timer == TimerId::treatment || timer == TimerId::howler) {
    return treatment_.proceed(timer_, context, out);
  }
  if (timer == TimerId::critical) {
    const Analysis analysis = context.numbering.analyse(attempt_.facts().called);
    return leave_collection(analysis, context, out);
  }
  const bool is_dialling = timer == TimerId::first_digit || timer == TimerId::inter_digit;
  const bool is_guard = timer == TimerId::setup_guard;
  const Cause cause = is_dialling ? Cause::invalid_number_format
                      : is_guard  ? Cause::recovery_on_timer_expiry
                                  : Cause::resource_unavailable;
  end({is_guard ? BcsmEvent::exception : BcsmEvent::collection_failed, cause, ReleasedBy::network},
      context, out);
}

// The other half.

void OriginatingHalf::on(const Proceeding&, const Context&, Actions&) {
  if (!running_in(Pic::send_call)) discard();
}

void OriginatingHalf::on(const Progress&, const Context&, Actions&) {
  if (!running_in(Pic::send_call) && !running_in(Pic::o_alerting)) discard();
}

void OriginatingHalf::on(const Alerting& event, const Context&, Actions& out) {
  if (!running_in(Pic::send_call)) return discard();
  advance(BcsmEvent::call_accepted, out);
  timer_.stop(out);
  tone_on_ = event.ringback == Ringback::local;
  if (tone_on_) out.push(GiveTone{ToneId::ringback});
}

void OriginatingHalf::on(const Answer& event, const Context& context, Actions& out) {
  if (!running_in(Pic::send_call) && !running_in(Pic::o_alerting)) return discard();
  advance(BcsmEvent::answered, out);
  timer_.stop(out);
  if (tone_on_) out.push(StopTone{});
  tone_on_ = false;
  attempt_.answer(context.now, event.policy, out);
}

void OriginatingHalf::on(const Suspend&, const Context& context, Actions& out) {
  const bool is_in_speech = running_in(Pic::o_active) || running_in(Pic::o_suspended);
  if (!is_in_speech || peer_suspended_) return discard();
  peer_suspended_ = true;
  if (hook_ == Hook::off) return advance(BcsmEvent::suspended, out);
  const End how{BcsmEvent::disconnected, Cause::normal_clearing, ReleasedBy::called_party};
  end(how, context, out);
}

void OriginatingHalf::on(const Resume&, const Context&, Actions& out) {
  if (!running_in(Pic::o_suspended) || !peer_suspended_) return discard();
  peer_suspended_ = false;
  advance(BcsmEvent::re_answered, out);
}

void OriginatingHalf::peer_ended(Cause cause, const Context& context, Actions& out) {
  BcsmEvent event = event_for_refusal(cause);
  if (is_stable(point_.pic())) {
    event = hook_ == Hook::off ? BcsmEvent::released : BcsmEvent::disconnected;
  }
  end({event, cause, released_by_peer(cause)}, context, out);
}

// The end.

void OriginatingHalf::end(const End& how, const Context& context, Actions& out) {
  const Pic reached = point_.pic();
  if (!point_.try_advance(o_bcsm, how.event, out)) advance(BcsmEvent::exception, out);
  let_go(out);
  peer_.release(how.cause, context, out);
  attempt_.end(how.cause, how.by, reached, context.now, out);
  const bool is_left_off_hook = point_.pic() == Pic::o_exception && hook_ == Hook::off;
  if (is_left_off_hook) return treatment_.start(treatment(how.cause), timer_, context, out);
  settle(out);
}

/// Gives back everything but the line and the other half.
void OriginatingHalf::let_go(Actions& out) {
  timer_.stop(out);
  if (tone_on_) out.push(StopTone{});
  tone_on_ = false;
  if (receiver_ != Receiver::none) out.push(ReleaseReceiver{});
  receiver_ = Receiver::none;
}

/// The caller needs nothing more: gives the line back.
void OriginatingHalf::settle(Actions& out) {
  treatment_.stop(timer_, out);
  point_.try_advance(o_bcsm, BcsmEvent::cleared, out);
  out.push(ReleaseLine{});
  finish_when_done(out);
}

void OriginatingHalf::finish_when_done(Actions& out) {
  if (point_.pic() != Pic::o_null || !peer_.gone()) return;
  life_ = Life::finished;
  out.push(Finish{});
}

void OriginatingHalf::advance(BcsmEvent event, Actions& out) {
  point_.advance(o_bcsm, event, out);
}

}  // namespace forlopp::callmodel
