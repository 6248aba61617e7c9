#include <utility>

#include <gtest/gtest.h>

#include "callmodel/events.hpp"
#include "hwsim/far_exchange.hpp"
#include "switch/calls/software_faults.hpp"
#include "switch/trunks/trunk_call_messages.hpp"
#include "switch/trunks/trunk_group.hpp"
#include "tests/support/ask.hpp"
#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::Cause;
using hal::Tone;

/// Lines of small_exchange, numbers beginning with 0 over `west` and then `east`.
LabPlan with_trunks(std::uint16_t west, std::uint16_t east) {
  LabPlan plan;
  plan.config = small_exchange();
  plan.config.trunk_groups = {{.name = "west", .circuits = west},
                              {.name = "east", .circuits = east}};
  plan.config.routes = {{.prefix = "0", .digits = 6, .groups = {"west", "east"}}};
  hwsim::FarExchangePlan far{
      .group = 1, .circuits = west, .set_up_delay = hwsim::Distribution::constant(200ms)};
  plan.far.push_back(far);
  far.group = 2;
  far.circuits = east;
  plan.far.push_back(far);
  return plan;
}

void expect_lawful(ExchangeLab& lab) {
  const AuditReport report = lab.audit();
  for (const AuditLaw& law : report.laws) {
    EXPECT_TRUE(law.broken.empty()) << text(law.law) << ": " << law.broken.front();
  }
}

void call_out(ExchangeLab& lab, std::uint32_t line) {
  lab.lift(line);
  lab.dial(line, "012345");
  lab.run(8s);
}

TEST(Trunk, OutgoingCallIsAnsweredAfarAndReleased) {
  ExchangeLab lab{with_trunks(2, 1)};
  call_out(lab, 0);
  EXPECT_EQ(lab.counts().talking, 1U);
  EXPECT_EQ(lab.state(0).path, hal::PathEnd(hal::CircuitAddress{1, 2})) << "even circuits first";
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 1U);
  lab.hang_up(0);
  lab.run(2s);
  const TrafficReport traffic = lab.traffic();
  EXPECT_EQ(traffic.groups.at(0).busy, 0U);
  EXPECT_EQ(traffic.groups.at(0).traffic.offered, 1U);
  EXPECT_EQ(lab.notes.ended.at(0).cause, Cause::normal_clearing);
  EXPECT_EQ(lab.state(0), hal::PortState{});
  expect_lawful(lab);
}

TEST(Trunk, FullGroupOverflowsToTheNext) {
  ExchangeLab lab{with_trunks(2, 1)};
  for (std::uint32_t line = 0; line < 4; ++line) call_out(lab, line);
  const TrafficReport traffic = lab.traffic();
  EXPECT_EQ(traffic.groups.at(0).traffic.offered, 4U);
  EXPECT_EQ(traffic.groups.at(0).traffic.blocked, 2U);
  EXPECT_EQ(traffic.groups.at(1).traffic.offered, 2U);
  EXPECT_EQ(traffic.groups.at(1).traffic.blocked, 1U);
  ASSERT_EQ(lab.notes.ended.size(), 1U);
  EXPECT_EQ(lab.notes.ended[0].cause, Cause::no_circuit_available);
  EXPECT_EQ(lab.state(3).tone, Tone::congestion);
  for (std::uint32_t line = 0; line < 4; ++line) lab.hang_up(line);
  lab.run(2s);
  EXPECT_EQ(lab.counts().talking, 0U);
  expect_lawful(lab);
}

TEST(Trunk, BusyTimeIsTheExactIntegral) {
  ExchangeLab lab{with_trunks(1, 1)};
  call_out(lab, 0);
  const auto before = lab.traffic().groups.at(0).traffic;
  lab.run(100s);
  const auto after = lab.traffic().groups.at(0).traffic;
  EXPECT_EQ(after.busy - before.busy, after.observed - before.observed);
  EXPECT_EQ(after.all_busy - before.all_busy, after.observed - before.observed);
}

