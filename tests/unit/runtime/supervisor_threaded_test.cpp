#include <atomic>
#include <memory>

#include <gtest/gtest.h>

#include "runtime/gen_server.hpp"
#include "runtime/script.hpp"
#include "runtime/supervisor.hpp"
#include "runtime/threaded_node.hpp"

/// Supervisors under real threads: what must hold in every interleaving.
namespace forlopp::runtime {
namespace {

constexpr Duration patience = std::chrono::seconds{60};

struct Crash {};
struct Finish {};

/// What the threads of a test count together.
struct Tally {
  std::atomic<int> started{0};
  std::atomic<int> answered{0};
};

class Worker final : public GenServer<Worker> {
 public:
  using Infos = Messages<Crash, Finish>;
  explicit Worker(Tally* tally) : tally_{tally} {}

  void init(Context&) override { ++tally_->started; }
  void handle_info(Context& context, Crash&) { context.exit(ExitReason{"boom"}); }
  void handle_info(Context& context, Finish&) { context.stop(); }

 private:
  Tally* tally_;
};

ChildSpec worker(const std::string& id, Tally* tally, Restart restart = Restart::permanent) {
  const auto start = [tally](Context& context, Message&) -> ChildStart {
    return context.start_link<Worker>({.label = {"worker"}}, tally);
  };
  return {.id = id, .start = start, .restart = restart};
}

/// Crashes the first child of a supervisor until it has seen so many crashes. A child that was
/// already gone when it was looked at does not count.
Task<> crash_children(Context self, Pid root, int times) {
  for (int crashes = 0; crashes < times;) {
    WhichChildren which{};
    const auto children = co_await call<std::vector<ChildInfo>>(self, root, which, patience);
    check(children.has_value(), "the supervisor gave up");
    const Pid victim = children->front().pid;
    const Ref gone = self.monitor(victim);
    self.send(victim, Crash{});
    const Message down = co_await receive_any<Down>(self);
    if (down.get_if<Down>()->reason == ExitReason{"boom"}) ++crashes;
    self.demonitor(gone);
  }
}

class SupervisorThreaded : public testing::TestWithParam<Strategy> {};

TEST_P(SupervisorThreaded, Restarts_as_often_as_children_crash_and_stops_without_leaving_any) {
  Tally tally;
  ThreadedNode node{{.schedulers = 2}};
  const Pid root = node.spawn(
      {.label = {"root"}},
      supervisor({.strategy = GetParam(),
                  .intensity = {.restarts_max = 100'000},
                  .children = {worker("a", &tally), worker("b", &tally), worker("c", &tally)}}));
  const Pid first = node.spawn({.label = {"first"}}, script(&crash_children, root, 500));
  const Pid second = node.spawn({.label = {"second"}}, script(&crash_children, root, 500));
  ASSERT_TRUE(node.wait_for_exit(first, patience));
  ASSERT_TRUE(node.wait_for_exit(second, patience));
  node.wait_until_idle();
  EXPECT_GE(tally.started, 3 + 500);
  node.exit_signal(root, ExitReason::Kind::shutdown);
  ASSERT_TRUE(node.wait_for_exit(root, patience));
  node.wait_until_idle();
  EXPECT_EQ(node.counts().alive, 0U);
}

INSTANTIATE_TEST_SUITE_P(Strategies, SupervisorThreaded,
                         testing::Values(Strategy::one_for_one, Strategy::one_for_all,
                                         Strategy::rest_for_one));

Task<> start_instances(Context self, Pid root, int times, Tally* tally) {
  for (int i = 0; i < times; ++i) {
    StartChild start{};
    const auto answer = co_await call<StartChildAnswer>(self, root, std::move(start), patience);
    check(answer && answer->child, "an instance did not start");
    ++tally->answered;
    self.send(*answer->child, Finish{});
  }
}

TEST(SupervisorThreadedInstances, Come_and_go_from_several_threads) {
  Tally tally;
  ThreadedNode node{{.schedulers = 2}};
  const Pid root = node.spawn({.label = {"root"}},
                              supervisor({.strategy = Strategy::simple_one_for_one,
                                          .children = {worker("w", &tally, Restart::temporary)}}));
  std::vector<Pid> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(
        node.spawn({.label = {"client"}}, script(&start_instances, root, 2'000, &tally)));
  }
  for (const Pid client : clients) ASSERT_TRUE(node.wait_for_exit(client, patience));
  node.wait_until_idle();
  EXPECT_EQ(tally.started, 8'000);
  EXPECT_EQ(tally.answered, 8'000);
  EXPECT_EQ(node.counts().alive, 1U);
  EXPECT_EQ(node.counts().crashed, 0U);
}

TEST(SupervisorThreadedInstances, SUP_96_many_are_stopped_together) {
  Tally tally;
  ThreadedNode node{{.schedulers = 2}};
  const Pid root = node.spawn(
      {.label = {"root"}},
      supervisor({.strategy = Strategy::simple_one_for_one, .children = {worker("w", &tally)}}));
  for (int i = 0; i < 5'000; ++i) node.send(root, Call<StartChild>{});
  node.wait_until_idle();
  EXPECT_EQ(node.counts().alive, 5'001U);
  node.exit_signal(root, ExitReason::Kind::shutdown);
  ASSERT_TRUE(node.wait_for_exit(root, patience));
  node.wait_until_idle();
  EXPECT_EQ(node.counts().alive, 0U);
}

}  // namespace
}  // namespace forlopp::runtime
