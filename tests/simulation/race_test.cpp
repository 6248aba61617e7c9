// Goal: the races that every exchange must pass leave nothing behind: both lines idle, every
// attempt with one cause, nothing held, no process left over.
// Method: each on a whole small exchange with simulated cards, many seeds; a seed decides how close
// to each other things happen and in which order what follows is handled.
#include <gtest/gtest.h>

#include "switch/calls/software_faults.hpp"
#include "tests/simulation/race_lab.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::Cause;

constexpr std::uint64_t seeds = FORLOPP_RACE_SEEDS;

/// Plays a race with every seed, until one fails.
template <class Play>
void with_every_seed(Play play) {
  for (std::uint64_t seed = 1; seed <= seeds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    play(seed);
  }
}

/// Strikes once: the first half-call that reaches this point in call.
class StrikesOnce final : public SoftwareFaults {
 public:
  StrikesOnce(callmodel::Pic where, Strike what) : where_{where}, what_{what} {}
  Strike at(const CallPoint& point, runtime::Random&) override {
    if (struck_ || point.pic != where_) return Strike::none;
    struck_ = true;
    return what_;
  }
  std::size_t strikes() const { return struck_ ? 1 : 0; }

 private:
  callmodel::Pic where_;
  Strike what_;
  bool struck_ = false;
};

callmodel::Pic pic_for(std::uint64_t seed) {
  return static_cast<callmodel::Pic>(seed % callmodel::pic_count);
}

TEST(Race, AbandonAgainstAnswer) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.ring();
    race.soon(RaceLab::a, race.hang_up(RaceLab::a));
    race.soon(RaceLab::b, race.lift(RaceLab::b));
    race.expect_order();
    EXPECT_EQ(race.lab().notes.ended.at(0).cause, Cause::normal_clearing);
  });
}

TEST(Race, BothHangUpAtOnce) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.talk();
    race.soon(RaceLab::a, race.hang_up(RaceLab::a));
    race.soon(RaceLab::b, race.hang_up(RaceLab::b));
    race.expect_order();
    EXPECT_EQ(race.lab().counts().answered, 1U);
    EXPECT_EQ(race.lab().notes.ended.at(0).cause, Cause::normal_clearing);
  });
}

TEST(Race, AnswerAgainstTheNoAnswerTimer) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.lab().lift(RaceLab::a);
    race.lab().dial(RaceLab::a, race.lab().number(RaceLab::b));
    // The last digit was pressed 100 ms ago, and ringing began at once.
    const runtime::Duration expires = RaceLab::no_answer - 100ms;
    const runtime::Duration off = race.some(2ms) - race.some(2ms);
    race.later(expires + off, RaceLab::b, race.lift(RaceLab::b));
    race.expect_order();
    const Cause cause = race.lab().notes.ended.at(0).cause;
    EXPECT_TRUE(cause == Cause::normal_clearing || cause == Cause::no_answer);
  });
}

TEST(Race, CalledLineLiftsToCallWhileItIsCalled) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.dial_all_but_one();
    race.soon(RaceLab::a, race.press(RaceLab::a, race.last_digit_of(RaceLab::b)));
    race.soon(RaceLab::b, race.lift(RaceLab::b));
    race.lab().run(2s);
    const std::uint64_t attempts = race.lab().counts().attempts;
    const std::uint64_t talking = race.lab().counts().talking;
    EXPECT_EQ(attempts + talking, 2U) << "either it answers, or it makes a call of its own";
    race.expect_order();
  });
}

TEST(Race, TwoLinesCallEachOther) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    for (const std::uint32_t line : {RaceLab::a, RaceLab::b}) {
      const std::uint32_t other = RaceLab::a + RaceLab::b - line;
      std::string number = race.lab().number(other);
      number.pop_back();
      race.lab().lift(line);
      race.lab().dial(line, number);
      race.soon(line, race.press(line, race.last_digit_of(other)));
    }
    race.lab().run(2s);
    EXPECT_EQ(race.lab().counts().attempts, 2U);
    EXPECT_EQ(race.lab().counts().talking, 0U) << "each of them finds the other one busy";
    race.expect_order();
  });
}

TEST(Race, TwoCallersAndOneLine) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.dial_all_but_one();
    race.lab().lift(RaceLab::c);
    std::string number = race.lab().number(RaceLab::b);
    race.lab().dial(RaceLab::c, number.substr(0, number.size() - 1));
    race.soon(RaceLab::a, race.press(RaceLab::a, number.back()));
    race.soon(RaceLab::c, race.press(RaceLab::c, number.back()));
    race.lab().run(1s);
    race.lab().lift(RaceLab::b);
    EXPECT_EQ(race.lab().counts().talking, 1U) << "one of them gets it";
    EXPECT_EQ(race.lab().counts().failed_by_cause.at(17), 1U) << "the other one hears busy tone";
    race.expect_order();
  });
}

TEST(Race, AnswerAtAnyMomentOfTheRingingCadence) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.lab().lift(RaceLab::a);
    race.lab().dial(RaceLab::a, race.lab().number(RaceLab::b));
    race.later(race.some(RaceLab::no_answer - 200ms), RaceLab::b, race.lift(RaceLab::b));
    race.lab().run(RaceLab::no_answer);
    EXPECT_EQ(race.lab().counts().talking, 1U);
    EXPECT_EQ(race.lab().state(RaceLab::b).ringing, hal::Ringing::silent);
    race.expect_order();
  });
}

