#include "hwsim/far_exchange.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/hwsim/telephone_lab.hpp"

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;
using hal::Isup;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

LabPlan two_towns(const FarExchangePlan& far) {
  LabPlan plan;
  plan.equipment.trunk_groups = {far};
  Habits& habits = plan.people.classes.front().habits;
  habits.holding_time = Distribution::constant(60s);
  habits.answer_delay = Distribution::constant(4s);
  plan.people.classes.front().destinations = {
      {.kind = DestinationKind::number, .digits = hal::Digits::from("205")}};
  return plan;
}

CallOutcome outcome_of_trunk_call(LabPlan plan) {
  TelephoneLab lab{std::move(plan)};
  lab.call(0, "912");
  lab.pass(600s);
  EXPECT_THAT(lab.outcomes(), SizeIs(1));
  const auto counts = lab.ask<TrunkCounts>(lab.equipment().trunk_driver(1), CountTrunks{});
  EXPECT_EQ(counts.in_use, 0U);
  EXPECT_EQ(counts.from_exchange, 1U);
  EXPECT_EQ(counts.unexpected, 0U);
  return lab.outcomes().empty() ? CallOutcome{} : lab.outcomes().back();
}

TEST(FarExchange, AnswersACall) {
  const CallOutcome outcome =
      outcome_of_trunk_call(two_towns({.circuits = 4, .set_up_delay = Distribution::constant(1s)}));
  EXPECT_EQ(outcome.result, CallResult::answered);
  EXPECT_EQ(outcome.post_dial_delay, 1s);
  EXPECT_EQ(outcome.answer_delay, 5s);
  EXPECT_EQ(outcome.talked, 60s);
}

TEST(FarExchange, HangsUpWhenTheCallerSaysFarewell) {
  LabPlan plan = two_towns({.circuits = 4});
  plan.people.classes.front().habits.called_hangs_up_share = 1.0;
  const CallOutcome outcome = outcome_of_trunk_call(plan);
  EXPECT_EQ(outcome.result, CallResult::answered);
  EXPECT_EQ(outcome.ended_by, EndedBy::called);
}

TEST(FarExchange, HangsUpWhenTheCallersLineGoesDeadForLonger) {
  LabPlan plan = two_towns({.circuits = 4});
  plan.people.classes.front().habits.silence_patience = Distribution::constant(40s);
  plan.people.classes.front().habits.tone_reaction = Distribution::constant(1h);
  TelephoneLab lab{std::move(plan)};
  lab.call(0, "912");
  lab.pass(10s);
  lab.tell_card_of(0, ShortLine{lab.port(0).port, 39s});
  lab.pass(39s);
  const auto in_use = [&] {
    return lab.ask<TrunkCounts>(lab.equipment().trunk_driver(1), CountTrunks{}).in_use;
  };
  EXPECT_EQ(in_use(), 1U);
  lab.tell_card_of(0, ShortLine{lab.port(0).port});
  lab.pass(41s);
  EXPECT_EQ(in_use(), 0U);
}

TEST(FarExchange, SuspendsWhenItIsOneThatDoes) {
  LabPlan plan = two_towns({.circuits = 4, .called_clear = CalledClear::suspend});
  plan.people.classes.front().habits.called_hangs_up_share = 1.0;
  EXPECT_EQ(outcome_of_trunk_call(plan).ended_by, EndedBy::called);
}

TEST(FarExchange, RefusesCallsToBusyLines) {
  EXPECT_EQ(outcome_of_trunk_call(two_towns({.circuits = 4, .busy_share = 1.0})).result,
            CallResult::busy);
  EXPECT_EQ(outcome_of_trunk_call(two_towns({.circuits = 4, .congestion_share = 1.0})).result,
            CallResult::congestion);
}

TEST(FarExchange, LetsItRingWhenNobodyIsAtHome) {
  LabPlan plan = two_towns({.circuits = 4});
  plan.people.classes.front().habits.no_answer_share = 1.0;
  plan.people.classes.front().habits.patience = Distribution::constant(30s);
  EXPECT_EQ(outcome_of_trunk_call(plan).result, CallResult::no_answer);
}

