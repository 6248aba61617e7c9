#include "hwsim/subscriber.hpp"

#include <utility>

namespace forlopp::hwsim {

using runtime::Context;
using runtime::Duration;
using runtime::Instant;
using runtime::Message;
using runtime::Task;
using Everyday = std::shared_ptr<const Habits>;

namespace {

bool dial_tone_or_refusal(Impression impression) {
  return impression == Impression::dial_tone || impression == Impression::refusal;
}

bool refusal_only(Impression impression) {
  return impression == Impression::refusal;
}

bool any_progress(Impression impression) {
  return impression == Impression::ringback || impression == Impression::refusal ||
         impression == Impression::speech;
}

bool answer_or_refusal(Impression impression) {
  return impression == Impression::speech || impression == Impression::refusal;
}

bool end_of_speech(Impression impression) {
  return impression != Impression::speech && impression != Impression::notice;
}

bool anybody(Impression impression) {
  return impression != Impression::silence && impression != Impression::notice;
}

bool talk_of_others(Impression impression) {
  return impression == Impression::speech || impression == Impression::farewell ||
         impression == Impression::ringback;
}

Duration patience_of(const std::optional<Distribution>& patience, Context self) {
  return patience ? patience->sample(self.random()) : runtime::infinity;
}

// What sounded before must not be taken for what sounds now.
Task<> forget_sounds(Context self) {
  while (true) {
    const Message old = co_await runtime::receive_any<TelephoneSounds>(self, Duration::zero());
    if (!old) co_return;
  }
}

// From the answer on.
Task<> talk(Context self, Telephone telephone, CallOutcome* outcome, Everyday habits) {
  const Instant answered = self.now();
  const bool other_ends = self.random().chance(habits->called_hangs_up_share);
  const Duration holding = habits->holding_time.sample(self.random());
  auto heard = co_await hear(self, &end_of_speech, holding);
  const bool said_farewell = !heard && other_ends;
  if (said_farewell) {
    telephone.say(Utterance::farewell);
    const Duration politeness = std::chrono::seconds{10};
    heard = co_await hear(self, &end_of_speech, politeness);
  }
  outcome->talked = self.now() - answered;
  outcome->ended_by = EndedBy::caller;
  if (!heard) co_return;
  const bool hung_up = said_farewell && impression_of(*heard) == Impression::silence && heard->from;
  outcome->ended_by = hung_up ? EndedBy::called : EndedBy::exchange;
  if (!hung_up) outcome->result = CallResult::cut_off;
  co_await runtime::sleep(self, habits->tone_reaction.sample(self.random()));
}

// From the last digit to the answer; true if there was one.
Task<bool> wait_for_answer(Context self, Intention intention, CallOutcome* outcome,
                           Everyday habits) {
  const Instant dialled = self.now();
  const Duration silence = habits->silence_patience.sample(self.random());
  auto heard = co_await hear(self, &any_progress, silence);
  outcome->result = CallResult::silence;
  outcome->ended_by = EndedBy::caller;
  if (!heard) co_return false;
  outcome->post_dial_delay = self.now() - dialled;
  const bool rings = impression_of(*heard) == Impression::ringback;
  if (rings) {
    const Duration patience = patience_of(habits->patience, self);
    heard = co_await hear(self, &answer_or_refusal, patience);
    outcome->result = CallResult::no_answer;
    if (!heard) co_return false;
  }
  if (impression_of(*heard) == Impression::refusal) {
    if (!rings) outcome->result = refusal(heard->sound.tone);
    outcome->ended_by = EndedBy::exchange;
    co_await runtime::sleep(self, habits->tone_reaction.sample(self.random()));
    co_return false;
  }
  outcome->answer_delay = self.now() - dialled;
  const bool wrong = intention.expected && heard->from != intention.expected;
  outcome->result = wrong ? CallResult::wrong_number : CallResult::answered;
  co_return true;
}

// From lifting to dial tone. Talk instead of it means that an earlier call still holds the line.
Task<std::optional<Hearing>> wait_for_dial_tone(Context self, Everyday habits) {
  const Duration patience = patience_of(habits->dial_tone_patience, self);
  auto heard = co_await hear(self, &anybody, patience);
  if (!heard || !talk_of_others(impression_of(*heard))) co_return heard;
  const Duration listens = habits->silence_patience.sample(self.random());
  co_return co_await hear(self, &dial_tone_or_refusal, listens);
}

}  // namespace

Telephone::Telephone(Context self, runtime::Pid card, hal::PortAddress port)
    : self_{self}, card_{card}, port_{port} {
  self_.send(card_, HoldTelephone{port_.port, self_.self()});
}

Task<std::optional<Hearing>> hear(Context self, Wanted wanted, Duration patience) {
  const Instant deadline = patience == runtime::infinity ? Instant::max() : self.now() + patience;
  while (true) {
    const Duration left = deadline == Instant::max() ? runtime::infinity
                                                     : std::max(deadline - self.now(), Duration{});
    const Message message = co_await runtime::receive_any<TelephoneSounds>(self, left);
    if (!message) co_return std::nullopt;
    const Hearing hearing = message.get_if<TelephoneSounds>()->hearing;
    if (wanted(impression_of(hearing))) co_return hearing;
  }
}

Task<bool> dial(Context self, Telephone telephone, hal::Digits digits, Everyday habits) {
  Duration pause = habits->think_time.sample(self.random());
  for (const char symbol : digits.text()) {
    const auto interrupted = co_await hear(self, &refusal_only, pause);
    if (interrupted) co_return false;
    telephone.press(symbol);
    pause = habits->digit_interval.sample(self.random());
  }
  co_return true;
}

Task<CallOutcome> make_call(Context self, Telephone telephone, Intention intention,
                            Everyday habits) {
  co_await forget_sounds(self);
  CallOutcome outcome{.caller = telephone.port(),
                      .result = CallResult::no_dial_tone,
                      .destination = intention.kind,
                      .dialled = intention.digits,
                      .lifted = self.now()};
  telephone.lift();
  const auto tone = co_await wait_for_dial_tone(self, habits);
  const bool may_dial = tone && impression_of(*tone) == Impression::dial_tone;
  if (may_dial) outcome.dial_tone_delay = self.now() - outcome.lifted;
  if (tone && !may_dial) outcome.result = refusal(tone->sound.tone);
  bool dialled = may_dial;
  if (may_dial) dialled = co_await dial(self, telephone, intention.digits, habits);
  if (may_dial && !dialled) outcome.result = CallResult::congestion;
  bool answered = dialled;
  if (dialled) answered = co_await wait_for_answer(self, intention, &outcome, habits);
  if (answered) co_await talk(self, telephone, &outcome, habits);
  telephone.hang_up();
  co_return outcome;
}

Task<> take_call(Context self, Telephone telephone, Everyday habits) {
  co_await forget_sounds(self);
  const bool absent = self.random().chance(habits->no_answer_share);
  const Duration until = absent ? runtime::infinity : habits->answer_delay.sample(self.random());
  const Message silent = co_await runtime::receive_any<TelephoneFallsSilent>(self, until);
  if (silent) co_return;
  telephone.lift();
  const Duration silence = habits->silence_patience.sample(self.random());
  auto heard = co_await hear(self, &anybody, silence);
  if (heard && impression_of(*heard) == Impression::speech)
    heard = co_await hear(self, &end_of_speech, runtime::infinity);
  const bool asked_to_end = heard && impression_of(*heard) == Impression::farewell;
  if (!asked_to_end) co_await runtime::sleep(self, habits->tone_reaction.sample(self.random()));
  telephone.hang_up();
}

Task<> subscriber(Context self, runtime::Pid card, hal::PortAddress port, Everyday habits) {
  const Telephone telephone{self, card, port};
  while (true) {
    Message message = co_await runtime::receive_any<MakeCall, TelephoneRings>(self);
    if (message.is<TelephoneRings>()) {
      co_await take_call(self, telephone, habits);
      continue;
    }
    const MakeCall order = *message.get_if<MakeCall>();
    const Intention intention{DestinationKind::number, order.number, {}};
    const CallOutcome outcome = co_await make_call(self, telephone, intention, habits);
    self.send(order.asker, outcome);
  }
}

}  // namespace forlopp::hwsim
