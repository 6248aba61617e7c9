#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract/simulated_hardware.hpp"
#include "tests/contract/test_exchange.hpp"

// What every driver of a line card must do, whatever the hardware. See switch/hal.

namespace forlopp::contract {
namespace {

using namespace std::chrono_literals;
using hal::CommandOutcome;
using hal::EventKind;
using hal::PortNumber;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <class Hardware>
class LineCard : public ::testing::Test {
 protected:
  static constexpr hal::CardAddress card{1, 1};
  /// Longer than any driver waits before it repeats an event, and than it takes to start.
  static constexpr auto long_enough = 10s;

  std::shared_ptr<Heard> heard = std::make_shared<Heard>();
  Hardware hardware{};
  runtime::Pid driver = hardware.equipment().card_driver(card);
  runtime::Pid exchange = spawn_exchange(heard);

  runtime::Pid spawn_exchange(const std::shared_ptr<Heard>& ears) {
    return hardware.node().spawn(runtime::SpawnOptions{.label = {"exchange"}},
                                 std::make_unique<TestExchange>(ears));
  }
  template <class M>
  void tell(M message) {
    hardware.node().send(driver, hal::sealed(std::move(message)));
    settle();
  }
  void settle() { hardware.pass(1ms); }

  void attach() { attach_as(exchange); }
  void attach_as(runtime::Pid who) { tell(hal::Attach{.card = card, .exchange = who}); }
  hal::Incarnation incarnation() const { return heard->reports.back().incarnation; }
  void acknowledge(std::uint32_t sequence) {
    tell(hal::EventAck{.card = card, .incarnation = incarnation(), .sequence = sequence});
  }
  void acknowledge_all() { acknowledge(heard->reports.back().last_event); }
  /// Attached, and nothing is left to be acknowledged.
  void attach_afresh() {
    attach();
    acknowledge_all();
    heard->events.clear();
  }

  hal::Command command(PortNumber port, std::uint32_t number, hal::Action action) const {
    return {.from = exchange,
            .card = card,
            .incarnation = incarnation(),
            .number = number,
            .port = port,
            .action = std::move(action)};
  }
  CommandOutcome outcome_of(PortNumber port, std::uint32_t number, hal::Action action) {
    const std::size_t before = heard->answers.size();
    tell(command(port, number, std::move(action)));
    EXPECT_EQ(heard->answers.size(), before + 1);
    EXPECT_EQ(heard->answers.back().number, number);
    return heard->answers.back().outcome;
  }
  hal::StateReport query() {
    tell(hal::StateQuery{.card = card, .from = exchange, .query = 77});
    EXPECT_EQ(heard->reports.back().query, 77U);
    return heard->reports.back();
  }
  hal::PortState state_of(PortNumber port) { return query().ports.at(port - std::size_t{1}); }