TEST(FarExchange, CallsAndIsAnswered) {
  TelephoneLab lab{two_towns({.circuits = 4})};
  lab.node().send(lab.equipment().trunk_driver(1), PlaceTrunkCall{});
  lab.pass(600s);
  ASSERT_THAT(lab.outcomes(), SizeIs(1));
  EXPECT_EQ(lab.outcomes().front().caller.kind(), hal::PathEnd::Kind::circuit);
  EXPECT_EQ(lab.outcomes().front().result, CallResult::answered);
  EXPECT_EQ(lab.outcomes().front().talked, 60s);
  EXPECT_EQ(lab.people_of(5).answered, 1U);
  EXPECT_EQ(lab.people_of(5).lifted, 0U);
}

TEST(FarExchange, MakesTheCalledPersonHangUp) {
  LabPlan plan = two_towns({.circuits = 4});
  plan.people.classes.front().habits.called_hangs_up_share = 1.0;
  TelephoneLab lab{std::move(plan)};
  lab.node().send(lab.equipment().trunk_driver(1), PlaceTrunkCall{});
  lab.pass(600s);
  ASSERT_THAT(lab.outcomes(), SizeIs(1));
  EXPECT_EQ(lab.outcomes().front().ended_by, EndedBy::called);
}

TEST(FarExchange, HearsThatTheCalledLineIsBusy) {
  TelephoneLab lab{two_towns({.circuits = 4})};
  lab.call(5, "201");
  lab.pass(10s);
  lab.node().send(lab.equipment().trunk_driver(1), PlaceTrunkCall{});
  lab.pass(1s);
  ASSERT_THAT(lab.outcomes(), SizeIs(1));
  EXPECT_EQ(lab.outcomes().front().result, CallResult::busy);
}

TEST(FarExchange, RefusesItsOwnCallersWhenNoCircuitIsIdle) {
  TelephoneLab lab{two_towns({.circuits = 2})};
  const auto refusals = std::make_shared<std::vector<CallRefused>>();
  const runtime::Pid source = lab.collect(refusals);
  for (int i = 0; i < 3; ++i)
    lab.node().send(lab.equipment().trunk_driver(1), PlaceTrunkCall{0, source});
  lab.node().settle();
  // The second finds the called line ringing and is refused by the exchange.
  EXPECT_THAT(*refusals, SizeIs(1));
}

TEST(FarExchange, OffersPoissonTraffic) {
  LabPlan plan = two_towns({.circuits = 60});
  plan.people.classes.front().habits.holding_time = Distribution::exponential(10s);
  plan.people.classes.front().destinations = {{.kind = DestinationKind::local}};
  TelephoneLab lab{std::move(plan)};
  const runtime::Pid source =
      lab.equipment().start_traffic({.model = SourceModel::incoming, .rate = 0.1, .group = 1});
  lab.pass(2h);
  lab.node().send(source, StopTraffic{});
  lab.pass(10min);
  const auto counts = lab.ask<TrafficCounts>(source, CountTraffic{});
  EXPECT_NEAR(static_cast<double>(counts.arrivals), 720.0, 110.0);
  EXPECT_EQ(lab.outcomes().size(), counts.arrivals - counts.without_line);
  EXPECT_EQ(lab.ask<TrunkCounts>(lab.equipment().trunk_driver(1), CountTrunks{}).in_use, 0U);
}

/// The far exchange alone, and what it says to a near one that the test plays.
class Signalling : public ::testing::Test {
 protected:
  explicit Signalling(const FarExchangePlan& far = {.circuits = 8,
                                                    .glare = GlareRule::far_wins_even})
      : lab{two_towns(far)} {
    lab.node().send(driver(), hal::AttachTrunks{1, lab.collect(said)});
    lab.node().settle();
  }
  runtime::Pid driver() { return lab.equipment().trunk_driver(1); }
  void say(hal::CircuitNumber circuit, Isup kind, std::uint16_t range = 1) {
    lab.node().send(driver(),
                    hal::TrunkMessage{.circuit = {1, circuit}, .kind = kind, .range = range});
    lab.node().settle();
  }
  std::vector<Isup> kinds() const {
    std::vector<Isup> kinds;
    for (const hal::TrunkMessage& message : *said) kinds.push_back(message.kind);
    return kinds;
  }
  /// Makes it call until it seizes this circuit.
  void let_it_seize(hal::CircuitNumber circuit) {
    say(circuit, Isup::blo);
    for (int i = 0; i < 7; ++i) lab.node().send(driver(), PlaceTrunkCall{});
    lab.node().settle();
    say(circuit, Isup::ubl);
    said->clear();
    lab.node().send(driver(), PlaceTrunkCall{});
    lab.node().settle();
    ASSERT_THAT(kinds(), ElementsAre(Isup::iam));
    ASSERT_EQ(said->front().circuit.circuit, circuit);
    said->clear();
  }

