#include "runtime/simulated_node.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "tests/support/event_log.hpp"
#include "tests/support/fickle_pair.hpp"
#include "tests/support/processes.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

struct Job {
  int number;
};

Instant at(Duration since_start) {
  return Instant{since_start};
}

/// Sends itself and its parent's other children messages, as its dice fall.
Task<> gossip(Context self) {
  for (int i = 0; i < 20; ++i) {
    self.send(self.parent(), Job{i});
    const auto pause = Duration{self.random().below(1000)};
    const Message nothing = co_await sleep(self, pause);
  }
}

Task<> gossips(Context self) {
  for (int i = 0; i < 5; ++i) self.spawn({}, script(&gossip));
  for (int i = 0; i < 100; ++i) {
    const Message job = co_await receive_any<Job>(self);
  }
}

std::uint64_t fingerprint_of(std::uint64_t seed, Duration message_cost = 0ns,
                             Observer* observer = nullptr) {
  SimulatedNode node{{.seed = seed, .message_cost = message_cost, .observer = observer}};
  node.trace(observer != nullptr);
  node.spawn({}, script(&gossips));
  node.run_until_idle();
  return node.fingerprint();
}

TEST(SimulatedNode, SameSeedIsTheSameRunAndAnotherSeedIsAnother) {
  std::set<std::uint64_t> different;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_EQ(fingerprint_of(seed), fingerprint_of(seed));
    different.insert(fingerprint_of(seed));
  }
  EXPECT_EQ(different.size(), 20U);
}

TEST(SimulatedNode, WatchingDoesNotChangeTheRun) {
  class Counting final : public Observer {
   public:
    void traced(const TraceEvent&) override { ++events; }
    int events = 0;
  } watching;
  EXPECT_EQ(fingerprint_of(7, 1us, &watching), fingerprint_of(7, 1us));
  EXPECT_GT(watching.events, 200);
}

TEST(SimulatedNode, FingerprintIsTheSameOnEveryMachine) {
  // If this fails without a change of scheduling on purpose, runs are not portable any more.
  EXPECT_EQ(fingerprint_of(1), 10915064260436601328U);
}

TEST(SimulatedNode, SeedDecidesWhoRunsNext) {
  std::set<std::vector<std::string>> orders;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    EventLog log;
    SimulatedNode node{{.seed = seed}};
    const auto runner = [](Context, EventLog* to, std::string name) -> Task<> {
      to->add(name);
      co_return;
    };
    for (const char* name : {"a", "b", "c"}) node.spawn({}, script(+runner, &log, name));
    node.run_until_idle();
    orders.insert(log.lines());
  }
  EXPECT_EQ(orders.size(), 6U);
}

Task<> sends_its_name(Context self, Pid to, std::string name) {
  self.send(to, std::move(name));
  co_return;
}

Task<> writes_names_down(Context self, EventLog* log) {
  for (int i = 0; i < 2; ++i) {
    const Message name = co_await receive_any<std::string>(self);
    log->add(*name.get_if<std::string>());
  }
}

TEST(SimulatedNode, MSG_03_of_two_senders_either_comes_first) {
  std::set<std::vector<std::string>> orders;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    EventLog log;
    SimulatedNode node{{.seed = seed}};
    const Pid writer = node.spawn({}, script(&writes_names_down, &log));
    for (const char* name : {"a", "b"}) node.spawn({}, script(&sends_its_name, writer, name));
    node.run_until_idle();
    orders.insert(log.lines());
  }
  EXPECT_EQ(orders.size(), 2U);
}

TEST(SimulatedNode, ClockJumpsExactlyToTheNextTimer) {
  EventLog log;
  SimulatedNode node;
  const auto sleeper = [](Context self, EventLog* to) -> Task<> {
    for (const Duration time : {Duration{1ns}, Duration{7h}, Duration{123'456'789ns}}) {
      const Message nothing = co_await sleep(self, time);
      to->add(std::to_string(self.now().time_since_epoch().count()));
    }
  };
  node.spawn({}, script(+sleeper, &log));
  node.run_until_idle();
  EXPECT_THAT(log.lines(), ElementsAre("1", "25200000000001", "25200123456790"));
}

TEST(SimulatedNode, RunUntilIncludesItsEndAndLeavesTheClockThere) {
  EventLog log;
  SimulatedNode node;
  const auto ticker = [](Context self, EventLog* to) -> Task<> {
    for (;;) {
      const Message nothing = co_await sleep(self, 10ms);
      to->add("tick");
    }
  };
  node.spawn({}, script(+ticker, &log));
  node.run_until(at(20ms));
  EXPECT_THAT(log.lines(), ElementsAre("tick", "tick"));
  EXPECT_EQ(node.now(), at(20ms));
  node.run_for(9ms);
  EXPECT_EQ(log.lines().size(), 2U);
  EXPECT_EQ(node.now(), at(29ms));
  node.run_until(at(5ms));
  EXPECT_EQ(node.now(), at(29ms));
}

