#include "runtime/threaded_node.hpp"

#include <atomic>
#include <memory>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "tests/support/event_log.hpp"
#include "tests/support/fickle_pair.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/sanitizers.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr int scale = is_sanitized ? 1 : 10;

struct Numbered {
  int sender;
  int number;
};

Task<> sends_in_order(Context self, int sender, int count) {
  for (int i = 0; i < count; ++i) {
    self.send(self.parent(), Numbered{sender, i});
    if (i % 50 == 49) {
      const Message pause = co_await sleep(self, 0ns);
    }
  }
}

Task<> collects_from_many(Context self, EventLog* log, int senders, int count) {
  for (int s = 0; s < senders; ++s) self.spawn({}, script(&sends_in_order, s, count));
  std::vector<int> expected(static_cast<std::size_t>(senders), 0);
  for (int i = 0; i < senders * count; ++i) {
    const Message message = co_await receive_any<Numbered>(self);
    const auto* numbered = message.get_if<Numbered>();
    int& next = expected[static_cast<std::size_t>(numbered->sender)];
    if (numbered->number != next++) log->add("out of order");
  }
  log->add("all");
}

TEST(ThreadedNode, MSG_01_many_senders_to_one_keep_their_order) {
  EventLog log;
  ThreadedNode node{{.schedulers = 4}};
  const Pid pid = node.spawn({}, script(&collects_from_many, &log, 50, 100 * scale));
  ASSERT_TRUE(node.wait_for_exit(pid, 60s));
  EXPECT_THAT(log.lines(), ElementsAre("all"));
}

/// A tree of processes, each of which ends when its children have.
Task<> family(Context self, int generations) {
  if (generations == 0) co_return;
  const Monitored first = self.spawn_monitor({}, script(&family, generations - 1));
  const Monitored second = self.spawn_monitor({}, script(&family, generations - 1));
  ExitReason gone = co_await down_of(self, first.ref);
  gone = co_await down_of(self, second.ref);
}

TEST(ThreadedNode, SurvivesASpawnStorm) {
  ThreadedNode node{{.schedulers = 4}};
  constexpr int generations = is_sanitized ? 10 : 14;
  const Pid pid = node.spawn({}, script(&family, generations));
  ASSERT_TRUE(node.wait_for_exit(pid, 60s));
  node.wait_until_idle();
  EXPECT_EQ(node.counts().alive, 0U);
  EXPECT_EQ(node.counts().crashed, 0U);
}

// They stood still for half a minute and more as long as a thread that looked for work asked the
// kernel for a fence, which serves one program of the machine at a time.
TEST(ThreadedNode, MoreNodesThanCoresAllComeToAnEnd) {
  constexpr int generations = is_sanitized ? 8 : 12;
  std::vector<std::unique_ptr<ThreadedNode>> nodes;
  std::vector<Pid> families;
  for (int i = 0; i < 6; ++i) {
    nodes.push_back(std::make_unique<ThreadedNode>(ThreadedOptions{.schedulers = 2}));
    families.push_back(nodes.back()->spawn({}, script(&family, generations)));
  }
  const auto until = std::chrono::steady_clock::now() + 20s;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto left = until - std::chrono::steady_clock::now();
    EXPECT_TRUE(nodes[i]->wait_for_exit(families[i], left)) << "node " << i;
  }
}

TEST(ThreadedNode, SpawningFromOutsideReachesEveryProcess) {
  ThreadedNode node{{.schedulers = 3}};
  std::atomic<int> ran{0};
  const auto counts = [](Context, std::atomic<int>* counter) -> Task<> {
    ++*counter;
    co_return;
  };
  for (int i = 0; i < 500 * scale; ++i) node.spawn({}, script(+counts, &ran));
  node.wait_until_idle();
  EXPECT_EQ(ran, 500 * scale);
}

/// Computes, in many small turns, and notes on which threads it did so.
class Worker final : public ProcessCode {
 public:
  Worker(EventLog* log, int turns) : log_{log}, left_{turns} {}
  void init(Context& context) override { context.send(context.self(), Go{}); }
  void receive(Context& context, Message) override {
    for (volatile int i = 0; i < 20'000;) i = i + 1;
    if (left_-- > 0) {
      context.send(context.self(), Go{});
      return;
    }
    log_->add("done");
    context.stop();
  }

 private:
  EventLog* log_;
  int left_;
};

TEST(ThreadedNode, IdleThreadsStealWork) {
  EventLog log;
  ThreadedNode node{{.schedulers = 2}};
  const auto spawner = [](Context self, EventLog* to) -> Task<> {
    for (int i = 0; i < 20; ++i) self.spawn<Worker>({}, to, 10 * scale);
    co_return;
  };
  node.spawn({}, script(+spawner, &log));
  node.wait_until_idle();
  EXPECT_EQ(log.lines().size(), 20U);
}

/// Holds its thread until it is released.
class Hog final : public ProcessCode {
 public:
  Hog(std::atomic<int>* holding, const std::atomic<bool>* release)
      : holding_{holding}, release_{release} {}
  void init(Context&) override {
    ++*holding_;
    while (!*release_) std::this_thread::yield();
  }
  void receive(Context&, Message) override {}