  std::vector<EventKind> kinds() const {
    std::vector<EventKind> kinds;
    for (const hal::Event& event : heard->events) kinds.push_back(event.kind);
    return kinds;
  }
};

using EveryHardware = ::testing::Types<SimulatedHardware>;
TYPED_TEST_SUITE(LineCard, EveryHardware);

// Attaching.

TYPED_TEST(LineCard, AnswersAnAttachWithTheStateOfAllItsPorts) {
  this->attach();
  ASSERT_THAT(this->heard->reports, SizeIs(1));
  const hal::StateReport& report = this->heard->reports.front();
  EXPECT_EQ(report.query, 0U);
  EXPECT_EQ(report.presence, hal::Presence::present);
  EXPECT_NE(report.incarnation, 0U);
  EXPECT_THAT(report.ports, SizeIs(this->hardware.equipment().inventory().front().ports));
  EXPECT_THAT(report.ports, Each(hal::PortState{}));
}

TYPED_TEST(LineCard, SaysThatItHasStarted) {
  this->attach();
  ASSERT_THAT(this->kinds(), ElementsAre(EventKind::boot));
  EXPECT_EQ(this->heard->events.front().sequence, 1U);
  EXPECT_EQ(this->heard->events.front().port, hal::whole_card);
}

TYPED_TEST(LineCard, ReportsALineThatWasLiftedBeforeAnybodyAttached) {
  this->hardware.lift(3);
  this->attach();
  EXPECT_EQ(this->heard->reports.front().ports.at(2).hook, hal::Hook::off);
  EXPECT_THAT(this->kinds(), ElementsAre(EventKind::boot, EventKind::off_hook));
}

// Events.

TYPED_TEST(LineCard, NumbersItsEventsWithoutGaps) {
  this->attach_afresh();
  this->hardware.lift(2);
  this->hardware.press(2, '7');
  this->hardware.flash(2);
  this->hardware.hang_up(2);
  this->settle();
  EXPECT_THAT(this->kinds(), ElementsAre(EventKind::off_hook, EventKind::digit, EventKind::flash,
                                         EventKind::on_hook));
  EXPECT_EQ(hal::symbol(this->heard->events.at(1)), '7');
  const std::uint32_t first = this->heard->events.front().sequence;
  EXPECT_EQ(first, this->heard->reports.back().last_event + 1);
  for (std::size_t i = 0; i < this->heard->events.size(); ++i)
    EXPECT_EQ(this->heard->events.at(i).sequence, first + i);
}

TYPED_TEST(LineCard, RepeatsAnEventUntilItIsAcknowledged) {
  this->attach_afresh();
  this->hardware.lift(1);
  this->hardware.pass(this->long_enough);
  ASSERT_GE(this->heard->events.size(), 3U);
  EXPECT_THAT(this->heard->events, Each(this->heard->events.front()));
  this->acknowledge(this->heard->events.front().sequence);
  this->heard->events.clear();
  this->hardware.pass(this->long_enough);
  EXPECT_THAT(this->heard->events, IsEmpty());
}

TYPED_TEST(LineCard, TakesOneAcknowledgementForAllEarlierEvents) {
  this->attach_afresh();
  this->hardware.lift(1);
  this->hardware.lift(2);
  this->hardware.lift(3);
  this->settle();
  this->acknowledge(this->heard->events.at(1).sequence);
  this->heard->events.clear();
  this->hardware.pass(this->long_enough);
  ASSERT_FALSE(this->heard->events.empty());
  for (const hal::Event& event : this->heard->events) EXPECT_EQ(event.port, 3);
}

TYPED_TEST(LineCard, IgnoresAnAcknowledgementOfAnotherRun) {
  this->attach_afresh();
  this->hardware.lift(1);
  this->settle();
  const hal::Event event = this->heard->events.back();
  this->tell(hal::EventAck{
      .card = this->card, .incarnation = event.incarnation + 1, .sequence = event.sequence});
  EXPECT_EQ(this->query().acknowledged, event.sequence - 1);
}

TYPED_TEST(LineCard, RepeatsWhatNobodyHasAcknowledgedToWhoeverAttachesNext) {
  this->attach_afresh();
  this->hardware.lift(1);
  this->settle();
  const auto successor = std::make_shared<Heard>();
  this->attach_as(this->spawn_exchange(successor));
  ASSERT_THAT(successor->reports, SizeIs(1));
  ASSERT_THAT(successor->events, SizeIs(1));
  EXPECT_EQ(successor->events.front(), this->heard->events.front());
  EXPECT_EQ(successor->reports.front().acknowledged + 1, successor->events.front().sequence);
  EXPECT_EQ(successor->reports.front().last_event, successor->events.front().sequence);
}

TYPED_TEST(LineCard, TellsOnlyWhoeverAttachedLast) {
  this->attach_afresh();
  const auto successor = std::make_shared<Heard>();
  this->attach_as(this->spawn_exchange(successor));
  this->hardware.lift(1);
  this->settle();
  EXPECT_THAT(this->heard->events, IsEmpty());
  EXPECT_THAT(successor->events, SizeIs(1));
}

// Commands.

TYPED_TEST(LineCard, ReportsTheStateThatWasCommanded) {
  this->attach_afresh();
  const hal::PathEnd far{hal::PortAddress{{1, 1}, 4}};
  this->hardware.lift(2);
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::done);
  EXPECT_EQ(this->outcome_of(2, 1, hal::Connect{far}), CommandOutcome::done);
  EXPECT_EQ(this->outcome_of(2, 2, hal::GiveTone{hal::Tone::dial}), CommandOutcome::done);
  EXPECT_EQ(this->outcome_of(3, 1, hal::SetPolarity{hal::Polarity::reversed}),
            CommandOutcome::done);
  EXPECT_EQ(this->outcome_of(4, 1, hal::Block{}), CommandOutcome::done);
  const std::vector<hal::PortState> expected{
      {.ringing = hal::Ringing::rings},
      {.hook = hal::Hook::off, .tone = hal::Tone::dial, .path = far},
      {.polarity = hal::Polarity::reversed},
      {.blocking = hal::Blocking::blocked}};
  EXPECT_EQ(this->query().ports, expected);
}

TYPED_TEST(LineCard, UndoesWhatWasCommanded) {
  this->attach_afresh();
  const hal::PathEnd far{hal::PortAddress{{1, 1}, 4}};
  this->outcome_of(1, 1, hal::Ring{});
  this->outcome_of(1, 2, hal::StopRinging{});
  this->outcome_of(1, 3, hal::Connect{far});
  this->outcome_of(1, 4, hal::Disconnect{});
  this->outcome_of(1, 5, hal::Block{});
  this->outcome_of(1, 6, hal::Unblock{});
  EXPECT_EQ(this->state_of(1), hal::PortState{});
}

TYPED_TEST(LineCard, PutsAPortToRestWithOneCommand) {
  this->attach_afresh();
  this->hardware.lift(1);
  this->outcome_of(1, 1, hal::Connect{hal::PortAddress{{1, 1}, 4}});
  this->outcome_of(1, 2, hal::GiveTone{hal::Tone::busy});
  this->outcome_of(1, 3, hal::SetPolarity{hal::Polarity::reversed});
  this->outcome_of(1, 4, hal::Rest{});
  EXPECT_EQ(this->state_of(1), hal::PortState{.hook = hal::Hook::off});
}

TYPED_TEST(LineCard, ConnectsInsteadOfAnyTone) {
  this->attach_afresh();
  this->hardware.lift(1);
  this->outcome_of(1, 1, hal::GiveTone{hal::Tone::ringback});
  this->outcome_of(1, 2, hal::Connect{hal::PortAddress{{1, 1}, 4}});
  EXPECT_EQ(this->state_of(1).tone, hal::Tone::silence);
}

TYPED_TEST(LineCard, CarriesOutARepeatedCommandOnceAndAnswersItAgain) {
  this->attach_afresh();
  this->outcome_of(1, 1, hal::Test{});
  EXPECT_EQ(this->outcome_of(1, 1, hal::Test{}), CommandOutcome::done);
  this->acknowledge(this->heard->events.back().sequence);
  EXPECT_THAT(this->kinds(), ElementsAre(EventKind::test_result));
}

TYPED_TEST(LineCard, RemembersHowARepeatedCommandEnded) {
  this->attach_afresh();
  this->hardware.lift(1);
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::wrong_hook_state);
  EXPECT_EQ(this->outcome_of(1, 2, hal::GiveTone{hal::Tone::dial}), CommandOutcome::done);
  this->hardware.hang_up(1);
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::wrong_hook_state);
}

