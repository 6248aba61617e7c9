#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/sys.hpp"
#include "switch/alarms/alarm_messages.hpp"
#include "switch/calls/software_faults.hpp"
#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::Answered;
using callmodel::Cause;
using callmodel::Pic;
using hal::Tone;

/// Strikes half-calls that reach a point in call, of calls to one number.
class Poison final : public SoftwareFaults {
 public:
  Strike what = Strike::throws;
  Pic where = Pic::analyse_information;
  callmodel::Digits number;
  int strikes = 0;

  Strike at(const CallPoint& point, runtime::Random&) override {
    if (point.pic != where || point.called != number) return Strike::none;
    ++strikes;
    return what;
  }
};

void expect_lawful(ExchangeLab& lab) {
  const AuditReport report = lab.audit();
  for (const AuditLaw& law : report.laws) {
    EXPECT_TRUE(law.broken.empty()) << text(law.law) << ": " << law.broken.front();
  }
}

void hang_up_all(ExchangeLab& lab) {
  for (std::uint32_t line = 0; line < 16; ++line) lab.hang_up(line);
  lab.run(12s);
}

void expect_all_idle(ExchangeLab& lab) {
  for (std::uint32_t line = 0; line < 16; ++line) {
    EXPECT_EQ(lab.state(line), hal::PortState{}) << "line " << line;
  }
}

class CrashingHalf : public testing::TestWithParam<Strike> {};

TEST_P(CrashingHalf, LosesItsOwnCallAndNoOther) {
  Poison poison;
  poison.what = GetParam();
  poison.number = *callmodel::Digits::parse("200005");
  LabPlan plan;
  plan.faults = &poison;
  ExchangeLab lab{plan};
  lab.talk(1, 6);
  lab.lift(0);
  lab.dial(0, "200005");
  lab.run(1s);
  EXPECT_EQ(poison.strikes, 1);
  EXPECT_EQ(lab.counts().talking, 1U);
  EXPECT_EQ(lab.state(0).tone, Tone::congestion);
  ASSERT_EQ(lab.notes.ended.size(), 1U);
  EXPECT_EQ(lab.notes.ended[0].cause, Cause::temporary_failure);
  ASSERT_EQ(lab.notes.recoveries.size(), 1U);
  EXPECT_EQ(lab.notes.recoveries[0].level, RecoveryLevel::half_call);
  EXPECT_EQ(lab.notes.recoveries[0].lost_transient, 1U);
  ASSERT_EQ(lab.notes.crashes.size(), 1U);
  EXPECT_EQ(lab.notes.crashes[0].label.substr(0, 6), "o_half");
  hang_up_all(lab);
  expect_all_idle(lab);
  expect_lawful(lab);
}

INSTANTIATE_TEST_SUITE_P(, CrashingHalf, testing::Values(Strike::throws, Strike::null_dereference),
                         [](const auto& param) {
                           return param.param == Strike::throws ? "Throwing" : "DereferencingNull";
                         });

TEST(Fault, CrashOfTheRingingHalfReleasesTheCaller) {
  Poison poison;
  poison.where = Pic::t_alerting;
  poison.number = *callmodel::Digits::parse("200005");
  LabPlan plan;
  plan.faults = &poison;
  ExchangeLab lab{plan};
  lab.lift(0);
  lab.dial(0, "200005");
  lab.run(2s);
  EXPECT_EQ(poison.strikes, 1);
  EXPECT_EQ(lab.state(5), hal::PortState{}) << "the telephone stops ringing";
  EXPECT_EQ(lab.notes.ended.at(0).cause, Cause::temporary_failure);
  hang_up_all(lab);
  expect_lawful(lab);
}

TEST(Fault, CrashDuringTheConversationGivesOneRecord) {
  Poison poison;
  poison.where = Pic::t_suspended;
  poison.number = *callmodel::Digits::parse("200005");
  LabPlan plan;
  plan.faults = &poison;
  ExchangeLab lab{plan};
  lab.talk(0, 5);
  lab.run(10s);
  lab.hang_up(5);
  lab.run(1s);
  EXPECT_EQ(poison.strikes, 1);
  ASSERT_EQ(lab.notes.ended.size(), 1U);
  EXPECT_EQ(lab.notes.ended[0].answered, Answered::yes);
  EXPECT_EQ(lab.notes.ended[0].cause, Cause::temporary_failure);
  EXPECT_EQ(lab.notes.written, 1U);
  hang_up_all(lab);
  expect_lawful(lab);
}

class KilledProcess : public testing::TestWithParam<const char*> {};

