#include <algorithm>

#include "hwsim/people.hpp"

namespace forlopp::hwsim {

using hal::PortNumber;
using runtime::Context;
using runtime::Duration;
using runtime::Instant;

// Making calls.

void People::place(Context& context, const PlaceCall& order) {
  if (at(order.port).state != State::idle) {
    context.send(order.source, CallRefused{order.calling_class, order.tries});
    return;
  }
  Person& person = at(order.port);
  person.calling_class = order.calling_class;
  may_retry_ = true;
  person.intention = population_->draw(order.calling_class, line(order.port), context.random());
  person.retries = 0;
  begin(context, order.port);
}

void People::place(Context& context, const PlaceCallTo& order) {
  Person& person = at(order.port);
  if (person.state != State::idle) return;
  person.calling_class = order.calling_class;
  may_retry_ = true;
  person.intention = population_->call_to(order.digits);
  person.retries = 0;
  begin(context, order.port);
}

void People::originate(Context& context, const OriginateWhenIdle& order) {
  sources_.resize(people_.size());
  for (PortNumber port = order.first; port <= order.last; ++port) {
    sources_.at(port - std::size_t{1}) = {order.calling_class, order.rate, order.start};
    if (at(port).state == State::idle) next_own_call(context, port);
  }
}

void People::stop_originating() {
  may_retry_ = false;
  sources_.clear();
  for (std::size_t index = 0; index < people_.size(); ++index) {
    Person& person = people_[index];
    person.wants_to_retry = false;
    const bool waits = person.state == State::idle || person.state == State::waits_to_retry;
    if (!waits) continue;
    person.state = State::idle;
    due_[index] = Instant::max();
  }
}

// Thinning: arrivals at the highest rate of all times, of which some are left out.
void People::next_own_call(Context& context, PortNumber port) {
  if (sources_.empty()) return;
  const Source& source = sources_.at(port - std::size_t{1});
  const double most =
      source.rate * population_->classes.at(source.calling_class).profile.factor_max();
  if (most <= 0.0) return;
  constexpr double second = 1e9;
  const Duration mean{static_cast<Duration::rep>(second / most)};
  const Instant from = std::max(context.now(), source.start);
  due_at(context, port, from + context.random().exponential(mean));
}

void People::begin_own_call(Context& context, PortNumber port) {
  if (sources_.empty()) return;
  const Source& source = sources_.at(port - std::size_t{1});
  const LoadProfile& profile = population_->classes.at(source.calling_class).profile;
  const double factor = profile.factor(context.now() - source.start);
  if (!context.random().chance(factor / profile.factor_max())) return next_own_call(context, port);
  place(context, PlaceCall{.port = port, .calling_class = source.calling_class});
}

void People::begin(Context& context, PortNumber port) {
  Person& person = at(port);
  person.state = State::wants_dial_tone;
  person.role = Role::caller;
  person.result = CallResult::no_dial_tone;
  person.ended_by = EndedBy::caller;
  person.wants_to_retry = false;
  person.pressed = 0;
  person.lifted = context.now();
  person.dial_tone_delay = person.post_dial_delay = person.answer_delay = person.talked = never;
  ++counts_.attempts;
  const auto& patience = habits(port).dial_tone_patience;
  if (patience) due_after(context, port, *patience);
  telephones_.lift(context, port);
}

// Hearing.

void People::hears(Context& context, PortNumber port, const Hearing& hearing) {
  if (at(port).role == Role::caller)
    hear_as_caller(context, port, hearing);
  else
    hear_as_called(context, port, hearing);
}

void People::hear_as_caller(Context& context, PortNumber port, const Hearing& hearing) {
  const Person& person = at(port);
  switch (person.state) {
    case State::wants_dial_tone: return line_heard(context, port, hearing);
    case State::dials:
      if (impression_of(hearing) == Impression::refusal) refused(context, port, hearing.sound.tone);
      return;
    case State::awaits_call:
    case State::hears_ringback: return progress_heard(context, port, hearing);
    case State::talks: return conversation_lost(context, port, hearing);
    case State::idle:
    case State::waits_to_retry:
    case State::gives_up:
    case State::lets_ring:
    case State::will_answer:
    case State::says_hello:
    case State::chats:
    case State::joins_storm:
    case State::holds_in_storm: return;
  }
}

// Talk instead of dial tone: an earlier call still holds the line. It may go away.
void People::line_heard(Context& context, PortNumber port, const Hearing& hearing) {
  switch (impression_of(hearing)) {
    case Impression::dial_tone: return dial_tone_heard(context, port);
    case Impression::refusal: return refused(context, port, hearing.sound.tone);
    case Impression::ringback:
    case Impression::speech:
    case Impression::farewell: return due_after(context, port, habits(port).silence_patience);
    case Impression::silence:
    case Impression::notice: return;
  }
}

void People::dial_tone_heard(Context& context, PortNumber port) {
  Person& person = at(port);
  person.dial_tone_delay = context.now() - person.lifted;
  not_due(port);
  if (person.intention.digits.length == 0) return has_dialled(context, port);
  person.state = State::dials;
  const Duration thinking = habits(port).think_time.sample(context.random());
  if (thinking > Duration::zero()) return due_at(context, port, context.now() + thinking);
  dial(context, port);
}

void People::dial(Context& context, PortNumber port) {
  Person& person = at(port);
  const hal::Digits& digits = person.intention.digits;
  while (person.state == State::dials) {
    telephones_.press(context, port, digits.symbols.at(person.pressed));
    if (++person.pressed == digits.length) return has_dialled(context, port);
    const Duration pause = habits(port).digit_interval.sample(context.random());
    if (pause > Duration::zero()) return due_at(context, port, context.now() + pause);
  }
}

void People::has_dialled(Context& context, PortNumber port) {
  Person& person = at(port);
  person.last_digit = context.now();
  person.state = State::awaits_call;
  person.result = CallResult::silence;
  const DestinationKind kind = person.intention.kind;
  if (kind == DestinationKind::incomplete || kind == DestinationKind::no_digits)
    person.result = CallResult::unfinished;
  if (kind == DestinationKind::abandoned) {
    person.result = CallResult::abandoned;
    return hang_up(context, port);
  }
  due_after(context, port, habits(port).silence_patience);
}

void People::progress_heard(Context& context, PortNumber port, const Hearing& hearing) {
  Person& person = at(port);
  const Impression impression = impression_of(hearing);
  if (impression == Impression::silence) {
    if (person.state != State::hears_ringback) return;
    person.state = State::awaits_call;
    return due_after(context, port, habits(port).silence_patience);
  }
  if (impression == Impression::dial_tone || impression == Impression::notice) return;
  if (person.post_dial_delay == never) person.post_dial_delay = context.now() - person.last_digit;
  if (impression == Impression::refusal) return refused(context, port, hearing.sound.tone);
  if (impression != Impression::ringback) return conversation_begins(context, port, hearing.from);
  person.state = State::hears_ringback;
  person.result = CallResult::no_answer;
  not_due(port);
  const auto& patience = habits(port).patience;
  if (patience) due_after(context, port, *patience);
}

void People::refused(Context& context, PortNumber port, hal::Tone tone) {
  Person& person = at(port);
  const bool decided =
      person.state == State::hears_ringback || person.result == CallResult::unfinished;
  if (!decided) person.result = refusal(tone);
  person.ended_by = EndedBy::exchange;
  give_up(context, port);
}

}  // namespace forlopp::hwsim
