#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hwsim/backplane.hpp"
#include "hwsim/command_order.hpp"
#include "hwsim/event_queue.hpp"
#include "hwsim/link.hpp"

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;
using hal::CommandOutcome;
using hal::EventKind;
using Verdict = CommandOrder::Verdict;

TEST(CommandOrder, CarriesOutOneAfterTheOther) {
  CommandOrder order;
  EXPECT_EQ(order.judge(1), Verdict::carry_out);
  EXPECT_EQ(order.judge(2), Verdict::too_early);
  order.done(CommandOutcome::done);
  EXPECT_EQ(order.judge(1), Verdict::repeated);
  EXPECT_EQ(order.judge(2), Verdict::carry_out);
}

TEST(CommandOrder, RemembersTheOutcomesOfAsManyAsMayBeInFlight) {
  CommandOrder order;
  for (std::uint32_t number = 1; number <= 20; ++number)
    order.done(number % 3 == 0 ? CommandOutcome::busy : CommandOutcome::done);
  for (std::uint32_t number = 13; number <= 20; ++number) {
    ASSERT_EQ(order.judge(number), Verdict::repeated);
    EXPECT_EQ(order.outcome(number), number % 3 == 0 ? CommandOutcome::busy : CommandOutcome::done);
  }
  EXPECT_EQ(order.judge(12), Verdict::too_old);
  EXPECT_EQ(order.judge(0), Verdict::too_old);
}

TEST(EventQueue, KeepsWhatIsNotAcknowledged) {
  EventQueue queue;
  queue.begin({1, 2}, 5);
  for (hal::PortNumber port = 1; port <= 3; ++port) queue.push(port, EventKind::off_hook, 0);
  EXPECT_TRUE(queue.acknowledge(2));
  ASSERT_EQ(queue.waiting().size(), 1U);
  EXPECT_EQ(queue.waiting().front().sequence, 3U);
  EXPECT_EQ(queue.waiting().front().incarnation, 5U);
  EXPECT_TRUE(hal::is_intact(queue.waiting().front()));
  EXPECT_EQ(queue.acknowledged(), 2U);
}

TEST(EventQueue, IgnoresStrangeAcknowledgements) {
  EventQueue queue;
  queue.begin({1, 2}, 5);
  queue.push(1, EventKind::off_hook, 0);
  EXPECT_FALSE(queue.acknowledge(0));
  EXPECT_FALSE(queue.acknowledge(2));
  EXPECT_TRUE(queue.acknowledge(1));
  EXPECT_FALSE(queue.acknowledge(1));
}

TEST(EventQueue, StaysRightOverManyEvents) {
  EventQueue queue;
  queue.begin({1, 2}, 5);
  for (std::uint32_t i = 1; i <= 10'000; ++i) {
    queue.push(1, EventKind::on_hook, 0);
    if (i % 7 == 0) queue.acknowledge(i - 3);
    ASSERT_EQ(queue.waiting().back().sequence, i);
    ASSERT_EQ(queue.waiting().front().sequence, queue.acknowledged() + 1);
  }
}

TEST(EventQueue, ForgetsWithANewRun) {
  EventQueue queue;
  queue.begin({1, 2}, 5);
  queue.push(1, EventKind::off_hook, 0);
  queue.begin({1, 2}, 6);
  EXPECT_TRUE(queue.waiting().empty());
  EXPECT_EQ(queue.push(1, EventKind::boot, 0).sequence, 1U);
}

TEST(Link, PassesEverythingAtOnceWhenItIsSound) {
  LinkDirection link;
  runtime::Random random{1};
  const Passage passage = link.pass({}, {}, runtime::Instant{5s}, random);
  EXPECT_EQ(passage.arriving, 1);
  EXPECT_EQ(passage.copies.at(0).delay, 0s);
  EXPECT_FALSE(passage.copies.at(0).damaged);
}

TEST(Link, KeepsTheOrderWhateverTheDelays) {
  LinkDirection link;
  runtime::Random random{1};
  const LinkFaults slow{.slowness = 0.5, .delay = Distribution::exponential(100ms)};
  runtime::Instant now{};
  runtime::Instant last{};
  for (int i = 0; i < 1'000; ++i) {
    now += 1ms;
    const Passage passage = link.pass(slow, Distribution::constant(2ms), now, random);
    const runtime::Instant arrival = now + passage.copies.at(0).delay;
    ASSERT_GT(arrival, last);
    last = arrival;
  }
}

TEST(Link, DoesToMessagesWhatItsProbabilitiesSay) {
  LinkDirection link;
  runtime::Random random{1};
  const LinkFaults faults{.loss = 0.1, .duplication = 0.2, .reordering = 0.3, .corruption = 0.4};
  int lost = 0, doubled = 0, late = 0, damaged = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Passage passage = link.pass(faults, {}, runtime::Instant{} + i * 1s, random);
    lost += passage.arriving == 0;
    doubled += passage.arriving == 2;
    if (passage.arriving == 0) continue;
    late += passage.copies.at(0).delay > 0s;
    damaged += passage.copies.at(0).damaged;
  }
  EXPECT_NEAR(lost, 1'000, 150);
  EXPECT_NEAR(doubled, 1'800, 200);
  EXPECT_NEAR(late, 2'700, 250);
  EXPECT_NEAR(damaged, 3'600, 300);
}

TEST(Backplane, KnowsWhoIsBehindAnEnd) {
  Backplane backplane{{.shelves = 2, .slots = 3, .ports = 4, .trunk_groups = 1}};
  const runtime::Pid card{1, 1};
  const runtime::Pid far{2, 1};
  backplane.plug_in(hal::CardAddress{2, 3}, card);
  backplane.plug_in(hal::TrunkGroupNumber{1}, far);
  EXPECT_EQ(backplane.owner(hal::PortAddress{{2, 3}, 4}), card);
  EXPECT_EQ(backplane.owner(hal::CircuitAddress{1, 30}), far);
  EXPECT_FALSE(backplane.owner(hal::PortAddress{{1, 1}, 1}));
  EXPECT_FALSE(backplane.owner(hal::PortAddress{{3, 1}, 1}));
  EXPECT_FALSE(backplane.owner(hal::PortAddress{{1, 4}, 1}));
  EXPECT_FALSE(backplane.owner(hal::CircuitAddress{2, 1}));
  EXPECT_FALSE(backplane.owner({}));
}

}  // namespace
}  // namespace forlopp::hwsim
