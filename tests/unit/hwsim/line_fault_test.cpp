#include <algorithm>
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hwsim/simulated_equipment.hpp"
#include "runtime/simulated_node.hpp"
#include "tests/contract/test_exchange.hpp"

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;
using hal::EventKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A card of four lines, attached, with a link that works; the test plays the exchange.
class LineFault : public ::testing::Test {
 protected:
  LineFault() {
    tell(hal::sealed(hal::Attach{.card = {1, 1}, .exchange = exchange}));
    acknowledge();
    heard->events.clear();
  }
  static std::shared_ptr<const Population> population() {
    Population people{.classes = {CallingClass{}}};
    people.numbers = numbers_for({.slots = 1, .ports = 4}, "2", 3);
    return std::make_shared<const Population>(people);
  }
  template <class M>
  void tell(M message) {
    node.send(card, std::move(message));
    node.settle();
  }
  void acknowledge() {
    if (heard->events.empty()) return;
    const hal::Event last = *std::ranges::max_element(heard->events, {}, &hal::Event::sequence);
    tell(hal::sealed(
        hal::EventAck{.card = {1, 1}, .incarnation = last.incarnation, .sequence = last.sequence}));
  }
  void command(hal::Action action) {
    hal::Command command{.from = exchange,
                         .card = {1, 1},
                         .incarnation = heard->reports.back().incarnation,
                         .number = ++commands,
                         .port = 1,
                         .action = std::move(action)};
    tell(hal::sealed(command));
  }
  std::vector<EventKind> kinds() const {
    std::vector<EventKind> kinds;
    for (const hal::Event& event : heard->events) kinds.push_back(event.kind);
    return kinds;
  }

  runtime::SimulatedNode node{};
  SimulatedEquipment equipment{node, {.slots = 1, .ports = 4}, population()};
  runtime::Pid card = equipment.card_driver({1, 1});
  std::shared_ptr<contract::Heard> heard = std::make_shared<contract::Heard>();
  runtime::Pid exchange = node.spawn<contract::TestExchange>({.label = {"exchange"}}, heard);
  std::uint32_t commands = 0;
};

TEST_F(LineFault, AShortedLineLooksLiftedUntilItIsHealed) {
  tell(ShortLine{1});
  EXPECT_THAT(kinds(), ElementsAre(EventKind::off_hook));
  tell(Lift{1});
  tell(Press{1, '5'});
  tell(HangUp{1});
  EXPECT_THAT(kinds(), SizeIs(1));
  tell(HealLine{1});
  EXPECT_THAT(kinds(), ElementsAre(EventKind::off_hook, EventKind::on_hook));
}

// Found as a call that lasted until the end of the run: a line healed while somebody waited there
// for dial tone, and they heard the person of the call before it.
TEST_F(LineFault, WhoeverHearsTalkInsteadOfDialToneHangsUp) {
  tell(Lift{2});
  command(hal::Connect{hal::PortAddress{{1, 1}, 2}});
  tell(PlaceCallTo{.port = 1, .digits = hal::Digits::from("202")});
  acknowledge();
  node.run_for(59s);
  EXPECT_THAT(kinds(), ElementsAre(EventKind::off_hook, EventKind::off_hook));
  node.run_for(1s);
  EXPECT_THAT(kinds(), ElementsAre(EventKind::off_hook, EventKind::off_hook, EventKind::on_hook));
}

TEST_F(LineFault, AShortEndsByItselfAfterItsTime) {
  tell(ShortLine{1, 10s});
  acknowledge();
  node.run_for(9s);
  EXPECT_THAT(kinds(), ElementsAre(EventKind::off_hook));
  node.run_for(2s);
  EXPECT_EQ(kinds().at(1), EventKind::on_hook);
}

TEST_F(LineFault, AShortedLineCannotRing) {
  tell(ShortLine{1});
  command(hal::Ring{});
  EXPECT_EQ(heard->answers.back().outcome, hal::CommandOutcome::wrong_hook_state);
}

TEST_F(LineFault, ATestFindsTheFault) {
  command(hal::Test{});
  tell(ShortLine{1});
  command(hal::Test{});
  ASSERT_THAT(kinds(),
              ElementsAre(EventKind::test_result, EventKind::off_hook, EventKind::test_result));
  EXPECT_EQ(hal::TestVerdict{heard->events.at(0).value}, hal::TestVerdict::passed);
  EXPECT_EQ(hal::TestVerdict{heard->events.at(2).value}, hal::TestVerdict::loop_short);
}

TEST_F(LineFault, ABabblingLineChattersAtItsRateUntilItIsBlocked) {
  tell(BabbleLine{.port = 1, .rate = 100.0});
  for (int i = 0; i < 100; ++i) {
    node.run_for(100ms);
    acknowledge();
  }
  EXPECT_NEAR(static_cast<double>(heard->events.size()), 1'000.0, 130.0);
  command(hal::Block{});
  acknowledge();
  heard->events.clear();
  node.run_for(10s);
  EXPECT_THAT(heard->events, IsEmpty());
}

TEST_F(LineFault, ABabbleEndsByItselfAfterItsTime) {
  tell(BabbleLine{.port = 1, .rate = 100.0, .lasting = 1s});
  node.run_for(2s);
  acknowledge();
  heard->events.clear();
  node.run_for(10s);
  EXPECT_THAT(heard->events, IsEmpty());
}

TEST_F(LineFault, ACardThatNobodyListensToStartsAnewRatherThanRememberForEver) {
  const hal::Incarnation before = heard->reports.back().incarnation;
  tell(BabbleLine{.port = 1, .rate = 1'000.0, .lasting = 10s});
  node.run_for(30s);
  EXPECT_GT(heard->events.back().incarnation, before);
}

TEST_F(LineFault, HealEndsEverythingAtOnce) {
  tell(ShortLine{1});
  tell(LoseMessages{1.0});
  tell(HangFirmware{});
  tell(Heal{});
  node.run_for(2s);
  EXPECT_EQ(heard->events.back().kind, EventKind::boot);
  tell(hal::sealed(hal::Attach{.card = {1, 1}, .exchange = exchange}));
  EXPECT_EQ(heard->reports.back().ports.front(), hal::PortState{});
}

TEST_F(LineFault, APulledCardComesBackAfterItsTime) {
  tell(PullCard{5s});
  node.run_for(4s);
  EXPECT_EQ(heard->events.back().kind, EventKind::removed);
  node.run_for(3s);
  EXPECT_EQ(heard->events.back().kind, EventKind::boot);
}

TEST_F(LineFault, ACrashedCardIsDeadUntilItsWatchdogComes) {
  tell(CrashCard{});
  node.run_for(60s);
  tell(hal::sealed(hal::Heartbeat{.card = {1, 1}, .from = exchange}));
  EXPECT_THAT(heard->echoes, IsEmpty());
  tell(CrashCard{2s});
  node.run_for(3s);
  EXPECT_EQ(heard->events.back().kind, EventKind::boot);
  EXPECT_EQ(hal::BootReason{heard->events.back().value}, hal::BootReason::watchdog);
}

TEST_F(LineFault, FaultsOfPortsThatDoNotExistAreNone) {
  tell(ShortLine{9});
  tell(BabbleLine{.port = 0});
  tell(HealLine{60});
  EXPECT_THAT(heard->events, IsEmpty());
  EXPECT_TRUE(node.is_alive(card));
}

}  // namespace
}  // namespace forlopp::hwsim
