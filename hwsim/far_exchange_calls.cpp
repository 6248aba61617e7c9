#include "hwsim/far_exchange.hpp"
#include "hwsim/internal/isup_values.hpp"

namespace forlopp::hwsim {

using hal::CauseValue;
using hal::CircuitNumber;
using hal::Isup;
using runtime::Duration;
using runtime::Instant;

namespace {

/// How long a caller waits for the called person to hang up when asked to.
constexpr Duration politeness = std::chrono::seconds{10};

}  // namespace

// Calls from the exchange.

void FarExchange::respond(Context& context, CircuitNumber number) {
  runtime::Random& random = context.random();
  if (random.chance(plan_.congestion_share)) return release(context, number, isup::no_circuit);
  if (random.chance(plan_.unallocated_share))
    return release(context, number, isup::unallocated_number);
  if (random.chance(plan_.busy_share)) return release(context, number, isup::user_busy);
  become(context, number, State::rings);
  say(context, number, Isup::acm);
  put(context, number, {.tone = hal::Tone::ringback});
  if (random.chance(called_habits().no_answer_share)) return;
  due_after(context, number, called_habits().answer_delay.sample(random));
}

void FarExchange::answer(Context& context, CircuitNumber number) {
  ++counts_.answered;
  become(context, number, State::answered);
  put(context, number, {.voice = Utterance::speech});
  say(context, number, Isup::anm);
}

void FarExchange::far_called_hangs_up(Context& context, CircuitNumber number) {
  if (plan_.called_clear == CalledClear::release)
    return release(context, number, isup::normal_clearing);
  become(context, number, State::suspended);
  say(context, number, Isup::sus);
}

// Calls to the exchange.

CircuitNumber FarExchange::find_idle(Context& context) const {
  const auto start = static_cast<CircuitNumber>(context.random().below(plan_.circuits));
  CircuitNumber second_best = 0;
  for (CircuitNumber i = 0; i < plan_.circuits; ++i) {
    const auto number = static_cast<CircuitNumber>((start + i) % plan_.circuits + 1);
    const Circuit& circuit = circuits_[number - std::size_t{1}];
    if (circuit.state != State::idle || circuit.blocked_here || circuit.blocked_there) continue;
    if (wins_glare(number)) return number;
    second_best = number;
  }
  return second_best;
}

void FarExchange::handle_info(Context& context, PlaceTrunkCall& m) {
  const CircuitNumber number = working_ ? find_idle(context) : CircuitNumber{0};
  if (plan_.bids != nullptr) {
    plan_.bids->bid(plan_.group, context.now(), number == 0 ? Bid::none_idle : Bid::circuit);
  }
  if (number == 0) return context.send(m.source, CallRefused{.calling_class = m.calling_class});
  call_from(context, number, m.calling_class);
}

void FarExchange::call_from(Context& context, CircuitNumber number, std::uint8_t calling_class) {
  ++counts_.to_exchange;
  Circuit& circuit = at(number);
  circuit.calling_class = calling_class;
  circuit.intention = population_->draw(calling_class, Population::elsewhere, context.random());
  circuit.result = CallResult::silence;
  circuit.seized_at = context.now();
  circuit.post_dial_delay = circuit.answer_delay = never;
  become(context, number, State::calling);
  due_after(context, number, calling_habits(circuit).silence_patience.sample(context.random()));
  say(context, number, Isup::iam);
}

void FarExchange::conversation_begins(Context& context, CircuitNumber number) {
  ++counts_.answered;
  Circuit& circuit = at(number);
  circuit.answer_delay = context.now() - circuit.seized_at;
  if (circuit.post_dial_delay == never) circuit.post_dial_delay = circuit.answer_delay;
  circuit.result = CallResult::answered;
  const Habits& habits = calling_habits(circuit);
  const bool other_ends = context.random().chance(habits.called_hangs_up_share);
  circuit.ending = other_ends ? Ending::by_called : Ending::by_caller;
  become(context, number, State::talks);
  put(context, number, {.voice = Utterance::speech});
  due_after(context, number, habits.holding_time.sample(context.random()));
}

void FarExchange::has_talked_enough(Context& context, CircuitNumber number) {
  Circuit& circuit = at(number);
  if (circuit.ending == Ending::by_called) {
    circuit.ending = Ending::farewell_said;
    put(context, number, {.voice = Utterance::farewell});
    return due_after(context, number, politeness);
  }
  report(context, number, EndedBy::caller);
  release(context, number, isup::normal_clearing);
}

void FarExchange::release(Context& context, CircuitNumber number, CauseValue cause) {
  become(context, number, State::releasing);
  say(context, number, Isup::rel, cause);
  due_after(context, number, isup::repeat_release_after);
}

/// Nothing, unless it is a call to the exchange that is not over yet.
void FarExchange::report(Context& context, CircuitNumber number, EndedBy who) {
  Circuit& circuit = at(number);
  const bool own = circuit.state == State::calling || circuit.state == State::progressing ||
                   circuit.state == State::talks;
  if (!own) return;
  ++counts_.outcomes;
  const bool cut = who == EndedBy::exchange && circuit.state == State::talks;
  if (cut) circuit.result = CallResult::cut_off;
  const Instant answered = circuit.seized_at + circuit.answer_delay;
  const bool talked = circuit.state == State::talks;
  CallOutcome outcome{.caller = address(number),
                      .result = circuit.result,
                      .ended_by = who,
                      .destination = circuit.intention.kind,
                      .calling_class = circuit.calling_class,
                      .dialled = circuit.intention.digits,
                      .lifted = circuit.seized_at,
                      .post_dial_delay = circuit.post_dial_delay,
                      .answer_delay = circuit.answer_delay,
                      .talked = talked ? context.now() - answered : never};
  if (collector_) context.send(collector_, outcome);
}

}  // namespace forlopp::hwsim
