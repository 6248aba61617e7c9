#include "hwsim/people.hpp"

#include <algorithm>
#include <utility>

#include "runtime/check.hpp"

namespace forlopp::hwsim {

using hal::PortNumber;
using runtime::Context;
using runtime::Duration;
using runtime::Instant;

People::People(Telephones& telephones, hal::CardAddress card, PortNumber ports,
               std::shared_ptr<const Population> population)
    : telephones_{telephones},
      card_{card},
      population_{std::move(population)},
      people_(ports),
      due_(ports, Instant::max()) {}

std::uint32_t People::line(PortNumber port) const {
  return population_->numbers.line_at({card_, port});
}

const Habits& People::habits(PortNumber port) {
  const Person& person = at(port);
  if (person.role == Role::called) return population_->habits_at(line(port));
  return population_->classes.at(person.calling_class).habits;
}

// When somebody has something to do. One timer serves all.

void People::due_at(Context& context, PortNumber port, Instant when) {
  due_.at(port - std::size_t{1}) = when;
  if (when < armed_ && !ticking_) arm(context);
}

void People::due_after(Context& context, PortNumber port, const Distribution& time) {
  due_at(context, port, context.now() + time.sample(context.random()));
}

void People::not_due(PortNumber port) {
  due_.at(port - std::size_t{1}) = Instant::max();
}

void People::arm(Context& context) {
  const Instant next = *std::ranges::min_element(due_);
  if (next >= armed_) return;
  if (armed_ != Instant::max()) context.cancel_timer(timer_);
  armed_ = next;
  timer_ = context.send_after(std::max(next - context.now(), Duration::zero()), context.self(),
                              PeopleTick{});
}

void People::tick(Context& context) {
  const Instant now = context.now();
  if (now < armed_) return;  // It was cancelled too late.
  armed_ = Instant::max();
  ticking_ = true;
  for (std::size_t index = 0; index < due_.size(); ++index) {
    if (due_[index] > now) continue;
    due_[index] = Instant::max();
    act(context, static_cast<PortNumber>(index + 1));
  }
  ticking_ = false;
  arm(context);
}

void People::act(Context& context, PortNumber port) {
  Person& person = at(port);
  switch (person.state) {
    case State::idle: return begin_own_call(context, port);
    case State::waits_to_retry: ++person.retries; return begin(context, port);
    case State::dials: return dial(context, port);
    case State::wants_dial_tone:
    case State::awaits_call:
    case State::hears_ringback:
    case State::gives_up:
    case State::says_hello:
    case State::holds_in_storm: return hang_up(context, port);
    case State::talks: return has_talked_enough(context, port);
    case State::will_answer: return answer(context, port);
    case State::joins_storm:
      person.state = State::holds_in_storm;
      due_at(context, port, context.now() + person.talked);
      return telephones_.lift(context, port);
    case State::lets_ring:
    case State::chats: return;
  }
}

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
  const Impression impression = impression_of(hearing);
  const bool refusal = impression == Impression::refusal;
  switch (person.state) {
    case State::wants_dial_tone:
      if (impression == Impression::dial_tone) return dial_tone_heard(context, port);
      [[fallthrough]];
    case State::dials:
      if (refusal) refused(context, port, hearing.sound.tone);
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

// Silence from the far end means that somebody hung up there. Anything else is the exchange's
// doing.
void People::conversation_lost(Context& context, PortNumber port, const Hearing& hearing) {
  Person& person = at(port);
  const Impression impression = impression_of(hearing);
  const bool same_partner = hearing.from == person.partner;
  if (impression == Impression::notice || (impression == Impression::speech && same_partner))
    return;
  person.talked = context.now() - person.last_digit - person.answer_delay;
  person.ended_by = EndedBy::called;
  if (!same_partner || impression != Impression::silence) {
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

// Faults and figures.

void People::storm(Context& context, const LiftInStorm& storm) {
  runtime::Random& random = context.random();
  const Distribution within = Distribution::uniform(Duration::zero(), storm.spread);
  for (std::size_t index = 0; index < people_.size(); ++index) {
    Person& person = people_[index];
    if (person.state != State::idle || !random.chance(storm.share)) continue;
    const auto port = static_cast<PortNumber>(index + 1);
    person.state = State::joins_storm;
    person.talked = storm.holding.sample(random);
    due_after(context, port, within);
  }
}

PeopleCounts People::counts() const {
  PeopleCounts counts = counts_;
  const auto holds = [](const Person& person) {
    switch (person.state) {
      case State::wants_dial_tone:
      case State::dials:
      case State::awaits_call:
      case State::hears_ringback:
      case State::talks:
      case State::gives_up:
      case State::says_hello:
      case State::chats:
      case State::holds_in_storm: return true;
      case State::idle:
      case State::waits_to_retry:
      case State::lets_ring:
      case State::will_answer:
      case State::joins_storm: return false;
    }
    return false;
  };
  counts.lifted = static_cast<std::uint32_t>(std::ranges::count_if(people_, holds));
  return counts;
}

}  // namespace forlopp::hwsim