TEST_P(KilledProcess, KeepsStableCallsAndServesNewOnes) {
  ExchangeLab lab;
  lab.talk(0, 5);
  lab.talk(1, 9);
  lab.run(5s);
  lab.kill(GetParam());
  lab.run(3s);
  EXPECT_EQ(lab.counts().talking, 2U);
  EXPECT_EQ(lab.state(0).path, hal::PathEnd(hal::PortAddress{{1, 2}, 2}));
  lab.talk(2, 10);
  EXPECT_EQ(lab.counts().talking, 3U);
  lab.hang_up(0);
  lab.run(12s);
  EXPECT_EQ(lab.counts().talking, 2U);
  hang_up_all(lab);
  expect_all_idle(lab);
  EXPECT_EQ(lab.counts().attempts, 3U);
  for (const auto& ended : lab.notes.ended) EXPECT_EQ(ended.cause, Cause::normal_clearing);
  EXPECT_EQ(lab.counts().written, 3U);
  expect_lawful(lab);
}

INSTANTIATE_TEST_SUITE_P(, KilledProcess,
                         testing::Values("card 1/1", "shelf 1", "shelves", "path_finder",
                                         "digit_receivers", "resources", "store", "storage",
                                         "alarms", "alarm_keeping", "calls", "audit", "measurement",
                                         "admission", "maintenance", "exchange"),
                         [](const auto& param) {
                           std::string name{param.param};
                           std::ranges::replace(name, ' ', '_');
                           std::ranges::replace(name, '/', '_');
                           return name;
                         });

/// With so slow a processor, the half-calls need long to claim their lines.
TEST(Fault, SpeechPathsStayWhileAShelfStartsAgainUnderLoad) {
  LabPlan plan;
  plan.message_cost = 10ms;
  ExchangeLab lab{plan};
  for (std::uint32_t line = 0; line < 8; ++line) lab.talk(line, line + 8);
  lab.run(5s);
  ASSERT_EQ(lab.counts().talking, 8U);
  const hal::PortState talking = lab.state(7);
  ASSERT_TRUE(talking.path);
  lab.kill("shelf 1");
  for (int look = 0; look < 40; ++look) EXPECT_EQ(lab.state(7), talking) << "look " << look;
  lab.run(20s);
  EXPECT_EQ(lab.counts().talking, 8U);
  hang_up_all(lab);
  expect_all_idle(lab);
  for (const auto& ended : lab.notes.ended) EXPECT_EQ(ended.cause, Cause::normal_clearing);
  expect_lawful(lab);
}

/// Two hundred lines on a busy processor: the branches of the old tree take their time to end.
TEST(Fault, KilledExchangeOfManyLinesKeepsStableCallsAndServesNewOnes) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    LabPlan plan{.seed = seed, .message_cost = 300us};
    plan.config.lines = {.shelves = 2, .cards_per_shelf = 10, .lines_per_card = 10};
    ExchangeLab lab{plan};
    for (std::uint32_t line = 0; line < 40; ++line) lab.talk(line, line + 100);
    for (std::uint32_t line = 50; line < 70; ++line) lab.to_card(line, hwsim::Lift{lab.port(line)});
    lab.kill("exchange");
    lab.run(15s);
    ASSERT_TRUE(lab.node.whereis(runtime::Name{"maintenance"})) << "seed " << seed;
    EXPECT_EQ(lab.counts().talking, 40U) << "seed " << seed;
    lab.talk(80, 180);
    EXPECT_EQ(lab.counts().talking, 41U) << "seed " << seed;
    expect_lawful(lab);
  }
}

TEST(Fault, ExchangeThatIsKilledTooOftenGivesUpAndSaysSo) {
  ExchangeLab lab;
  for (int kills = 0; kills < 4; ++kills) {
    lab.kill("exchange");
    lab.run(10s);
  }
  EXPECT_FALSE(lab.node.whereis(runtime::Name{"exchange"}));
  ASSERT_FALSE(lab.notes.raised.empty());
  EXPECT_EQ(lab.notes.raised.back().severity, Severity::critical);
  EXPECT_EQ(lab.notes.raised.back().object, "exchange");
  ASSERT_FALSE(lab.notes.recoveries.empty());
  EXPECT_EQ(lab.notes.recoveries.back().level, RecoveryLevel::node);
}

