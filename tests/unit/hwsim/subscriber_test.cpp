#include "hwsim/subscriber.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/hwsim/telephone_lab.hpp"

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Two people told as scripts, at lines 0 and 5.
class Subscriber : public ::testing::Test {
 protected:
  Subscriber() {
    habits.holding_time = Distribution::constant(60s);
    habits.answer_delay = Distribution::constant(4s);
    habits.digit_interval = Distribution::constant(300ms);
  }
  runtime::Pid move_in(std::uint32_t line) {
    const runtime::Pid card = lab.equipment().card_of_line(line);
    auto story =
        runtime::script(&subscriber, card, lab.port(line), std::make_shared<const Habits>(habits));
    const runtime::Pid person =
        lab.node().spawn(runtime::SpawnOptions{.label = {"subscriber"}}, std::move(story));
    lab.node().settle();
    return person;
  }
  void order(runtime::Pid caller, std::string_view number) {
    lab.node().send(caller, MakeCall{hal::Digits::from(number), asker});
  }
  CallOutcome outcome_of_call(std::string_view number) {
    const runtime::Pid caller = move_in(0);
    move_in(5);
    order(caller, number);
    lab.pass(600s);
    EXPECT_THAT(*outcomes, SizeIs(1));
    return outcomes->empty() ? CallOutcome{} : outcomes->back();
  }

  Habits habits{};
  TelephoneLab lab{};
  std::shared_ptr<std::vector<CallOutcome>> outcomes = std::make_shared<std::vector<CallOutcome>>();
  runtime::Pid asker = lab.collect(outcomes);
};

TEST_F(Subscriber, CallsAndTalksAndHangsUp) {
  const CallOutcome outcome = outcome_of_call("205");
  EXPECT_EQ(outcome.result, CallResult::answered);
  EXPECT_EQ(outcome.ended_by, EndedBy::caller);
  EXPECT_EQ(outcome.answer_delay, 4s);
  EXPECT_EQ(outcome.talked, 60s);
}

TEST_F(Subscriber, AsksTheOtherToHangUp) {
  habits.called_hangs_up_share = 1.0;
  const CallOutcome outcome = outcome_of_call("205");
  EXPECT_EQ(outcome.result, CallResult::answered);
  EXPECT_EQ(outcome.ended_by, EndedBy::called);
}

TEST_F(Subscriber, HearsABusyTone) {
  EXPECT_EQ(outcome_of_call("200").result, CallResult::busy);
}

TEST_F(Subscriber, GivesUpWhenNobodyAnswers) {
  habits.no_answer_share = 1.0;
  habits.patience = Distribution::constant(20s);
  EXPECT_EQ(outcome_of_call("205").result, CallResult::no_answer);
}

TEST_F(Subscriber, GivesUpWhenNothingHappens) {
  EXPECT_EQ(outcome_of_call("20").result, CallResult::silence);
}

TEST_F(Subscriber, NoticesBeingCutOff) {
  const runtime::Pid caller = move_in(0);
  move_in(5);
  order(caller, "205");
  lab.pass(30s);
  lab.node().send(lab.exchange(), CutOff{lab.port(0)});
  lab.pass(10s);
  ASSERT_THAT(*outcomes, SizeIs(1));
  EXPECT_EQ(outcomes->front().result, CallResult::cut_off);
}

TEST_F(Subscriber, MakesOneCallAfterTheOther) {
  const runtime::Pid caller = move_in(0);
  move_in(5);
  order(caller, "205");
  order(caller, "299");
  lab.pass(60s);
  EXPECT_THAT(*outcomes, IsEmpty());
  lab.pass(60s);
  ASSERT_THAT(*outcomes, SizeIs(2));
  EXPECT_EQ(outcomes->back().result, CallResult::unobtainable);
}

TEST_F(Subscriber, TalksWithTheMachineThatPlaysAllOthers) {
  const runtime::Pid caller = move_in(0);
  order(caller, "207");
  lab.pass(300s);
  ASSERT_THAT(*outcomes, SizeIs(1));
  EXPECT_EQ(outcomes->front().result, CallResult::answered);
}

}  // namespace
}  // namespace forlopp::hwsim