 private:
  std::atomic<int>* holding_;
  const std::atomic<bool>* release_;
};

TEST(ThreadedNode, ProcessesAndTimersOfAThreadThatDoesNotComeBackGoOnElsewhere) {
  std::atomic<int> holding{0};
  std::atomic<bool> release{false};
  ThreadedNode node{{.schedulers = 2}};
  const auto starts_a_hog = [](Context self, std::atomic<int>* a, std::atomic<bool>* b) -> Task<> {
    self.spawn<Hog>({}, a, b);
    self.send_after(1ms, self.self(), Go{});
    const Message go = co_await receive_any<Go>(self);
    const Message pause = co_await sleep(self, 1ms);
  };
  for (int i = 0; i < 20; ++i) {
    const Pid pid = node.spawn({}, script(+starts_a_hog, &holding, &release));
    EXPECT_TRUE(node.wait_for_exit(pid, 30s));
    release = true;
    node.wait_until_idle();
    release = false;
  }
  EXPECT_EQ(holding, 20);
}

TEST(ThreadedNode, INFO_10_process_that_always_has_something_to_do_starves_nobody) {
  EventLog log;
  ThreadedNode node{{.schedulers = 1}};
  const auto selfish = [](Context self) -> Task<> {
    for (;;) {
      self.send(self.self(), Go{});
      const Message go = co_await receive_any<Go>(self);
    }
  };
  node.spawn({}, script(+selfish));
  for (int i = 0; i < 10; ++i) {
    const Pid other = node.spawn({}, script(&family, 3));
    EXPECT_TRUE(node.wait_for_exit(other, 30s));
  }
}

TEST(ThreadedNode, WaitForExitSeesTheDeadAndGivesUpOnTheLiving) {
  ThreadedNode node{{.schedulers = 2}};
  const Pid brief = node.spawn({}, script(&ends_with, ExitReason{"brief"}));
  EXPECT_TRUE(node.wait_for_exit(brief));
  EXPECT_TRUE(node.wait_for_exit(brief));
  EXPECT_TRUE(node.wait_for_exit(Pid{}));
  const Pid lasting = node.spawn({}, script(&idle));
  EXPECT_FALSE(node.wait_for_exit(lasting, 5ms));
  node.exit_signal(lasting, ExitReason::Kind::kill);
  EXPECT_TRUE(node.wait_for_exit(lasting));
  EXPECT_FALSE(node.is_alive(lasting));
}

TEST(ThreadedNode, EndsWhateverIsAliveWhenItGoes) {
  for (int round = 0; round < 10; ++round) {
    ThreadedNode node{{.schedulers = 2}};
    const auto busy = [](Context self) -> Task<> {
      self.spawn_link({}, script(&idle));
      self.send_after(1h, self.self(), std::string(100, 'x'));
      for (;;) {
        self.send(self.self(), std::string(100, 'x'));
        const Message message = co_await receive(self);
      }
    };
    for (int i = 0; i < 50; ++i)
      node.spawn({.name = Name{"busy" + std::to_string(i)}}, script(+busy));
    for (int i = 0; i < 50; ++i) node.send(node.spawn({}, script(&idle)), std::string(100, 'x'));
  }
}

TEST(ThreadedNode, LINK_11_both_sides_agree_after_links_and_unlinks_have_crossed) {
  ThreadedNode node{{.schedulers = 4}};
  std::vector<FicklePair> pairs;
  for (int i = 0; i < 50 * scale; ++i) pairs.emplace_back(node);
  node.wait_until_idle();
  // What remains is idle but for timers of zero delay, which are over soon.
  for (const FicklePair& pair : pairs) {
    const Opinion a = opinion(node, pair.a, pair.b);
    const Opinion b = opinion(node, pair.b, pair.a);
    EXPECT_EQ(a.linked, b.linked);
    EXPECT_FALSE(a.waits || b.waits);
  }
}

TEST(ThreadedNode, LabelsMayBeReadWhileProcessesComeAndGo) {
  ThreadedNode node{{.schedulers = 2}};
  const auto breeder = [](Context self) -> Task<> {
    for (int i = 0; i < 200 * scale; ++i) {
      const Monitored child =
          self.spawn_monitor({.label = {"child", 7}}, script(&ends_with, ExitReason{}));
      const ExitReason gone = co_await down_of(self, child.ref);
    }
  };
  const Pid pid = node.spawn({.label = {"breeder", 1}}, script(+breeder));
  std::set<std::string> seen;
  while (node.is_alive(pid)) {
    for (std::uint32_t slot = 1; slot < 4; ++slot) {
      for (std::uint32_t generation = 1; generation < 50; ++generation) {
        if (const auto label = node.label_of(Pid{slot, generation})) seen.insert(*label);
      }
    }
  }
  EXPECT_THAT(seen, testing::IsSubsetOf({"breeder 1", "child 7"}));
}

TEST(ThreadedNode, NodesSideBySideDoNotDisturbEachOther) {
  EventLog log;
  ThreadedNode first{{.schedulers = 2}};
  ThreadedNode second{{.schedulers = 2}};
  const Pid a = first.spawn({}, script(&collects_from_many, &log, 5, 100));
  const Pid b = second.spawn({}, script(&collects_from_many, &log, 5, 100));
  EXPECT_TRUE(first.wait_for_exit(a, 60s));
  EXPECT_TRUE(second.wait_for_exit(b, 60s));
  EXPECT_THAT(log.lines(), ElementsAre("all", "all"));
}

}  // namespace
}  // namespace forlopp::runtime
