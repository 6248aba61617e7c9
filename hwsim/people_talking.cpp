#include "hwsim/people.hpp"

namespace forlopp::hwsim {

using hal::PortNumber;
using runtime::Context;
using runtime::Duration;

// Talking.

void People::conversation_begins(Context& context, PortNumber port, hal::PathEnd partner) {
  Person& person = at(port);
  const hal::PathEnd expected = person.intention.expected;
  person.state = State::talks;
  person.partner = partner;
  person.answer_delay = context.now() - person.last_digit;
  person.result = expected && expected != partner ? CallResult::wrong_number : CallResult::answered;
  const bool other_ends = context.random().chance(habits(port).called_hangs_up_share);
  person.ending = other_ends ? Ending::by_the_other : Ending::by_me;
  due_after(context, port, habits(port).holding_time);
}

void People::has_talked_enough(Context& context, PortNumber port) {
  Person& person = at(port);
  if (person.ending == Ending::by_the_other) {
    constexpr Duration politeness = std::chrono::seconds{10};
    person.ending = Ending::farewell_said;
    due_at(context, port, context.now() + politeness);
    return telephones_.say(context, port, Utterance::farewell);
  }
  person.ended_by = EndedBy::caller;
  hang_up(context, port);
}

// Somebody who was asked to hang up does so, and then there is silence. Anything else, and silence
// before that, is the exchange's doing.
void People::conversation_lost(Context& context, PortNumber port, const Hearing& hearing) {
  Person& person = at(port);
  const Impression impression = impression_of(hearing);
  const bool same_partner = hearing.from == person.partner;
  if (impression == Impression::notice || (impression == Impression::speech && same_partner))
    return;
  person.talked = context.now() - person.last_digit - person.answer_delay;
  person.ended_by = EndedBy::called;
  const bool was_asked = person.ending == Ending::farewell_said;
  if (!was_asked || !same_partner || impression != Impression::silence) {
    person.ended_by = EndedBy::exchange;
    person.result = CallResult::cut_off;
  }
  give_up(context, port);
}

// Being called.

void People::rings(Context& context, PortNumber port) {
  Person& person = at(port);
  const bool free = person.state == State::idle || person.state == State::waits_to_retry ||
                    person.state == State::joins_storm;
  if (!free) return;
  ++counts_.rung;
  person.role = Role::called;
  person.wants_to_retry = person.state == State::waits_to_retry;
  if (context.random().chance(habits(port).no_answer_share)) {
    person.state = State::lets_ring;
    return not_due(port);
  }
  person.state = State::will_answer;
  due_after(context, port, habits(port).answer_delay);
}

void People::falls_silent(Context& context, PortNumber port) {
  const State state = at(port).state;
  if (state == State::lets_ring || state == State::will_answer) be_idle(context, port);
}

void People::answer(Context& context, PortNumber port) {
  ++counts_.answered;
  at(port).state = State::says_hello;
  due_after(context, port, habits(port).silence_patience);
  telephones_.lift(context, port);
}

void People::hear_as_called(Context& context, PortNumber port, const Hearing& hearing) {
  Person& person = at(port);
  const Impression impression = impression_of(hearing);
  const bool in_call = person.state == State::says_hello || person.state == State::chats;
  if (!in_call || impression == Impression::notice) return;
  if (impression == Impression::farewell) return hang_up(context, port);
  if (impression == Impression::speech) {
    person.state = State::chats;
    return not_due(port);
  }
  const bool hears_nobody_yet =
      person.state == State::says_hello && impression == Impression::silence;
  if (!hears_nobody_yet) give_up(context, port);
}

// Ending.

void People::give_up(Context& context, PortNumber port) {
  at(port).state = State::gives_up;
  due_after(context, port, habits(port).tone_reaction);
}

void People::hang_up(Context& context, PortNumber port) {
  Person& person = at(port);
  const bool stormed = person.state == State::holds_in_storm;
  if (person.state == State::talks)
    person.talked = context.now() - person.last_digit - person.answer_delay;
  person.state = State::gives_up;
  telephones_.hang_up(context, port);
  if (person.role == Role::caller && !stormed) report(context, port);
  be_idle(context, port);
}

void People::report(Context& context, PortNumber port) {
  Person& person = at(port);
  ++counts_.outcomes;
  const Habits& habits_of_caller = habits(port);
  const bool failed = person.result != CallResult::answered &&
                      person.result != CallResult::abandoned &&
                      person.result != CallResult::unfinished;
  person.wants_to_retry = failed && may_retry_ && person.retries < habits_of_caller.retries_max &&
                          context.random().chance(habits_of_caller.retry_share);
  if (!collector_) return;
  CallOutcome outcome{.caller = hal::PortAddress{card_, port},
                      .result = person.result,
                      .ended_by = person.ended_by,
                      .destination = person.intention.kind,
                      .calling_class = person.calling_class,
                      .retries = person.retries,
                      .dialled = person.intention.digits,
                      .lifted = person.lifted,
                      .dial_tone_delay = person.dial_tone_delay,
                      .post_dial_delay = person.post_dial_delay,
                      .answer_delay = person.answer_delay,
                      .talked = person.talked};
  context.send(collector_, outcome);
}

void People::be_idle(Context& context, PortNumber port) {
  Person& person = at(port);
  not_due(port);
  person.role = Role::caller;
  if (!person.wants_to_retry) {
    person.state = State::idle;
    return next_own_call(context, port);
  }
  person.state = State::waits_to_retry;
  due_after(context, port, habits(port).retry_delay);
}

}  // namespace forlopp::hwsim