TEST(Trunk, KilledGroupKeepsItsCallsAndGivesCircuitsAgain) {
  ExchangeLab lab{with_trunks(2, 1)};
  call_out(lab, 0);
  lab.kill("trunk_group west");
  lab.run(2s);
  EXPECT_EQ(lab.counts().talking, 1U);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 1U);
  call_out(lab, 1);
  EXPECT_EQ(lab.counts().talking, 2U);
  lab.hang_up(0);
  lab.hang_up(1);
  lab.run(3s);
  EXPECT_EQ(lab.counts().talking, 0U);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 0U);
  expect_lawful(lab);
}

/// With so slow a processor, asking all half-calls takes several times as long as a restart.
TEST(Trunk, KilledGroupCutsNoCallHoweverLongItTakesToAskAround) {
  LabPlan plan = with_trunks(8, 1);
  plan.message_cost = 10ms;
  ExchangeLab lab{plan};
  for (std::uint32_t line = 0; line < 8; ++line) call_out(lab, line);
  lab.run(5s);
  ASSERT_EQ(lab.ask_far(1).in_use, 8U);
  lab.kill("trunk_group west");
  lab.run(10s);
  EXPECT_EQ(lab.counts().talking, 8U);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 8U);
  EXPECT_EQ(lab.ask_far(1).in_use, 8U) << "no circuit is reset";
  for (std::uint32_t line = 0; line < 8; ++line) lab.hang_up(line);
  lab.run(5s);
  EXPECT_EQ(lab.ask_far(1).in_use, 0U);
  expect_lawful(lab);
}

TEST(Trunk, KilledGroupAsksAroundWithoutThoseThatEndMeanwhile) {
  LabPlan plan = with_trunks(8, 1);
  plan.message_cost = 10ms;
  ExchangeLab lab{plan};
  for (std::uint32_t line = 0; line < 4; ++line) call_out(lab, line);
  lab.run(5s);
  lab.kill("trunk_group west");
  for (std::uint32_t line = 0; line < 4; ++line) lab.to_card(line, hwsim::HangUp{lab.port(line)});
  lab.run(20s);  // T1: a release that was lost is repeated.
  EXPECT_EQ(lab.counts().talking, 0U);
  EXPECT_EQ(lab.ask_far(1).in_use, 0U);
  call_out(lab, 5);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 1U);
  EXPECT_EQ(lab.traffic().groups.at(1).busy, 0U) << "the first group is in service";
  expect_lawful(lab);
}

/// Takes the name of a trunk group, and answers nobody.
class SilentGroup final : public runtime::ProcessCode {
 public:
  SilentGroup(runtime::Name group, int* asked) : group_{group}, asked_{asked} {}
  void init(runtime::Context& context) override {
    context.unregister_name(group_);
    context.register_name(group_);
  }
  void receive(runtime::Context&, runtime::Message message) override {
    *asked_ += message.is<trunk::SeizeCircuit>() ? 1 : 0;
  }

 private:
  runtime::Name group_;
  int* asked_;
};

TEST(Trunk, KilledGroupDoesNotMakeAHalfAskAnotherGroupTwice) {
  ExchangeLab lab{with_trunks(1, 4)};
  call_out(lab, 0);
  int asked = 0;
  lab.node.spawn<SilentGroup>({}, runtime::Name{"trunk_group east"}, &asked);
  lab.lift(1);
  lab.dial(1, "012345");
  ASSERT_EQ(asked, 1);
  lab.kill("trunk_group west");
  lab.run(1s);
  EXPECT_EQ(asked, 1);
}

/// Asks for a circuit, twice at once.
class AsksTwice final : public runtime::ProcessCode {
 public:
  AsksTwice(runtime::Pid group, int* seized) : group_{group}, seized_{seized} {}
  void init(runtime::Context& context) override {
    for (int i = 0; i < 2; ++i) context.send(group_, trunk::SeizeCircuit{callmodel::CallId{7}});
  }
  void receive(runtime::Context&, runtime::Message message) override {
    *seized_ += message.is<callmodel::CircuitSeized>() ? 1 : 0;
  }

