#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hwsim/call_outcome.hpp"
#include "hwsim/card_faults.hpp"
#include "hwsim/population.hpp"
#include "hwsim/telephone.hpp"
#include "runtime/context.hpp"
#include "switch/hal/address.hpp"

namespace forlopp::hwsim {

// To a simulated card, about the people at its lines. Ports and classes must exist.

/// Somebody at `port` wants to make a call of this class. Answered by `CallRefused` if the line is
/// in use; otherwise a `CallOutcome` comes some day.
struct PlaceCall {
  hal::PortNumber port = 0;
  std::uint8_t calling_class = 0;
  std::uint8_t tries = 0;  ///< Comes back in the refusal.
  runtime::Pid source{};
};
struct CallRefused {
  std::uint8_t calling_class = 0;
  std::uint8_t tries = 0;
};
/// The same with a number; nothing if the line is in use.
struct PlaceCallTo {
  hal::PortNumber port = 0;
  std::uint8_t calling_class = 0;
  hal::Digits digits{};
};
/// From now on each of these lines, whenever it is idle, originates calls of this class: `rate` a
/// second, times the class's profile since `start`.
struct OriginateWhenIdle {
  hal::PortNumber first = 1;
  hal::PortNumber last = 1;
  std::uint8_t calling_class = 0;
  double rate = 0.0;
  runtime::Instant start{};
};
/// No calls of one's own any more, and no retries. Calls that are up go on.
struct StopOriginating {};
/// Who gets the `CallOutcome` of each attempt from now on; nobody: they are only counted.
struct ReportOutcomesTo {
  runtime::Pid collector{};
};
/// Asked with a call; answered by `PeopleCounts`.
struct CountPeople {};
struct PeopleCounts {
  std::uint64_t attempts = 0;  ///< Begun: lifted to call somebody.
  std::uint64_t outcomes = 0;  ///< Of them, over.
  std::uint64_t rung = 0;      ///< Telephones that began to ring.
  std::uint64_t answered = 0;  ///< Of them, lifted.
  std::uint32_t lifted = 0;    ///< Telephones that people hold now.
};
/// The card sends it to itself when somebody has something to do.
struct PeopleTick {};

/// The telephones of a card, as its people use them.
class Telephones {
 public:
  virtual void lift(runtime::Context& context, hal::PortNumber port) = 0;
  virtual void hang_up(runtime::Context& context, hal::PortNumber port) = 0;
  virtual void press(runtime::Context& context, hal::PortNumber port, char symbol) = 0;
  virtual void say(runtime::Context& context, hal::PortNumber port, Utterance voice) = 0;

 protected:
  ~Telephones() = default;
};

/// Everybody at the lines of one card: calls, answers, talks and hangs up. A machine of about a
/// hundred bytes a person inside the card's process, so that a hundred thousand of them cost
/// little; the same behaviour as a story is subscriber.hpp. Used by that process alone.
class People {
 public:
  /// `telephones` outlives it.
  People(Telephones& telephones, hal::CardAddress card, hal::PortNumber ports,
         std::shared_ptr<const Population> population);

  void place(runtime::Context& context, const PlaceCall& order);
  void place(runtime::Context& context, const PlaceCallTo& order);
  void originate(runtime::Context& context, const OriginateWhenIdle& order);
  void stop_originating();
  void report_to(runtime::Pid collector) { collector_ = collector; }
  void storm(runtime::Context& context, const LiftInStorm& storm);

  void rings(runtime::Context& context, hal::PortNumber port);
  void falls_silent(runtime::Context& context, hal::PortNumber port);
  void hears(runtime::Context& context, hal::PortNumber port, const Hearing& hearing);
  void tick(runtime::Context& context);

  PeopleCounts counts() const;

 private:
  enum class State : std::uint8_t {
    idle,
    waits_to_retry,
    wants_dial_tone,
    dials,
    awaits_call,
    hears_ringback,
    talks,
    gives_up,
    lets_ring,
    will_answer,
    says_hello,  // Has answered and hears nobody yet.
    chats,       // Has answered and hears somebody.
    joins_storm,
    holds_in_storm,
  };
  enum class Role : std::uint8_t { caller, called };
  enum class Ending : std::uint8_t { by_me, by_the_other, farewell_said };

  struct Person {
    State state = State::idle;
    Role role = Role::caller;
    Ending ending = Ending::by_me;
    std::uint8_t calling_class = 0;
    std::uint8_t retries = 0;
    std::uint8_t pressed = 0;
    CallResult result = CallResult::answered;
    EndedBy ended_by = EndedBy::caller;
    bool wants_to_retry = false;
    Intention intention{};
    hal::PathEnd partner{};
    runtime::Instant lifted{};
    runtime::Instant last_digit{};
    runtime::Duration dial_tone_delay = never;
    runtime::Duration post_dial_delay = never;
    runtime::Duration answer_delay = never;
    runtime::Duration talked = never;  // In a storm: how long it will listen.
  };
  struct Source {
    std::uint8_t calling_class = 0;
    double rate = 0.0;
    runtime::Instant start{};
  };

  Person& at(hal::PortNumber port) { return people_.at(port - std::size_t{1}); }
  const Habits& habits(hal::PortNumber port);
  std::uint32_t line(hal::PortNumber port) const;

  void due_after(runtime::Context& context, hal::PortNumber port, const Distribution& time);
  void due_at(runtime::Context& context, hal::PortNumber port, runtime::Instant when);
  void not_due(hal::PortNumber port);
  void arm(runtime::Context& context);
  void act(runtime::Context& context, hal::PortNumber port);

  void begin(runtime::Context& context, hal::PortNumber port);
  void begin_own_call(runtime::Context& context, hal::PortNumber port);
  void hear_as_caller(runtime::Context& context, hal::PortNumber port, const Hearing& hearing);
  void hear_as_called(runtime::Context& context, hal::PortNumber port, const Hearing& hearing);
  void line_heard(runtime::Context& context, hal::PortNumber port, const Hearing& hearing);
  void dial_tone_heard(runtime::Context& context, hal::PortNumber port);
  void dial(runtime::Context& context, hal::PortNumber port);
  void has_dialled(runtime::Context& context, hal::PortNumber port);
  void progress_heard(runtime::Context& context, hal::PortNumber port, const Hearing& hearing);
  void refused(runtime::Context& context, hal::PortNumber port, hal::Tone tone);
  void conversation_begins(runtime::Context& context, hal::PortNumber port, hal::PathEnd partner);
  void conversation_lost(runtime::Context& context, hal::PortNumber port, const Hearing& hearing);
  void has_talked_enough(runtime::Context& context, hal::PortNumber port);
  void answer(runtime::Context& context, hal::PortNumber port);
  void give_up(runtime::Context& context, hal::PortNumber port);
  void hang_up(runtime::Context& context, hal::PortNumber port);
  void report(runtime::Context& context, hal::PortNumber port);
  void be_idle(runtime::Context& context, hal::PortNumber port);
  void next_own_call(runtime::Context& context, hal::PortNumber port);

  Telephones& telephones_;
  hal::CardAddress card_;
  std::shared_ptr<const Population> population_;
  std::vector<Person> people_;
  std::vector<runtime::Instant> due_;
  std::vector<Source> sources_{};  // Of each person, or empty.
  runtime::Instant armed_ = runtime::Instant::max();
  runtime::Ref timer_{};
  bool ticking_ = false;
  bool may_retry_ = true;  // Until told to stop, and again with the next order.
  runtime::Pid collector_{};
  PeopleCounts counts_{};
};

}  // namespace forlopp::hwsim
