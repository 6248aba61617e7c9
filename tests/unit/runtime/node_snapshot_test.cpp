#include "runtime/node_snapshot.hpp"

#include <algorithm>
#include <atomic>
#include <map>

#include <gtest/gtest.h>

#include "runtime/simulated_node.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/support/processes.hpp"

namespace forlopp::test {
namespace {

using runtime::NodeSnapshot;

/// Spawns a pair of linked children, ends them, and does so again.
Task<> breeds(Context self) {
  self.trap_exit();
  for (;;) {
    const Pid child = self.spawn_link({.label = {"child"}}, runtime::script(&idle));
    self.exit_signal(child, ExitReason::Kind::kill);
    const ExitReason reason = co_await trapped_exit(self);
  }
}

Task<> has_children(Context self, int number) {
  for (int i = 0; i < number; ++i) self.spawn_link({.label = {"child"}}, runtime::script(&idle));
  co_await idle(self);
}

std::size_t count(const NodeSnapshot& snapshot, const std::string& label) {
  return static_cast<std::size_t>(
      std::ranges::count(snapshot.processes, label, &NodeSnapshot::Process::label));
}

TEST(NodeSnapshot, ShowsParentsBeforeTheirChildren) {
  runtime::SimulatedNode node;
  const Pid parent = node.spawn({.label = {"parent"}}, runtime::script(&has_children, 3));
  node.settle();
  const NodeSnapshot seen = snapshot(node);
  ASSERT_EQ(seen.processes.size(), 4U);
  EXPECT_EQ(seen.processes.front().pid, parent);
  EXPECT_EQ(seen.processes.front().links.size(), 3U);
  EXPECT_EQ(count(seen, "child"), 3U);
  EXPECT_EQ(seen.processes.back().depth, 1U);
}

/// Links are made and broken by two processes, so that one alone never tells the truth.
TEST(NodeSnapshot, IsConsistentWhileProcessesComeAndGoOnThreads) {
  runtime::ThreadedNode node{{.schedulers = 2}};
  for (int i = 0; i < 20; ++i) node.spawn({.label = {"breeder"}}, runtime::script(&breeds));
  for (int i = 0; i < 50; ++i) {
    const NodeSnapshot seen = snapshot(node);
    EXPECT_TRUE(seen.is_complete);
    EXPECT_EQ(count(seen, "breeder"), 20U);
    std::map<Pid, const NodeSnapshot::Process*> all;
    for (const auto& process : seen.processes) all[process.pid] = &process;
    for (const auto& process : seen.processes) {
      if (process.label != "child" || !all.contains(process.parent)) continue;
      EXPECT_EQ(process.links, std::vector{process.parent});
    }
  }
}

TEST(NodeSnapshot, DoesNotWaitForAProcessThatComputesForEver) {
  std::atomic<bool> enough{false};
  {
    runtime::ThreadedNode node{{.schedulers = 1, .long_schedule = std::chrono::milliseconds{10}}};
    const auto computes = [](Context, std::atomic<bool>* end) -> Task<> {
      while (!*end) {
      }
      co_return;
    };
    node.spawn({.label = {"runaway"}}, runtime::script(+computes, &enough));
    NodeSnapshot seen = snapshot(node);
    while (seen.is_complete) seen = snapshot(node);
    EXPECT_EQ(count(seen, "runaway"), 1U);
    enough = true;
  }
}

}  // namespace
}  // namespace forlopp::test