TYPED_TEST(LineCard, DropsACommandWhosePredecessorIsMissing) {
  this->attach_afresh();
  this->tell(this->command(1, 2, hal::StopRinging{}));
  EXPECT_THAT(this->heard->answers, IsEmpty());
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::done);
  EXPECT_EQ(this->outcome_of(1, 2, hal::StopRinging{}), CommandOutcome::done);
  EXPECT_EQ(this->state_of(1).ringing, hal::Ringing::silent);
}

TYPED_TEST(LineCard, NumbersTheCommandsOfEachPortForItself) {
  this->attach_afresh();
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::done);
  EXPECT_EQ(this->outcome_of(2, 1, hal::Ring{}), CommandOutcome::done);
}

TYPED_TEST(LineCard, BeginsTheNumbersAgainForANewProcess) {
  this->attach_afresh();
  this->outcome_of(1, 1, hal::Ring{});
  this->exchange = this->spawn_exchange(this->heard);
  this->attach();
  EXPECT_EQ(this->outcome_of(1, 1, hal::StopRinging{}), CommandOutcome::done);
  EXPECT_EQ(this->state_of(1).ringing, hal::Ringing::silent);
}

TYPED_TEST(LineCard, KeepsTheNumbersWhenTheSameProcessAttachesAgain) {
  this->attach_afresh();
  this->outcome_of(1, 1, hal::Ring{});
  this->attach();
  EXPECT_EQ(this->outcome_of(1, 2, hal::StopRinging{}), CommandOutcome::done);
}

TYPED_TEST(LineCard, ObeysOnlyTheProcessThatIsAttached) {
  this->attach_afresh();
  hal::Command strange = this->command(1, 1, hal::Ring{});
  strange.from = this->spawn_exchange(this->heard);
  this->tell(strange);
  EXPECT_THAT(this->heard->answers, IsEmpty());
  EXPECT_EQ(this->state_of(1).ringing, hal::Ringing::silent);
}

