// Goal: whatever order the messages of a race arrive in, the call ends with one cause and at most
// one record, and everything it held comes back.
// Method: bring two halves to where the race begins, let both things happen, then move the queues
// in the random order of a seed, a thousand seeds each.
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "tests/unit/callmodel/two_halves.hpp"

namespace forlopp::callmodel {
namespace {

constexpr std::uint64_t seeds = 1000;

/// Runs a race over all seeds; gives the causes seen, so that a test can tell that both outcomes of
/// its race really occurred.
std::set<Cause> over_seeds(const std::function<void(TwoHalves&)>& race,
                           TwoHalves::Access access = TwoHalves::Access::line) {
  std::set<Cause> causes;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    TwoHalves call{seed, access};
    race(call);
    call.wind_up();
    call.expect_clean();
    causes.insert(call.cause());
    if (testing::Test::HasFailure()) break;
  }
  return causes;
}

void ring(TwoHalves& call) {
  call.call_until(Pic::o_alerting);
  ASSERT_EQ(call.o_pic(), Pic::o_alerting);
}

void talk(TwoHalves& call) {
  ring(call);
  call.called_lifts();
  ASSERT_TRUE(call.run_until([&] { return call.o_pic() == Pic::o_active; }));
}

TEST(Race, AbandonAgainstAnswer) {
  int answered = 0;
  over_seeds([&](TwoHalves& call) {
    ring(call);
    call.called_lifts();
    call.caller_hangs_up();
    call.run();
    answered += call.records_opened();
    EXPECT_EQ(call.cause(), Cause::normal_clearing);
  });
  EXPECT_GT(answered, 0);
  EXPECT_LT(answered, static_cast<int>(seeds));
}

TEST(Race, BothHalvesReleaseAtOnce) {
  over_seeds([](TwoHalves& call) {
    talk(call);
    call.called_hangs_up();
    ASSERT_TRUE(call.run_until([&] { return call.t_pic() == Pic::t_suspended; }));
    call.caller_hangs_up();
    call.expire_t(TimerId::called_party_clear);
    call.run();
    EXPECT_EQ(call.records().size(), 1U);
  });
}

TEST(Race, CallerAndFarExchangeReleaseAtOnce) {
  over_seeds(
      [](TwoHalves& call) {
        ring(call);
        call.far_end_says(TrunkMessage::anm);
        ASSERT_TRUE(call.run_until([&] { return call.o_pic() == Pic::o_active; }));
        call.far_end_says(TrunkMessage::rel, Cause::normal_clearing);
        call.caller_hangs_up();
      },
      TwoHalves::Access::trunk);
}

TEST(Race, AnswerAgainstNoAnswerTimer) {
  const auto causes = over_seeds([](TwoHalves& call) {
    ring(call);
    call.called_lifts();
    const auto steps = call.random().below(4);
    for (std::uint64_t taken = 0; taken < steps; ++taken) call.run_one();
    call.expire_t(TimerId::no_answer);
  });
  EXPECT_EQ(causes, (std::set{Cause::normal_clearing, Cause::no_answer}));
}

TEST(Race, CalledPartyLiftsWhileBeingCalled) {
  const auto causes = over_seeds([](TwoHalves& call) {
    call.call_until(Pic::select_route);
    const auto steps = call.random().below(12);
    for (std::uint64_t taken = 0; taken < steps; ++taken) call.run_one();
    call.called_lifts();
    call.run();
    const bool is_busy = call.cause() == Cause::user_busy;
    EXPECT_EQ(call.called_originates(), is_busy);
    EXPECT_EQ(call.o_pic(), is_busy ? Pic::o_exception : Pic::o_active);
  });
  EXPECT_EQ(causes, (std::set{Cause::normal_clearing, Cause::user_busy}));
}

TEST(Race, CalledPartyLiftsInTheSilentInterval) {
  over_seeds([](TwoHalves& call) {
    ring(call);
    call.called_lifts();  // The telephone may be silent; the line is being rung all the same.
    call.run();
    EXPECT_EQ(call.o_pic(), Pic::o_active);
    EXPECT_TRUE(call.is_connected());
    EXPECT_FALSE(call.caller_hears().has_value());
  });
}

TEST(Race, CalledPartyLiftsAndHangsUpBeforeItIsRung) {
  over_seeds([](TwoHalves& call) {
    call.call_until(Pic::send_call);
    const auto steps = call.random().below(8);
    for (std::uint64_t taken = 0; taken < steps; ++taken) call.run_one();
    call.called_lifts();
    call.called_hangs_up();
  });
}

TEST(Race, DigitAfterAnalysisIsComplete) {
  over_seeds([](TwoHalves& call) {
    call.caller_lifts();
    ASSERT_TRUE(call.run_until([&] { return call.caller_hears() == ToneId::dial; }));
    call.caller_dials("20029");
    call.run();
    call.caller_dials("1");
    call.run();
    EXPECT_EQ(call.o().facts().called, "2002"_dn);
    EXPECT_EQ(call.o_pic(), Pic::o_alerting);
    EXPECT_GE(call.discarded(), 2U);
  });
}

TEST(Race, FlashDuringSetup) {
  over_seeds([](TwoHalves& call) {
    call.caller_lifts();
    call.caller_flashes();
    ASSERT_TRUE(call.run_until([&] { return call.caller_hears() == ToneId::dial; }));
    call.caller_dials("20");
    call.caller_flashes();
    call.caller_dials("02");
    call.caller_flashes();
    call.run();
    EXPECT_EQ(call.o_pic(), Pic::o_alerting);
  });
}

TEST(Race, MessageOfADeadHalf) {
  const auto causes = over_seeds([](TwoHalves& call) {
    ring(call);
    call.called_lifts();
    const auto steps = call.random().below(4);
    for (std::uint64_t taken = 0; taken < steps; ++taken) call.run_one();
    call.t_half_dies();
    call.run();
    EXPECT_EQ(call.caller_hears(), ToneId::congestion);
    call.give_o(Answer{});
    call.give_o(Release{Cause::normal_clearing});
    call.give_o(ReleaseComplete{});
  });
  EXPECT_EQ(causes, std::set{Cause::temporary_failure});
}

TEST(Race, OriginatingHalfDiesAtAnyTime) {
  over_seeds([](TwoHalves& call) {
    ring(call);
    call.called_lifts();
    const auto steps = call.random().below(8);
    for (std::uint64_t taken = 0; taken < steps; ++taken) call.run_one();
    call.o_half_dies();
    call.give_t(Release{Cause::normal_clearing});
  });
}

TEST(Race, AnswerThatComesTwice) {
  over_seeds([](TwoHalves& call) {
    ring(call);
    call.called_lifts();
    call.give_o(Answer{});
    call.run();
    EXPECT_EQ(call.records_opened(), 1);
    EXPECT_GE(call.discarded(), 1U);
  });
}

TEST(Race, LateAlertingAfterAnswer) {
  over_seeds([](TwoHalves& call) {
    talk(call);
    call.give_o(Alerting{});
    call.run();
    EXPECT_EQ(call.o_pic(), Pic::o_active);
    EXPECT_FALSE(call.caller_hears().has_value());
  });
}

TEST(Race, BothHangUpAtOnceUnderEveryReleasePolicy) {
  using enum ReleasePolicy;
  for (const auto policy : {calling_party_with_timeout, first_party, calling_party, last_party}) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      SCOPED_TRACE(testing::Message() << "seed " << seed);
      TwoHalves call{seed, TwoHalves::Access::line, {.release_policy = policy}};
      talk(call);
      call.caller_hangs_up();
      call.called_hangs_up();
      call.wind_up();
      call.expect_clean();
      ASSERT_EQ(call.records().size(), 1U);
    }
  }
}

