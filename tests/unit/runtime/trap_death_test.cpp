#include <csignal>

#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"
#include "tests/support/sanitizers.hpp"
#include "tests/unit/runtime/traps.hpp"

namespace forlopp::runtime {
namespace {

class OnePass final : public ProcessCode {
 public:
  explicit OnePass(void (*act)()) : act_{act} {}
  void init(Context&) override { act_(); }
  void receive(Context&, Message) override {}

 private:
  void (*act_)();
};

void run(void (*act)()) {
  SimulatedNode node;
  node.spawn<OnePass>({}, act);
  node.run_until_idle();
}

class TrapDeathTest : public testing::Test {
 protected:
  void SetUp() override {
    if (test::is_sanitized) GTEST_SKIP() << "sanitizers report these in their own words";
  }
};

TEST_F(TrapDeathTest, OutsideProcessCodeEndsTheNode) {
  EXPECT_DEATH(
      {
        const SimulatedNode node;
        traps::write_null();
      },
      "a hardware trap that cannot be contained");
}

TEST_F(TrapDeathTest, SentBySomebodyElseEndsTheNode) {
  EXPECT_DEATH(run([] { std::raise(SIGSEGV); }), "a hardware trap that cannot be contained");
}

volatile int depth_max = 1 << 30;
int overflow(int depth) {
  volatile int here[1024] = {depth};
  return depth < depth_max ? overflow(depth + 1) + here[0] : 0;
}

TEST_F(TrapDeathTest, StackOverflowEndsTheNode) {
  EXPECT_DEATH(run([] { overflow(0); }), "a hardware trap that cannot be contained");
}

}  // namespace
}  // namespace forlopp::runtime