TEST(Race, DigitsAfterTheNumberIsComplete) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.dial_all_but_one();
    race.soon(RaceLab::a, race.press(RaceLab::a, race.last_digit_of(RaceLab::b)));
    for (const char digit : {'1', '2', '#', '9'}) {
      race.later(3ms + race.some(3s), RaceLab::a, race.press(RaceLab::a, digit));
    }
    race.later(3ms + race.some(3s), RaceLab::b, race.lift(RaceLab::b));
    race.lab().run(4s);
    EXPECT_EQ(race.lab().counts().attempts, 1U + race.lab().counts().failed);
    race.expect_order();
  });
}

TEST(Race, FlashAtAnyMomentOfTheSetUp) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    for (int times = 0; times < 4; ++times) {
      race.later(race.some(2500ms), RaceLab::a, race.flash(RaceLab::a));
      race.later(race.some(2500ms), RaceLab::b, race.flash(RaceLab::b));
    }
    race.talk();
    EXPECT_EQ(race.lab().counts().talking, 1U) << "a flash means nothing yet";
    race.expect_order();
  });
}

/// Crashes, goes, hangs, or loses its process: the card of the caller or of the called party, at
/// any moment from lifting to hanging up.
void break_card(RaceLab& race, std::uint32_t line, runtime::Duration when) {
  const std::uint64_t how = race.random().below(4);
  if (how == 0) return race.later(when, line, hwsim::CrashCard{1s});
  if (how == 1) return race.later(when, line, hwsim::PullCard{1s});
  if (how == 2) return race.later(when, line, hwsim::HangFirmware{});
  const runtime::Pid process =
      race.lab().node.whereis(runtime::Name{line == RaceLab::a ? "card 1/1" : "card 2/1"});
  race.lab().run(when);
  race.lab().node.exit_signal(process, runtime::ExitReason::Kind::kill);
}

TEST(Race, CardLostAtAnyMomentOfACall) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    const std::uint32_t line = seed % 4 < 2 ? RaceLab::a : RaceLab::b;
    const runtime::Duration when = static_cast<int>(race.random().below(3'500)) * 1ms;
    race.later(0ms, RaceLab::a, race.lift(RaceLab::a));
    runtime::Duration at = 200ms;
    for (const char digit : race.lab().number(RaceLab::b)) {
      race.later(at, RaceLab::a, race.press(RaceLab::a, digit));
      at += 200ms;
    }
    race.later(2s, RaceLab::b, race.lift(RaceLab::b));
    race.later(3s, seed % 2 == 0 ? RaceLab::a : RaceLab::b,
               race.hang_up(seed % 2 == 0 ? RaceLab::a : RaceLab::b));
    break_card(race, line, when);
    race.lab().run(15s);
    race.expect_order();
    race.expect_service();
  });
}

TEST(Race, WordsOfADeadHalfCall) {
  with_every_seed([](std::uint64_t seed) {
    StrikesOnce fault{pic_for(seed), seed % 2 == 0 ? Strike::throws : Strike::null_dereference};
    RaceLab race{seed, &fault};
    race.talk();
    race.soon(RaceLab::a, race.hang_up(RaceLab::a));
    race.soon(RaceLab::b, race.hang_up(RaceLab::b));
    // The next call of the same line meets what is still on its way.
    race.later(3ms + race.some(3ms), RaceLab::a, race.lift(RaceLab::a));
    race.expect_order();
    EXPECT_EQ(race.lab().notes.crashes.size(), fault.strikes());
    race.expect_service();
  });
}

TEST(Race, AnswerThatComesTwice) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.lab().to_card(RaceLab::b, hwsim::DoubleMessages{1.0});
    race.lab().to_card(RaceLab::b, hwsim::ReorderMessages{0.5});
    race.ring();
    race.soon(RaceLab::b, race.lift(RaceLab::b));
    race.later(10ms + race.some(20ms), RaceLab::b, race.hang_up(RaceLab::b));
    race.later(40ms + race.some(20ms), RaceLab::b, race.lift(RaceLab::b));
    race.lab().run(2s);
    EXPECT_EQ(race.lab().counts().answered, 1U);
    EXPECT_EQ(race.lab().counts().talking, 1U);
    race.lab().to_card(RaceLab::b, hwsim::HealLink{});
    race.expect_order();
  });
}

TEST(Race, AnswerBeforeRingingIsConfirmed) {
  with_every_seed([](std::uint64_t seed) {
    RaceLab race{seed};
    race.lab().to_card(RaceLab::b,
                       hwsim::DelayMessages{0.5, hwsim::Distribution::exponential(100ms)});
    race.dial_all_but_one();
    race.soon(RaceLab::a, race.press(RaceLab::a, race.last_digit_of(RaceLab::b)));
    race.later(race.some(400ms), RaceLab::b, race.lift(RaceLab::b));
    race.lab().run(4s);
    race.lab().to_card(RaceLab::b, hwsim::HealLink{});
    race.expect_order();
  });
}

}  // namespace
}  // namespace forlopp::exchange