TEST(Fault, CardProcessKilledWhileDialling) {
  ExchangeLab lab;
  lab.lift(0);
  lab.dial(0, "200");
  lab.kill("card 1/1");
  lab.dial(0, "005");
  lab.run(1s);
  EXPECT_EQ(lab.state(5).ringing, hal::Ringing::rings) << "no digit is lost or doubled";
  lab.lift(5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_all_idle(lab);
  expect_lawful(lab);
}

TEST(Fault, CardProcessKilledWhileRinging) {
  ExchangeLab lab;
  lab.lift(0);
  lab.dial(0, "200005");
  lab.run(500ms);
  lab.kill("card 1/2");
  lab.lift(5);
  lab.run(1s);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_all_idle(lab);
  expect_lawful(lab);
}

/// The card's process asked for it and was killed before the supervisor came to it: the half-call
/// finds the successor in its place, which knows nothing of it.
TEST(Fault, HalfCallThatBeginsWhenItsCardProcessHasASuccessorServesItsLine) {
  ExchangeLab lab;
  const runtime::Pid calls = lab.node.whereis(runtime::Name{"calls"});
  runtime::sys::suspend(lab.node, calls);
  lab.lift(0);
  lab.kill("card 1/1");
  lab.run(500ms);
  runtime::sys::resume(lab.node, calls);
  lab.run(500ms);
  EXPECT_EQ(lab.state(0).tone, Tone::dial);
  lab.dial(0, lab.number(5));
  lab.lift(5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_all_idle(lab);
  expect_lawful(lab);
}

TEST(Fault, PulledCardReleasesItsCallsAndComesBack) {
  ExchangeLab lab;
  lab.talk(0, 5);
  lab.talk(9, 13);
  lab.to_card(0, hwsim::PullCard{});
  lab.run(10s);
  EXPECT_EQ(lab.notes.ended.at(0).cause, Cause::destination_out_of_order);
  EXPECT_EQ(lab.counts().talking, 1U);
  ASSERT_FALSE(lab.notes.raised.empty());
  EXPECT_EQ(lab.notes.raised[0].cause, ProbableCause::replaceable_unit_removed);
  EXPECT_EQ(lab.notes.raised[0].object, "card 1/1");
  lab.lift(12);
  lab.dial(12, lab.number(0));
  lab.run(1s);
  EXPECT_EQ(lab.notes.ended.at(1).cause, Cause::destination_out_of_order);
  hang_up_all(lab);
  lab.to_card(0, hwsim::InsertCard{});
  lab.run(10s);
  EXPECT_EQ(lab.notes.cleared.size(), 1U);
  lab.talk(0, 5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_all_idle(lab);
  expect_lawful(lab);
}

TEST(Fault, CrashedCardKeepsItsStableCalls) {
  ExchangeLab lab;
  lab.talk(0, 5);
  lab.to_card(0, hwsim::CrashCard{2s});
  lab.run(10s);
  EXPECT_EQ(lab.counts().talking, 1U);
  EXPECT_EQ(lab.state(0).path, hal::PathEnd(hal::PortAddress{{1, 2}, 2}));
  lab.hang_up(0);
  lab.run(5s);
  EXPECT_EQ(lab.counts().talking, 0U);
  hang_up_all(lab);
  expect_all_idle(lab);
  expect_lawful(lab);
}

TEST(Fault, HungFirmwareIsResetAndTheCardServesAgain) {
  ExchangeLab lab;
  lab.to_card(0, hwsim::HangFirmware{});
  lab.run(15s);
  ASSERT_FALSE(lab.notes.raised.empty());
  EXPECT_EQ(lab.notes.raised[0].cause, ProbableCause::line_card_problem);
  EXPECT_EQ(lab.notes.cleared.size(), 1U);
  lab.talk(0, 5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_lawful(lab);
}

TEST(Fault, HungCardWhoseProcessIsKilledIsResetByTheNextOne) {
  ExchangeLab lab;
  lab.to_card(0, hwsim::HangFirmware{});
  lab.run(1s);
  lab.kill("card 1/1");
  lab.run(15s);
  EXPECT_EQ(lab.notes.raised.size(), 1U);
  EXPECT_EQ(lab.notes.cleared.size(), 1U);
  lab.talk(0, 5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_lawful(lab);
}

TEST(Fault, AlarmOfAMaskedLineEndsWithTheProcessThatMaskedIt) {
  ExchangeLab lab;
  lab.to_card(0, hwsim::BabbleLine{1, 50.0, 3s});
  lab.run(5s);
  ASSERT_EQ(lab.notes.raised.size(), 1U);
  lab.to_card(0, hwsim::CrashCard{1s});
  lab.kill("card 1/1");
  lab.run(20s);
  EXPECT_EQ(lab.notes.cleared.size(), 1U);
  lab.hang_up(0);
  lab.talk(0, 5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_lawful(lab);
}

std::vector<std::string> standing(ExchangeLab& lab) {
  std::vector<std::string> objects;
  for (const Alarm& alarm : lab.alarms()) objects.push_back(alarm.object);
  return objects;
}

class LostKeeperOfAlarms : public testing::TestWithParam<const char*> {};

TEST_P(LostKeeperOfAlarms, LeavesTheAlarmOfACardUntilItIsBack) {
  ExchangeLab lab;
  lab.to_card(0, hwsim::PullCard{});
  lab.run(1s);
  ASSERT_THAT(standing(lab), testing::ElementsAre("card 1/1"));
  lab.kill(GetParam());
  lab.run(1s);
  EXPECT_THAT(standing(lab), testing::ElementsAre("card 1/1"));
  lab.run(60s);
  EXPECT_THAT(standing(lab), testing::ElementsAre("card 1/1"));
  EXPECT_TRUE(lab.notes.cleared.empty());
  lab.to_card(0, hwsim::InsertCard{});
  lab.run(10s);
  EXPECT_THAT(standing(lab), testing::IsEmpty());
  EXPECT_EQ(lab.notes.raised.size(), 1U);
  EXPECT_EQ(lab.notes.cleared.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Fault, LostKeeperOfAlarms, testing::Values("alarms", "alarm_keeping"));

TEST(Fault, AlarmsThatTheLostKeeperNeverHeardOfAreRaised) {
  ExchangeLab lab;
  lab.to_card(0, hwsim::PullCard{});
  lab.to_card(8, hwsim::CrashCard{});
  lab.run(10s);
  lab.to_card(4, hwsim::BabbleLine{1, 50.0, 3s});
  lab.run(4s);
  const std::vector<std::string> before = standing(lab);
  ASSERT_THAT(before, testing::UnorderedElementsAre("card 1/1", "line 1/2/1", "card 2/1"));
  for (const Alarm& alarm : lab.alarms()) lab.tell("alarms", ClearAlarm{alarm.object, alarm.cause});
  lab.kill("alarms");
  lab.run(1s);
  EXPECT_THAT(standing(lab), testing::UnorderedElementsAreArray(before));
}

TEST(Fault, AlarmThatEndedWhileNobodyKeptItIsCleared) {
  ExchangeLab lab;
  for (const std::string object : {"card 1/1", "line 1/1/1", "store", "exchange", "audit"}) {
    lab.tell("alarms", RaiseAlarm{object, ProbableCause::congestion, Severity::minor, ""});
  }
  lab.run(1s);
  ASSERT_EQ(standing(lab).size(), 5U);
  lab.kill("alarms");
  lab.run(40s);
  EXPECT_THAT(standing(lab), testing::IsEmpty());
  EXPECT_EQ(lab.notes.cleared.size(), 5U);
}

/// Both happen at the same instant: the seed decides how far the half-call gets before.
TEST(Fault, HalfCallThatIsBornWhileItsCardGoesEnds) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    ExchangeLab lab{{.seed = seed}};
    const std::size_t alive = lab.node.counts().alive;
    lab.to_card(0, hwsim::Lift{lab.port(0)});
    lab.to_card(0, hwsim::PullCard{5s});
    lab.run(2s);
    lab.hang_up(0);
    lab.run(20s);
    EXPECT_EQ(lab.node.counts().alive, alive) << "seed " << seed;
    EXPECT_EQ(lab.counts().in_progress, 0U) << "seed " << seed;
    expect_lawful(lab);
  }
}

TEST(Fault, PermanentlyOffHookLineIsParkedAndComesBack) {
  ExchangeLab lab;
  lab.to_card(0, hwsim::ShortLine{1, 300s});
  lab.run(200s);
  EXPECT_EQ(lab.state(0).tone, Tone::silence);
  EXPECT_EQ(lab.counts().attempts, 1U);
  lab.run(150s);
  lab.talk(0, 5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_lawful(lab);
}

TEST(Fault, BabblingLineIsMaskedAndComesBack) {
  ExchangeLab lab;
  lab.to_card(0, hwsim::BabbleLine{1, 50.0, 20s});
  lab.run(10s);
  ASSERT_FALSE(lab.notes.raised.empty());
  EXPECT_EQ(lab.notes.raised[0].cause, ProbableCause::line_babbling);
  EXPECT_EQ(lab.notes.raised[0].object, "line 1/1/1");
  lab.run(200s);
  lab.hang_up(0);
  lab.run(1s);
  lab.talk(0, 5);
  EXPECT_EQ(lab.counts().talking, 1U);
  hang_up_all(lab);
  expect_lawful(lab);
}

}  // namespace
}  // namespace forlopp::exchange