TEST(SimulatedNode, SettleLetsNoTimePassAndFiresWhatIsDueNow) {
  EventLog log;
  SimulatedNode node;
  const auto waiting = [](Context self, EventLog* to) -> Task<> {
    self.send_after(0ns, self.self(), Job{1});
    const Message due = co_await receive_any<Job>(self);
    to->add("due now");
    const Message later_one = co_await sleep(self, 1ns);
    to->add("later");
  };
  node.spawn({}, script(+waiting, &log));
  node.settle();
  EXPECT_THAT(log.lines(), ElementsAre("due now"));
  EXPECT_EQ(node.now(), at(0ns));
}

TEST(SimulatedNode, StepSaysWhenNothingIsLeft) {
  SimulatedNode node;
  EXPECT_FALSE(node.step());
  node.spawn({}, script(&ends_with, ExitReason{}));
  EXPECT_TRUE(node.step());
  EXPECT_EQ(node.counts().alive, 0U);
  EXPECT_FALSE(node.step());
}

TEST(SimulatedNode, IdleProcessesKeepNothingRunning) {
  SimulatedNode node;
  node.spawn({}, script(&idle));
  node.run_until_idle();
  EXPECT_EQ(node.counts().alive, 1U);
  EXPECT_EQ(node.now(), at(0ns));
}

// A processor that needs time for each message.

/// Writes down when it handles each job.
class Clerk final : public ProcessCode {
 public:
  explicit Clerk(EventLog* log) : log_{log} {}
  void receive(Context& context, Message message) override {
    const auto microseconds = context.now().time_since_epoch() / 1us;
    log_->add(std::to_string(message.get_if<Job>()->number) + " at " +
              std::to_string(microseconds));
  }

 private:
  EventLog* log_;
};

TEST(VirtualProcessor, ServesOneMessagePerCostInOrderOfArrival) {
  EventLog log;
  SimulatedNode node{{.message_cost = 100us}};
  const Pid a = node.spawn<Clerk>({}, &log);
  const Pid b = node.spawn<Clerk>({}, &log);
  node.settle();
  node.send(a, Job{1});
  node.send(b, Job{2});
  node.send(a, Job{3});
  node.run_until_idle();
  EXPECT_THAT(log.lines(), ElementsAre("1 at 0", "2 at 100", "3 at 200"));
}

TEST(VirtualProcessor, IsIdleUntilTheNextArrival) {
  EventLog log;
  SimulatedNode node{{.message_cost = 100us}};
  const Pid clerk = node.spawn<Clerk>({}, &log);
  node.send(clerk, Job{1});
  node.run_until(at(1ms));
  node.send(clerk, Job{2});
  node.send(clerk, Job{3});
  node.run_until_idle();
  EXPECT_THAT(log.lines(), ElementsAre("1 at 0", "2 at 1000", "3 at 1100"));
}

TEST(VirtualProcessor, TakesTheMoreUrgentFirst) {
  EventLog log;
  SimulatedNode node{{.message_cost = 100us}};
  const Pid normal = node.spawn<Clerk>({}, &log);
  const Pid urgent = node.spawn<Clerk>({.priority = Priority::high}, &log);
  node.settle();
  for (int i = 1; i <= 3; ++i) node.send(normal, Job{i});
  node.send(urgent, Job{10});
  node.send(urgent, Job{11});
  node.run_until_idle();
  EXPECT_THAT(log.lines(), ElementsAre("10 at 0", "11 at 100", "1 at 200", "2 at 300", "3 at 400"));
}

TEST(VirtualProcessor, IsNotNeededByExternalProcesses) {
  EventLog log;
  SimulatedNode node{{.message_cost = 100us}};
  const Pid own = node.spawn<Clerk>({}, &log);
  const Pid external = node.spawn<Clerk>({.processor = Processor::external}, &log);
  node.settle();
  for (int i = 1; i <= 2; ++i) node.send(own, Job{i});
  for (int i = 11; i <= 13; ++i) node.send(external, Job{i});
  node.run_until_idle();
  EXPECT_THAT(log.lines(),
              UnorderedElementsAre("11 at 0", "12 at 0", "13 at 0", "1 at 0", "2 at 100"));
}