TYPED_TEST(LineCard, DropsCommandsForAnotherRun) {
  this->attach_afresh();
  hal::Command old = this->command(1, 1, hal::Ring{});
  old.incarnation += 1;
  this->tell(old);
  EXPECT_EQ(this->state_of(1).ringing, hal::Ringing::silent);
}

TYPED_TEST(LineCard, RefusesCommandsToAPortThatItDoesNotHave) {
  this->attach_afresh();
  EXPECT_EQ(this->outcome_of(60, 1, hal::Ring{}), CommandOutcome::no_such_port);
  EXPECT_EQ(this->outcome_of(hal::whole_card, 1, hal::Ring{}), CommandOutcome::not_supported);
}

TYPED_TEST(LineCard, RefusesToneToATelephoneThatIsHungUp) {
  this->attach_afresh();
  EXPECT_EQ(this->outcome_of(1, 1, hal::GiveTone{hal::Tone::dial}),
            CommandOutcome::wrong_hook_state);
}

TYPED_TEST(LineCard, RefusesToTestALineInUse) {
  this->attach_afresh();
  this->outcome_of(1, 1, hal::Ring{});
  EXPECT_EQ(this->outcome_of(1, 2, hal::Test{}), CommandOutcome::busy);
}

TYPED_TEST(LineCard, TripsTheRingingWhenItIsAnswered) {
  this->attach_afresh();
  this->outcome_of(1, 1, hal::Ring{});
  this->hardware.lift(1);
  this->settle();
  EXPECT_THAT(this->kinds(), ElementsAre(EventKind::ring_trip));
  EXPECT_EQ(this->state_of(1), hal::PortState{.hook = hal::Hook::off});
}

TYPED_TEST(LineCard, SaysNothingOfABlockedLineAndTellsItsStateAfterwards) {
  this->attach_afresh();
  this->outcome_of(1, 1, hal::Block{});
  this->hardware.lift(1);
  this->settle();
  EXPECT_THAT(this->heard->events, IsEmpty());
  this->outcome_of(1, 2, hal::Unblock{});
  EXPECT_EQ(this->state_of(1).hook, hal::Hook::off);
  this->hardware.hang_up(1);
  this->settle();
  EXPECT_THAT(this->kinds(), ElementsAre(EventKind::on_hook));
}

TYPED_TEST(LineCard, KeepsPathsWhileTheSoftwareIsReplaced) {
  this->attach_afresh();
  const hal::PathEnd far{hal::PortAddress{{1, 1}, 4}};
  this->outcome_of(1, 1, hal::Connect{far});
  this->exchange = this->spawn_exchange(this->heard);
  this->attach();
  EXPECT_EQ(this->heard->reports.back().ports.front().path, far);
}

// Heartbeats.

TYPED_TEST(LineCard, EchoesHeartbeatsFromTheDepthThatIsAsked) {
  this->attach_afresh();
  for (const auto depth : {hal::HeartbeatDepth::link, hal::HeartbeatDepth::scan_loop}) {
    this->tell(
        hal::Heartbeat{.card = this->card, .from = this->exchange, .number = 5, .depth = depth});
    EXPECT_EQ(this->heard->echoes.back().number, 5U);
    EXPECT_EQ(this->heard->echoes.back().depth, depth);
    EXPECT_EQ(this->heard->echoes.back().incarnation, this->incarnation());
  }
}

// Starting anew.

TYPED_TEST(LineCard, StartsAnewWhenItIsReset) {
  this->attach_afresh();
  const hal::Incarnation before = this->incarnation();
  const hal::PathEnd far{hal::PortAddress{{1, 1}, 4}};
  this->outcome_of(1, 1, hal::Ring{});
  this->outcome_of(2, 1, hal::Connect{far});
  this->tell(this->command(hal::whole_card, 1, hal::Reset{}));
  this->hardware.pass(this->long_enough);
  ASSERT_FALSE(this->heard->events.empty());
  const hal::Event& boot = this->heard->events.back();
  EXPECT_EQ(boot.kind, EventKind::boot);
  EXPECT_EQ(hal::BootReason{boot.value}, hal::BootReason::commanded);
  EXPECT_GT(boot.incarnation, before);
  EXPECT_EQ(boot.sequence, 1U);
  this->attach();
  EXPECT_EQ(this->state_of(1).ringing, hal::Ringing::silent);
  EXPECT_EQ(this->state_of(2).path, far);
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::done);
}

