#include "callmodel/circuit_leg.hpp"

namespace forlopp::callmodel {

void CircuitLeg::request(const Route& route, Actions& out) {
  state_ = State::requested;
  out.push(SeizeCircuit{route});
}

bool CircuitLeg::seized() {
  if (state_ != State::requested) return false;
  state_ = State::seized;
  return true;
}

void CircuitLeg::release(Cause cause, const Context& context, Actions& out) {
  switch (state_) {
    case State::none:
    case State::releasing: return;
    case State::requested:
    case State::seized: return give_back(out);
    case State::engaged: break;
  }
  state_ = State::releasing;
  cause_ = cause;
  out.push(SendToTrunk{{.message = TrunkMessage::rel, .cause = cause}});
  repeat_.start(TimerId::isup_t1, context, out);
  limit_.start(TimerId::isup_t5, context, out);
}

bool CircuitLeg::on_release(Actions& out) {
  const bool was_engaged = engaged();
  if (was_engaged || state_ == State::releasing) {
    out.push(SendToTrunk{{.message = TrunkMessage::rlc}});
    give_back(out);
  }
  return was_engaged;
}

bool CircuitLeg::on_release_complete(Actions& out) {
  if (state_ != State::releasing) return false;
  give_back(out);
  return true;
}

void CircuitLeg::drop(Actions& out) {
  if (state_ != State::none) give_back(out);
}

bool CircuitLeg::on_timer(TimerId timer, const Context& context, Actions& out) {
  if (repeat_.expire(timer)) {
    out.push(SendToTrunk{{.message = TrunkMessage::rel, .cause = cause_}});
    repeat_.start(TimerId::isup_t1, context, out);
    return true;
  }
  if (!limit_.expire(timer)) return false;
  out.push(ResetCircuit{});
  give_back(out);
  return true;
}

void CircuitLeg::give_back(Actions& out) {
  repeat_.stop(out);
  limit_.stop(out);
  state_ = State::none;
  out.push(ReleaseCircuit{});
}

}  // namespace forlopp::callmodel
