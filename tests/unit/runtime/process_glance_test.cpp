#include "runtime/process_glance.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"

namespace forlopp::test {
namespace {

using runtime::ProcessGlance;

struct Ping {};

class Stateful final : public runtime::ProcessCode {
 public:
  void receive(Context&, runtime::Message) override {}
  std::string_view state_name() const override { return "at ease"; }
};

TEST(ProcessGlance, ShowsWhoLivesAndInWhichState) {
  runtime::SimulatedNode node;
  const Pid one = node.spawn<Stateful>({.label = {"soldier", 7}, .name = runtime::Name{"ryan"}});
  const Pid two = node.spawn({.label = {"idler"}}, runtime::script(&idle));
  node.settle();
  std::map<Pid, ProcessGlance> seen;
  glance(node, [&](const ProcessGlance& process) { seen[process.pid] = process; });
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[one].state, "at ease");
  EXPECT_EQ(to_string(seen[one].label), "soldier 7");
  EXPECT_EQ(seen[one].name.text(), "ryan");
  EXPECT_NE(dynamic_cast<const Stateful*>(seen[one].code), nullptr);
  EXPECT_EQ(seen[two].state, "");
}

TEST(ProcessGlance, PaintsOneProcessWithItsBlackBoxAndNobodyWhoIsGone) {
  runtime::SimulatedNode node;
  const Pid pid = node.spawn<Stateful>({.label = {"soldier"}});
  node.send(pid, Ping{});
  node.settle();
  const auto seen = portrait(node, pid);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->info.label, "soldier");
  EXPECT_EQ(seen->state, "at ease");
  ASSERT_EQ(seen->black_box.size(), 1U);
  EXPECT_EQ(seen->black_box[0].type, "Ping");
  node.exit_signal(pid, ExitReason::Kind::kill);
  node.settle();
  EXPECT_FALSE(portrait(node, pid));
}

}  // namespace
}  // namespace forlopp::test
