#include "hwsim/people.hpp"

#include <chrono>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/hwsim/telephone_lab.hpp"

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Habits plain_habits() {
  Habits habits;
  habits.holding_time = Distribution::constant(90s);
  habits.answer_delay = Distribution::constant(5s);
  return habits;
}

LabPlan plan_with(const Habits& habits) {
  LabPlan plan;
  plan.people.classes.front().habits = habits;
  return plan;
}

/// The only outcome of a call from line 0 to that number within ten minutes.
CallOutcome outcome_of_call(LabPlan plan, std::string_view number,
                            const std::function<void(TelephoneLab&)>& before = {}) {
  TelephoneLab lab{std::move(plan)};
  if (before) before(lab);
  lab.call(0, number);
  lab.pass(600s);
  EXPECT_THAT(lab.outcomes(), SizeIs(1));
  return lab.outcomes().empty() ? CallOutcome{} : lab.outcomes().back();
}

TEST(People, TalkUntilTheCallerHangsUp) {
  const CallOutcome outcome = outcome_of_call(plan_with(plain_habits()), "205");
  EXPECT_EQ(outcome.result, CallResult::answered);
  EXPECT_EQ(outcome.ended_by, EndedBy::caller);
  EXPECT_EQ(outcome.dialled.text(), "205");
  EXPECT_EQ(outcome.dial_tone_delay, 0s);
  EXPECT_EQ(outcome.answer_delay, 5s);
  EXPECT_EQ(outcome.talked, 90s);
}

TEST(People, TalkUntilTheCalledPersonHangsUp) {
  Habits habits = plain_habits();
  habits.called_hangs_up_share = 1.0;
  const CallOutcome outcome = outcome_of_call(plan_with(habits), "205");
  EXPECT_EQ(outcome.result, CallResult::answered);
  EXPECT_EQ(outcome.ended_by, EndedBy::called);
  EXPECT_EQ(outcome.talked, 90s);
}

TEST(People, DialAtTheirOwnPace) {
  Habits habits = plain_habits();
  habits.think_time = Distribution::constant(2s);
  habits.digit_interval = Distribution::constant(400ms);
  TelephoneLab lab{plan_with(habits)};
  lab.call(0, "205");
  lab.pass(2s + 799ms);
  EXPECT_EQ(lab.people_of(5).rung, 0U);
  lab.pass(1ms);
  EXPECT_EQ(lab.people_of(5).rung, 1U);
}

TEST(People, HearThatALineIsBusy) {
  const CallOutcome outcome = outcome_of_call(plan_with(plain_habits()), "200");
  EXPECT_EQ(outcome.result, CallResult::busy);
  EXPECT_EQ(outcome.ended_by, EndedBy::exchange);
  EXPECT_EQ(outcome.post_dial_delay, 0s);
  EXPECT_EQ(outcome.talked, never);
}

TEST(People, HearThatANumberDoesNotExist) {
  EXPECT_EQ(outcome_of_call(plan_with(plain_habits()), "299").result, CallResult::unobtainable);
}

TEST(People, HearCongestion) {
  LabPlan plan = plan_with(plain_habits());
  plan.exchange.calls_max = 0;
  EXPECT_EQ(outcome_of_call(plan, "205").result, CallResult::congestion);
}

TEST(People, LosePatienceWithRingback) {
  Habits habits = plain_habits();
  habits.no_answer_share = 1.0;
  habits.patience = Distribution::constant(40s);
  TelephoneLab lab{plan_with(habits)};
  lab.call(0, "205");
  lab.pass(39s);
  EXPECT_THAT(lab.outcomes(), IsEmpty());
  lab.pass(1s);
  ASSERT_THAT(lab.outcomes(), SizeIs(1));
  EXPECT_EQ(lab.outcomes().front().result, CallResult::no_answer);
  EXPECT_EQ(lab.people_of(5).rung, 1U);
  EXPECT_EQ(lab.people_of(5).answered, 0U);
}

TEST(People, AreReadyForTheNextCallAfterOneThatTheyDidNotAnswer) {
  Habits habits = plain_habits();
  habits.answer_delay = Distribution::constant(50s);
  habits.patience = Distribution::constant(40s);
  TelephoneLab lab{plan_with(habits)};
  lab.call(0, "205");
  lab.pass(60s);
  lab.call(5, "201");
  lab.pass(60s);
  EXPECT_EQ(lab.people_of(5).attempts, 1U);
}

TEST(People, LosePatienceWithoutDialTone) {
  Habits habits = plain_habits();
  habits.dial_tone_patience = Distribution::constant(20s);
  const CallOutcome outcome = outcome_of_call(
      plan_with(habits), "205", [](TelephoneLab& lab) { lab.tell_card_of(0, LoseMessages{1.0}); });
  EXPECT_EQ(outcome.result, CallResult::no_dial_tone);
  EXPECT_EQ(outcome.dial_tone_delay, never);
}

TEST(People, HangUpWhenNothingHappensAfterDialling) {
  const CallOutcome outcome = outcome_of_call(plan_with(plain_habits()), "20");
  EXPECT_EQ(outcome.result, CallResult::silence);
  EXPECT_EQ(outcome.ended_by, EndedBy::caller);
}