TEST(VirtualProcessor, WithoutACostOwnAndExternalProcessesMix) {
  std::set<std::vector<std::string>> orders;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    EventLog log;
    SimulatedNode node{{.seed = seed}};
    const Pid own = node.spawn<Clerk>({}, &log);
    const Pid external = node.spawn<Clerk>({.processor = Processor::external}, &log);
    node.settle();
    node.send(own, Job{1});
    node.send(external, Job{2});
    node.run_until_idle();
    orders.insert(log.lines());
  }
  EXPECT_EQ(orders.size(), 2U);
}

/// Goes on sending to itself for ever.
class Selfish final : public ProcessCode {
 public:
  void init(Context& context) override { context.send(context.self(), Job{0}); }
  void receive(Context& context, Message) override { context.send(context.self(), Job{0}); }
};

TEST(SimulatedNode, INFO_10_process_that_always_has_something_to_do_starves_nobody) {
  for (const Duration cost : {Duration{0}, Duration{1us}}) {
    EventLog log;
    SimulatedNode node{{.message_cost = cost}};
    node.spawn<Selfish>({});
    const Pid clerk = node.spawn<Clerk>({}, &log);
    for (int i = 0; i < 10; ++i) node.send(clerk, Job{i});
    for (int i = 0; i < 1000; ++i) node.step();
    EXPECT_EQ(log.lines().size(), 10U);
  }
}

TEST(SimulatedNode, INFO_11_low_priority_gets_about_one_turn_for_eight) {
  EventLog log;
  SimulatedNode node;
  node.spawn<Selfish>({});
  const Pid low = node.spawn<Clerk>({.priority = Priority::low}, &log);
  for (int i = 0; i < 100; ++i) node.send(low, Job{i});
  for (int i = 0; i < 400; ++i) node.step();
  EXPECT_THAT(log.lines().size(), testing::AllOf(testing::Ge(20U), testing::Le(60U)));
}

TEST(SimulatedNode, EndsWhateverIsAliveWhenItGoes) {
  EventLog log;
  {
    SimulatedNode node;
    const auto holder = [](Context self, EventLog* to) -> Task<> {
      const std::shared_ptr<void> held{nullptr, [to](void*) { to->add("given back"); }};
      const Message never = co_await sleep(self, infinity);
    };
    node.spawn({}, script(+holder, &log));
    const Pid queued = node.spawn({}, script(+holder, &log));
    node.step();
    node.send(queued, std::string(1000, 'x'));
  }
  EXPECT_THAT(log.lines().size(), testing::Le(2U));
}

TEST(Link, LINK_11_both_sides_agree_after_links_and_unlinks_have_crossed) {
  int linked_ones = 0;
  constexpr int seeds = 300;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SimulatedNode node{{.seed = seed}};
    const FicklePair pair{node};
    node.run_until_idle();
    const Opinion a = opinion(node, pair.a, pair.b);
    const Opinion b = opinion(node, pair.b, pair.a);
    EXPECT_EQ(a.linked, b.linked) << "seed " << seed;
    EXPECT_FALSE(a.waits || b.waits) << "seed " << seed;
    linked_ones += a.linked ? 1 : 0;
  }
  EXPECT_THAT(linked_ones, testing::AllOf(testing::Gt(seeds / 10), testing::Lt(seeds * 9 / 10)));
}

TEST(Node, ForgetsTheLabelOfTheDead) {
  SimulatedNode node;
  const Pid pid = node.spawn({.label = {"circuit", 7}}, script(&ends_with, ExitReason{}));
  EXPECT_EQ(node.label_of(pid), "circuit 7");
  EXPECT_TRUE(node.is_alive(pid));
  node.run_until_idle();
  EXPECT_EQ(node.label_of(pid), std::nullopt);
  EXPECT_FALSE(node.is_alive(pid));
}

TEST(Node, CountsWhatHappened) {
  SimulatedNode node;
  node.spawn({}, script(&ends_with, ExitReason{}));
  node.spawn({}, script(&ends_with, ExitReason{"crash"}));
  const Pid idle_one = node.spawn({}, script(&idle));
  node.send(idle_one, Go{});
  const Pid told = node.spawn({}, script(&ends_when_told, ExitReason{}));
  node.send(told, Go{});
  node.run_until_idle();
  const NodeCounts counts = node.counts();
  EXPECT_EQ(counts.spawned, 4U);
  EXPECT_EQ(counts.ended, 3U);
  EXPECT_EQ(counts.crashed, 1U);
  EXPECT_EQ(counts.messages, 1U);
  EXPECT_EQ(counts.alive, 1U);
}

}  // namespace
}  // namespace forlopp::runtime