  std::shared_ptr<std::vector<hal::TrunkMessage>> said =
      std::make_shared<std::vector<hal::TrunkMessage>>();
  TelephoneLab lab;
};

TEST_F(Signalling, CompletesAReleaseInAnyState) {
  say(3, Isup::rel);
  EXPECT_THAT(kinds(), ElementsAre(Isup::rlc));
  say(4, Isup::iam);
  say(4, Isup::rel);
  EXPECT_THAT(kinds(), ElementsAre(Isup::rlc, Isup::acm, Isup::rlc));
}

TEST_F(Signalling, RepeatsAReleaseThatIsNotCompleted) {
  say(3, Isup::iam);
  lab.pass(5s);
  say(3, Isup::sus);
  EXPECT_THAT(kinds(), ElementsAre(Isup::acm, Isup::anm));
  lab.node().send(driver(), ResetCircuit{3});
  lab.pass(20s);
  EXPECT_THAT(kinds(), ElementsAre(Isup::acm, Isup::anm, Isup::rsc, Isup::rsc));
  say(3, Isup::rlc);
  lab.pass(60s);
  EXPECT_THAT(*said, SizeIs(4));
}

TEST_F(Signalling, AcknowledgesBlockingAndCallsOnOtherCircuits) {
  say(3, Isup::blo);
  EXPECT_THAT(kinds(), ElementsAre(Isup::bla));
  said->clear();
  for (int i = 0; i < 10; ++i) lab.node().send(driver(), PlaceTrunkCall{});
  lab.node().settle();
  EXPECT_THAT(*said, SizeIs(7));
  for (const hal::TrunkMessage& message : *said) EXPECT_NE(message.circuit.circuit, 3);
}

TEST_F(Signalling, BlocksItsOwnCircuits) {
  lab.node().send(driver(), BlockCircuits{2, 2});
  lab.node().settle();
  EXPECT_THAT(kinds(), ElementsAre(Isup::blo, Isup::blo));
  said->clear();
  say(2, Isup::iam);
  EXPECT_THAT(kinds(), ElementsAre(Isup::blo));
}

TEST_F(Signalling, ResetsAGroup) {
  say(1, Isup::iam);
  say(2, Isup::iam);
  said->clear();
  say(1, Isup::grs, 8);
  ASSERT_THAT(kinds(), ElementsAre(Isup::gra));
  EXPECT_EQ(said->front().range, 8);
  EXPECT_EQ(lab.ask<TrunkCounts>(driver(), CountTrunks{}).in_use, 0U);
}

TEST_F(Signalling, WinsGlareOnCircuitsThatItControls) {
  let_it_seize(2);
  say(2, Isup::iam);
  lab.pass(2s);
  EXPECT_THAT(kinds(), IsEmpty());
}

TEST_F(Signalling, YieldsGlareOnTheOthersAndAnswersTheCall) {
  let_it_seize(3);
  say(3, Isup::iam);
  lab.pass(2s);
  EXPECT_THAT(kinds(), ElementsAre(Isup::acm));
  EXPECT_EQ(lab.ask<TrunkCounts>(driver(), CountTrunks{}).glares, 1U);
}

TEST_F(Signalling, IsDeafWhileItIsDownAndResetsItsCircuitsAfterwards) {
  lab.node().send(driver(), StopFarExchange{});
  say(1, Isup::iam);
  lab.pass(60s);
  EXPECT_THAT(kinds(), IsEmpty());
  lab.node().send(driver(), StartFarExchange{});
  lab.node().settle();
  ASSERT_THAT(kinds(), ElementsAre(Isup::grs));
  EXPECT_EQ(said->front().range, 8);
  say(1, Isup::gra, 8);
  EXPECT_EQ(lab.ask<TrunkCounts>(driver(), CountTrunks{}).in_use, 0U);
}

}  // namespace
}  // namespace forlopp::hwsim