TEST(People, NoticeThatTheExchangeCutsThemOff) {
  TelephoneLab lab{plan_with(plain_habits())};
  lab.call(0, "205");
  lab.pass(35s);
  lab.node().send(lab.exchange(), CutOff{lab.port(0)});
  lab.pass(60s);
  ASSERT_THAT(lab.outcomes(), SizeIs(1));
  EXPECT_EQ(lab.outcomes().front().result, CallResult::cut_off);
  EXPECT_EQ(lab.outcomes().front().ended_by, EndedBy::exchange);
  EXPECT_EQ(lab.outcomes().front().talked, 30s);
}

TEST(People, NoticeThatTheirPartnersCardIsPulled) {
  TelephoneLab lab{plan_with(plain_habits())};
  lab.call(0, "205");
  lab.pass(35s);
  lab.tell_card_of(0, PullCard{});
  lab.pass(1s);
  ASSERT_THAT(lab.outcomes(), SizeIs(1));
  EXPECT_EQ(lab.outcomes().front().result, CallResult::cut_off);
}

TEST(People, NoticeThatSomebodyElseAnswers) {
  const CallOutcome outcome = outcome_of_call(plan_with(plain_habits()), "205", [](auto& lab) {
    lab.node().send(lab.exchange(), Misroute{lab.port(6)});
  });
  EXPECT_EQ(outcome.result, CallResult::wrong_number);
}

TEST(People, TryAgainAfterAFailureAsOftenAsTheyWant) {
  Habits habits = plain_habits();
  habits.retry_share = 1.0;
  habits.retries_max = 3;
  habits.retry_delay = Distribution::constant(10s);
  TelephoneLab lab{plan_with(habits)};
  lab.call(0, "200");
  lab.pass(600s);
  ASSERT_THAT(lab.outcomes(), SizeIs(4));
  EXPECT_EQ(lab.outcomes().back().retries, 3);
  EXPECT_EQ(lab.outcomes().back().dialled.text(), "200");
}

TEST(People, AnswerACallWhileTheyWaitToTryAgainAndTryLater) {
  Habits habits = plain_habits();
  habits.retry_share = 1.0;
  habits.retries_max = 1;
  habits.retry_delay = Distribution::constant(10s);
  TelephoneLab lab{plan_with(habits)};
  lab.call(0, "299");
  lab.pass(5s);
  lab.call(1, "200");
  lab.pass(60s);
  EXPECT_EQ(lab.people_of(0).answered, 1U);
  EXPECT_EQ(lab.people_of(0).attempts, 2U);
  lab.pass(300s);
  EXPECT_EQ(lab.people_of(0).attempts, 3U);
}

TEST(People, HangUpAgainWhenTheyLiftJustAfterTheLastRing) {
  Habits habits = plain_habits();
  habits.answer_delay = Distribution::constant(10s);
  habits.patience = Distribution::constant(11s);
  TelephoneLab lab{plan_with(habits)};
  lab.tell_card_of(4, DelayMessages{1.0, Distribution::constant(3s)});
  lab.call(0, "205");
  lab.pass(300s);
  EXPECT_EQ(lab.people_of(5).answered, 1U);
  EXPECT_EQ(lab.people_of(5).lifted, 0U);
}

LiftInStorm storm() {
  LiftInStorm storm;
  storm.lifts_after = Distribution::uniform(0s, 10s);
  storm.holding = Distribution::constant(20s);
  return storm;
}

TEST(People, LiftInAStormAndHangUpAgain) {
  TelephoneLab lab{plan_with(plain_habits())};
  lab.tell_card_of(0, storm());
  lab.pass(15s);
  EXPECT_EQ(lab.people_of(0).lifted, 4U);
  lab.pass(30s);
  EXPECT_EQ(lab.people_of(0).lifted, 0U);
  EXPECT_THAT(lab.outcomes(), IsEmpty());
}

TEST(People, LiftAloneInAStormThatMeansOnlyThem) {
  TelephoneLab lab{plan_with(plain_habits())};
  LiftInStorm of_one = storm();
  of_one.port = 2;
  lab.tell_card_of(0, of_one);
  lab.pass(15s);
  EXPECT_EQ(lab.people_of(0).lifted, 1U);
}

struct Unfinished {
  DestinationKind kind;
  CallResult result;
  std::string_view dialled;
};
class UnfinishedCalls : public ::testing::TestWithParam<Unfinished> {};

TEST_P(UnfinishedCalls, EndAsTheyWereMeantTo) {
  LabPlan plan = plan_with(plain_habits());
  plan.people.classes.front().destinations = {{.kind = GetParam().kind}};
  TelephoneLab lab{std::move(plan)};
  lab.tell_card_of(0, PlaceCall{.port = 1});
  lab.pass(600s);
  ASSERT_THAT(lab.outcomes(), SizeIs(1));
  EXPECT_EQ(lab.outcomes().front().result, GetParam().result);
  EXPECT_EQ(lab.outcomes().front().dialled.text(), GetParam().dialled);
  EXPECT_EQ(lab.people_of(0).lifted, 0U);
}

INSTANTIATE_TEST_SUITE_P(
    OfEachKind, UnfinishedCalls,
    ::testing::Values(Unfinished{DestinationKind::abandoned, CallResult::abandoned, "20"},
                      Unfinished{DestinationKind::incomplete, CallResult::unfinished, "20"},
                      Unfinished{DestinationKind::no_digits, CallResult::unfinished, ""}));

}  // namespace
}  // namespace forlopp::hwsim