 private:
  runtime::Pid group_;
  int* seized_;
};

TEST(Trunk, GivesAHalfOneCircuitHoweverOftenItAsks) {
  ExchangeLab lab{with_trunks(4, 1)};
  lab.run(1s);
  int seized = 0;
  lab.node.spawn<AsksTwice>({}, lab.node.whereis(runtime::Name{"trunk_group west"}), &seized);
  lab.run(1s);
  EXPECT_EQ(seized, 1);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 1U);
}

TEST(Trunk, CircuitOfACrashedHalfIsResetAtBothEnds) {
  struct Struck final : SoftwareFaults {
    Strike at(const CallPoint& point, runtime::Random&) override {
      return point.pic == callmodel::Pic::t_active ? Strike::throws : Strike::none;
    }
  } struck;
  LabPlan plan = with_trunks(1, 1);
  plan.faults = &struck;
  ExchangeLab lab{plan};
  call_out(lab, 0);
  lab.run(2s);
  EXPECT_EQ(lab.notes.ended.at(0).cause, Cause::temporary_failure);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 0U);
  lab.hang_up(0);
  const auto afar = lab.ask_far(1);
  EXPECT_EQ(afar.in_use, 0U);
  expect_lawful(lab);
}

/// Those who call from afar call line 5.
LabPlan with_callers_afar() {
  LabPlan plan = with_trunks(2, 1);
  plan.callers.destinations = {
      {.kind = hwsim::DestinationKind::number, .digits = hal::Digits::from("200005")}};
  return plan;
}

TEST(Trunk, KilledGroupEndsTheCallsWhoseHalvesDieWithIt) {
  ExchangeLab lab{with_callers_afar()};
  lab.call_in(1);
  lab.run(1s);
  const auto group = lab.node.whereis(runtime::Name{"trunk_group west"});
  const auto books = test::ask<TrunkBooks, ReportTrunks>(lab.node, group);
  ASSERT_TRUE(books && books->held.size() == 1);
  lab.node.exit_signal(group, runtime::ExitReason::Kind::kill);
  lab.node.exit_signal(books->held[0].holder, runtime::ExitReason::Kind::kill);
  lab.run(2s);
  ASSERT_EQ(lab.notes.ended.size(), 1U) << "nobody waits for an audit";
  EXPECT_EQ(lab.notes.ended[0].cause, Cause::temporary_failure);
  EXPECT_EQ(lab.ask_far(1).in_use, 0U);
  EXPECT_EQ(lab.audit().repaired, 0U);
}

TEST(Trunk, CallFromAfarEndsAlthoughItsHalfCrashesAfterGivingBackItsCircuit) {
  struct NextOne final : SoftwareFaults {
    Strike at(const CallPoint&, runtime::Random&) override {
      return std::exchange(is_armed, false) ? Strike::throws : Strike::none;
    }
    bool is_armed = false;
  } next_one;
  LabPlan plan = with_callers_afar();
  plan.callers.habits.holding_time = hwsim::Distribution::constant(10s);
  plan.faults = &next_one;
  ExchangeLab lab{plan};
  lab.call_in(1);
  lab.run(1s);
  lab.lift(5);
  ASSERT_EQ(lab.counts().talking, 1U);
  next_one.is_armed = true;
  lab.run(12s);
  ASSERT_EQ(lab.notes.ended.size(), 1U) << "nobody waits for an audit";
  EXPECT_EQ(lab.notes.ended[0].cause, Cause::temporary_failure);
  ASSERT_EQ(lab.notes.recoveries.size(), 1U);
  EXPECT_EQ(lab.notes.recoveries[0].lost_stable, 1U);
  EXPECT_EQ(lab.ask_far(1).in_use, 0U);
  EXPECT_EQ(lab.audit().repaired, 0U);
}

