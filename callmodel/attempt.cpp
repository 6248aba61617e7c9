#include "callmodel/attempt.hpp"

namespace forlopp::callmodel {

Attempt::Attempt(CallId call, PortId calling_port, const Digits& calling) {
  facts_.call = call;
  facts_.calling_port = calling_port;
  facts_.calling = calling;
}

Attempt::Attempt(const CallRecord& open) : facts_(open), answered_(Answered::yes) {}

void Attempt::answer(Instant now, ReleasePolicy policy, Actions& out) {
  answered_ = Answered::yes;
  facts_.answered = now;
  facts_.policy = policy;
  out.push(OpenCallRecord{facts_});
}

void Attempt::end(Cause cause, ReleasedBy by, Pic reached, Instant now, Actions& out) {
  if (facts_.cause != Cause::none) return;
  facts_.cause = cause;
  facts_.released_by = by;
  facts_.ended = now;
  if (answered()) out.push(CompleteCallRecord{facts_});
  const AttemptOutcome outcome{
      .call = facts_.call,
      .cause = cause,
      .reached = reached,
      .answered = answered_,
      .digits = static_cast<std::uint8_t>(facts_.called.size()),
      .released_by = by,
      .seized = facts_.seized,
      .ended = now,
  };
  out.push(EndAttempt{outcome});
}

void Attempt::set_numbers(const Digits& calling, const Digits& called) {
  facts_.calling = calling;
  facts_.called = called;
}

Setup Attempt::setup() const {
  return {.call = facts_.call,
          .calling = facts_.calling,
          .called = facts_.called,
          .calling_port = facts_.calling_port,
          .category = facts_.destination.category};
}

}  // namespace forlopp::callmodel