TYPED_TEST(LineCard, DoesNothingWhileItStarts) {
  this->attach_afresh();
  this->tell(this->command(hal::whole_card, 1, hal::Reset{}));
  const std::size_t reports = this->heard->reports.size();
  this->attach();
  this->tell(hal::Heartbeat{.card = this->card, .from = this->exchange, .number = 1});
  EXPECT_THAT(this->heard->reports, SizeIs(reports));
  EXPECT_THAT(this->heard->echoes, IsEmpty());
}

TYPED_TEST(LineCard, TellsAfterACrashWhichTelephonesAreLiftedNow) {
  this->attach_afresh();
  this->hardware.crash(3s);
  this->hardware.lift(2);
  this->hardware.pass(this->long_enough);
  ASSERT_FALSE(this->heard->events.empty());
  for (const hal::Event& event : this->heard->events) EXPECT_EQ(event.kind, EventKind::boot);
  this->attach();
  EXPECT_EQ(this->heard->reports.back().ports.at(1).hook, hal::Hook::off);
}

TYPED_TEST(LineCard, AnswersOnlyAtTheLinkWhileItsFirmwareHangs) {
  this->attach_afresh();
  this->hardware.hang_firmware();
  this->hardware.lift(1);
  this->tell(this->command(1, 1, hal::Block{}));
  this->tell(hal::Heartbeat{.card = this->card,
                            .from = this->exchange,
                            .number = 1,
                            .depth = hal::HeartbeatDepth::scan_loop});
  this->tell(hal::Heartbeat{
      .card = this->card, .from = this->exchange, .number = 2, .depth = hal::HeartbeatDepth::link});
  EXPECT_THAT(this->heard->events, IsEmpty());
  EXPECT_THAT(this->heard->answers, IsEmpty());
  ASSERT_THAT(this->heard->echoes, SizeIs(1));
  EXPECT_EQ(this->heard->echoes.front().number, 2U);
}

TYPED_TEST(LineCard, ComesBackFromAHangWhenItIsReset) {
  this->attach_afresh();
  this->hardware.hang_firmware();
  this->tell(this->command(hal::whole_card, 1, hal::Reset{}));
  this->hardware.pass(this->long_enough);
  this->attach();
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::done);
}

TYPED_TEST(LineCard, CanBeResetByWhoAttachedWhileItHung) {
  this->attach_afresh();
  this->hardware.hang_firmware();
  this->exchange = this->spawn_exchange(this->heard);
  this->attach();
  ASSERT_THAT(this->heard->reports, SizeIs(1)) << "it hangs";
  hal::Command reset = this->command(hal::whole_card, 1, hal::Reset{});
  reset.incarnation = 0;
  this->tell(reset);
  this->hardware.pass(this->long_enough);
  this->attach();
  EXPECT_EQ(this->outcome_of(1, 1, hal::Ring{}), CommandOutcome::done);
}

TYPED_TEST(LineCard, ObeysAResetByAProcessThatAttachedDuringTheHang) {
  this->attach_afresh();
  this->hardware.hang_firmware();
  this->exchange = this->spawn_exchange(this->heard);
  this->attach();
  hal::Command reset = this->command(hal::whole_card, 1, hal::Reset{});
  reset.incarnation = 0;
  this->tell(reset);
  this->hardware.pass(this->long_enough);
  EXPECT_EQ(this->heard->events.back().kind, EventKind::boot);
}

TYPED_TEST(LineCard, SaysThatItWasRemovedAndThatItIsBack) {
  this->attach_afresh();
  this->hardware.pull();
  this->settle();
  ASSERT_FALSE(this->heard->events.empty());
  EXPECT_EQ(this->heard->events.back().kind, EventKind::removed);
  this->attach();
  EXPECT_EQ(this->heard->reports.back().presence, hal::Presence::removed);
  EXPECT_THAT(this->heard->reports.back().ports, IsEmpty());
  this->hardware.insert();
  this->hardware.pass(this->long_enough);
  EXPECT_EQ(this->heard->events.back().kind, EventKind::boot);
  EXPECT_EQ(hal::BootReason{this->heard->events.back().value}, hal::BootReason::inserted);
}