TEST(Race, DualSeizureOfACircuit) {
  over_seeds(
      [](TwoHalves& call) {
        call.call_until(Pic::send_call);
        ASSERT_TRUE(call.run_until([&] { return call.t_pic() == Pic::present_call; }));
        call.give_t(DualSeizure{});
        call.run();
      },
      TwoHalves::Access::trunk);
}

TEST(Race, DualSeizureOfACircuitForWhichThePathIsBeingSought) {
  over_seeds(
      [](TwoHalves& call) {
        call.call_until(Pic::send_call);
        ASSERT_TRUE(call.run_until([&] { return call.t_pic() == Pic::select_facility; }));
        call.give_t(DualSeizure{});
        call.run();
      },
      TwoHalves::Access::trunk);
}

TEST(Race, DualSeizureAgainstACallerWhoHangsUp) {
  over_seeds(
      [](TwoHalves& call) {
        call.call_until(Pic::send_call);
        ASSERT_TRUE(call.run_until([&] { return call.t_pic() == Pic::present_call; }));
        call.caller_hangs_up();
        call.give_t(DualSeizure{});
        call.run();
      },
      TwoHalves::Access::trunk);
}

struct CardCrash {
  Pic pic;
  bool is_callers;
};

class CardCrashIn : public testing::TestWithParam<CardCrash> {};

TEST_P(CardCrashIn, LeavesNothingBehind) {
  const auto [pic, is_callers] = GetParam();
  over_seeds([&](TwoHalves& call) {
    const auto is_there = [&] { return call.o_pic() == pic || call.t_pic() == pic; };
    call.caller_lifts();
    if (!call.run_until(is_there)) call.caller_dials("2002");
    if (!call.run_until(is_there)) call.called_lifts();
    if (!call.run_until(is_there)) call.called_hangs_up();
    ASSERT_TRUE(call.run_until(is_there));
    if (is_callers) {
      call.caller_card_dies();
    } else {
      call.called_card_dies();
    }
  });
}

std::string case_name(const testing::TestParamInfo<CardCrash>& crash) {
  return (crash.param.is_callers ? "callers_card_in_" : "called_card_in_") +
         std::string{name(crash.param.pic)};
}

using enum Pic;
INSTANTIATE_TEST_SUITE_P(Race, CardCrashIn,
                         testing::Values(CardCrash{authorize_origination_attempt, true},
                                         CardCrash{collect_information, true},
                                         CardCrash{select_route, true}, CardCrash{send_call, true},
                                         CardCrash{o_alerting, true}, CardCrash{o_active, true},
                                         CardCrash{o_suspended, true},
                                         CardCrash{select_facility, false},
                                         CardCrash{present_call, false},
                                         CardCrash{t_alerting, false}, CardCrash{t_active, false},
                                         CardCrash{t_suspended, false}),
                         case_name);

TEST(Race, CardCrashDuringTreatment) {
  over_seeds([](TwoHalves& call) {
    talk(call);
    call.called_hangs_up();
    ASSERT_TRUE(call.run_until([&] { return call.t_pic() == t_suspended; }));
    call.expire_t(TimerId::called_party_clear);
    ASSERT_TRUE(call.run_until([&] { return call.o_pic() == o_exception; }));
    call.caller_card_dies();
  });
}

}  // namespace
}  // namespace forlopp::callmodel