struct ClearCall {};
struct GiveBackCircuit {};

/// Calls out over a circuit, and takes its time to give it back when the call is over.
class SlowHalf final : public runtime::ProcessCode {
 public:
  explicit SlowHalf(runtime::Pid group) : group_{group} {}
  void init(runtime::Context& context) override { context.send(group_, trunk::SeizeCircuit{}); }
  void receive(runtime::Context& context, runtime::Message message) override {
    const auto say = [&](callmodel::TrunkMessage what) {
      context.send(group_, trunk::Signal{{.message = what}});
    };
    if (message.is<callmodel::CircuitSeized>()) say(callmodel::TrunkMessage::iam);
    if (message.is<ClearCall>()) say(callmodel::TrunkMessage::rel);
    if (message.is<GiveBackCircuit>()) context.send(group_, trunk::ReleaseCircuit{});
  }

 private:
  runtime::Pid group_;
};

/// With a circuit that the far end has seized again after it became idle there, and before the
/// half-call of the last call has given it back.
class CircuitSeizedAgain : public testing::Test {
 protected:
  CircuitSeizedAgain() : lab{with_callers_afar()} {
    const auto group = lab.node.whereis(runtime::Name{"trunk_group west"});
    to_far(hwsim::BlockCircuits{.first = 1, .count = 1});
    half = lab.node.spawn<SlowHalf>({}, group);
    lab.run(1s);
    EXPECT_EQ(lab.ask_far(1).from_exchange, 1U);
    lab.node.send(half, ClearCall{});
    lab.run(100ms);
    lab.call_in(1);
    lab.run(100ms);
    EXPECT_EQ(lab.ask_far(1).to_exchange, 1U);
  }
  template <class M>
  void to_far(const M& message) {
    lab.node.send(lab.equipment->trunk_driver(1), message);
    lab.run(100ms);
  }

  ExchangeLab lab;
  runtime::Pid half;
};

TEST_F(CircuitSeizedAgain, CarriesTheNextCallOnceItIsGivenBack) {
  lab.node.send(half, GiveBackCircuit{});
  lab.run(1s);
  EXPECT_EQ(lab.counts().attempts, 1U);
  EXPECT_EQ(lab.state(5).ringing, hal::Ringing::rings);
}

TEST_F(CircuitSeizedAgain, CarriesNoCallThatTheFarEndHasGivenUp) {
  to_far(hwsim::ResetCircuit{.circuit = 2});
  EXPECT_EQ(lab.ask_far(1).in_use, 0U);
  lab.node.send(half, GiveBackCircuit{});
  lab.run(1s);
  EXPECT_EQ(lab.counts().attempts, 0U);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 0U);
}

TEST_F(CircuitSeizedAgain, IsResetIfTheHalfCallCrashesInstead) {
  lab.node.exit_signal(half, runtime::ExitReason::Kind::kill);
  lab.run(1s);
  EXPECT_EQ(lab.counts().attempts, 0U);
  EXPECT_EQ(lab.ask_far(1).in_use, 0U);
  EXPECT_EQ(lab.traffic().groups.at(0).busy, 0U);
}

TEST(Trunk, IncomingCallReachesItsLine) {
  ExchangeLab lab{with_callers_afar()};
  lab.call_in(1);
  lab.run(1s);
  EXPECT_EQ(lab.state(5).ringing, hal::Ringing::rings);
  lab.lift(5);
  EXPECT_EQ(lab.counts().talking, 1U);
  EXPECT_EQ(lab.state(5).path.kind(), hal::PathEnd::Kind::circuit);
  lab.run(600s);
  lab.hang_up(5);
  lab.run(20s);
  EXPECT_EQ(lab.counts().talking, 0U);
  EXPECT_EQ(lab.counts().attempts, 1U);
  expect_lawful(lab);
}

}  // namespace
}  // namespace forlopp::exchange