TYPED_TEST(LineCard, LosesItsPathsWithItsSlot) {
  this->attach_afresh();
  this->outcome_of(1, 1, hal::Connect{hal::PortAddress{{1, 1}, 4}});
  this->hardware.pull();
  this->hardware.insert();
  this->hardware.pass(this->long_enough);
  this->attach();
  EXPECT_THAT(this->heard->reports.back().ports, Each(hal::PortState{}));
}

TYPED_TEST(LineCard, IsReportedByItsShelf) {
  const hal::WatchShelf watch{1, this->exchange};
  this->hardware.node().send(this->hardware.equipment().shelf_driver(1), watch);
  this->settle();
  EXPECT_THAT(this->heard->inserted, ElementsAre(this->card));
  this->hardware.pull();
  this->settle();
  EXPECT_THAT(this->heard->removed, ElementsAre(this->card));
  this->hardware.insert();
  this->settle();
  EXPECT_THAT(this->heard->inserted, ElementsAre(this->card, this->card));
}

// A link that is not sound.

TYPED_TEST(LineCard, DropsWhatIsDamaged) {
  this->attach_afresh();
  hal::Command damaged = hal::sealed(this->command(1, 1, hal::Ring{}));
  damaged.port = 2;
  this->hardware.node().send(this->driver, damaged);
  this->settle();
  EXPECT_THAT(this->heard->answers, IsEmpty());
  EXPECT_THAT(this->query().ports, Each(hal::PortState{}));
}

TYPED_TEST(LineCard, LosesEverythingOnADeadLinkAndNothingForGood) {
  this->attach_afresh();
  this->hardware.lose(1.0);
  this->hardware.lift(1);
  this->tell(this->command(1, 1, hal::Rest{}));
  this->hardware.pass(this->long_enough);
  EXPECT_THAT(this->heard->events, IsEmpty());
  EXPECT_THAT(this->heard->answers, IsEmpty());
  this->hardware.heal_link();
  this->hardware.pass(this->long_enough);
  EXPECT_THAT(this->kinds(), Each(EventKind::off_hook));
  EXPECT_FALSE(this->heard->events.empty());
}

TYPED_TEST(LineCard, KeepsTheOrderOnASlowLink) {
  this->attach_afresh();
  this->hardware.delay(0.5, 40ms);
  for (int i = 0; i < 20; ++i) {
    this->hardware.lift(2);
    this->hardware.hang_up(2);
  }
  this->hardware.pass(200ms);
  EXPECT_THAT(this->heard->events, SizeIs(40));
  EXPECT_TRUE(std::ranges::is_sorted(this->heard->events, {}, &hal::Event::sequence));
}

/// An exchange that does its part: acknowledges, and repeats commands until they are answered. All
/// faults at once must then only cost time.
TYPED_TEST(LineCard, BringsEverythingAcrossAnyLinkInTheEnd) {
  this->attach_afresh();
  this->hardware.lose(0.3);
  this->hardware.repeat(0.3);
  this->hardware.reorder(0.3);
  this->hardware.damage(0.2);
  const std::uint32_t first = this->heard->reports.back().last_event + 1;
  constexpr std::uint32_t changes = 40;
  std::set<std::uint32_t> seen;
  std::uint32_t number = 1;
  for (int round = 0; round < 2000 && (number <= changes || seen.size() < changes); ++round) {
    if (round < static_cast<int>(changes)) {
      if (round % 2 == 0)
        this->hardware.lift(2);
      else
        this->hardware.hang_up(2);
    }
    const hal::Polarity polarity =
        number % 2 == 0 ? hal::Polarity::normal : hal::Polarity::reversed;
    if (number <= changes) this->tell(this->command(1, number, hal::SetPolarity{polarity}));
    this->hardware.pass(60ms);
    for (const auto& answer : this->heard->answers)
      if (answer.number == number) ++number;
    for (const auto& event : this->heard->events) seen.insert(event.sequence);
    std::uint32_t complete = first;
    while (seen.contains(complete)) ++complete;
    this->acknowledge(complete - 1);
  }
  EXPECT_EQ(number, changes + 1);
  EXPECT_THAT(seen, SizeIs(changes));
  EXPECT_EQ(*seen.rbegin(), first + changes - 1);
  EXPECT_GT(this->heard->damaged, 0);
  this->hardware.heal_link();
  this->hardware.pass(this->long_enough);
  EXPECT_EQ(this->state_of(1).polarity, hal::Polarity::normal);
}

}  // namespace
}  // namespace forlopp::contract
