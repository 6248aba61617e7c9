#include "runtime/supervision_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/simulated_node.hpp"
#include "tests/support/processes.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::ChildSpec;
using runtime::ChildStart;
using runtime::Message;
using runtime::Name;
using runtime::SupervisorRollup;
using runtime::SupervisorSpec;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Name named(const std::string& id) {
  return Name{"supervision_tree_test." + id};
}

ChildSpec worker(const std::string& id) {
  return {.id = id, .start = [id](Context& context, Message&) -> ChildStart {
            return context.start_link({.name = named(id)}, runtime::script(&idle));
          }};
}

/// A supervisor of two workers, below another one.
SupervisorSpec exchange_of_two() {
  SupervisorSpec inner{.intensity = {3, 10s}};
  inner.children = {worker("a"), worker("b")};
  SupervisorSpec outer;
  outer.children.push_back({.id = "inner",
                            .start =
                                [inner](Context& context, Message&) {
                                  return start_supervisor(context, {.label = {"inner"}}, inner);
                                },
                            .type = runtime::ChildType::supervisor});
  return outer;
}

struct Fixture {
  runtime::SimulatedNode node{};
  Pid top =
      node.spawn({.label = {"outer"}, .trap_exit = true}, runtime::supervisor(exchange_of_two()));
  std::vector<SupervisorRollup> tree() {
    node.settle();
    return supervision_tree(node);
  }
  void kill(const std::string& id) {
    node.settle();
    node.exit_signal(node.whereis(named(id)), ExitReason::Kind::kill);
  }
};

TEST(SupervisionTree, ShowsSupervisorsBeforeThoseBelowThem) {
  Fixture lab;
  const auto tree = lab.tree();
  ASSERT_EQ(tree.size(), 2U);
  EXPECT_EQ(tree[0].label, "outer");
  EXPECT_EQ(tree[1].label, "inner");
  EXPECT_EQ(tree[1].parent, tree[0].supervisor);
  EXPECT_EQ(tree[1].depth, 1U);
}

TEST(SupervisionTree, CountsChildrenRestartsAndCrashesAndSumsThemUp) {
  Fixture lab;
  lab.kill("a");
  lab.kill("b");
  const auto tree = lab.tree();
  EXPECT_EQ(tree[0].own.restarts, 0U);
  EXPECT_EQ(tree[0].total.restarts, 2U);
  EXPECT_EQ(tree[0].total.crashed, 2U);
  EXPECT_EQ(tree[0].own.children, 1U);
  EXPECT_EQ(tree[0].total.children, 3U);
  EXPECT_EQ(tree[1].own.children, 2U);
  EXPECT_EQ(tree[1].restarts_in_period, 2U);
  EXPECT_EQ(tree[1].intensity.restarts_max, 3U);
}

TEST(SupervisionTree, ASupervisorThatGaveUpIsAnotherOneWhenItIsBack) {
  Fixture lab;
  const Pid before = lab.tree()[1].supervisor;
  for (int i = 0; i < 4; ++i) lab.kill("a");
  const auto tree = lab.tree();
  ASSERT_EQ(tree.size(), 2U);
  EXPECT_NE(tree[1].supervisor, before);
  EXPECT_EQ(tree[1].own.restarts, 0U);
  EXPECT_EQ(tree[0].own.restarts, 1U);
}

TEST(SupervisionTree, IsEmptyWhenAllHaveEnded) {
  Fixture lab;
  lab.node.settle();
  lab.node.exit_signal(lab.top, ExitReason::Kind::shutdown);
  EXPECT_THAT(lab.tree(), IsEmpty());
}

TEST(SupervisionTree, ReadsAsATree) {
  Fixture lab;
  EXPECT_THAT(to_string(lab.tree()), HasSubstr("\n  inner "));
}

}  // namespace
}  // namespace forlopp::test
