#include <csignal>
#include <cstdlib>
#include <cstring>

#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/table.hpp"
#include "runtime/threaded_node.hpp"
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

void run_on_threads(void (*act)()) {
  ThreadedNode node{{.schedulers = 2}};
  node.spawn<OnePass>({}, act);
  node.wait_until_idle();
}

TEST_F(TrapDeathTest, StackOverflowOnASchedulerThreadEndsTheNode) {
  EXPECT_DEATH(run_on_threads([] { overflow(0); }), "a hardware trap that cannot be contained");
}

void* (*volatile fill)(void*, int, std::size_t) = &std::memset;
void* volatile no_memory = nullptr;

TEST_F(TrapDeathTest, InsideASharedLibraryEndsTheNode) {
  EXPECT_DEATH(run([] { fill(no_memory, 1, 100); }), "a hardware trap that cannot be contained");
}

/// Traps while it holds a table.
class ChangesATable final : public ProcessCode {
 public:
  void init(Context& context) override {
    const auto table = *Table<int, int>::create(context, {});
    [[maybe_unused]] const auto inserted = table.insert(context, 1, 1);
    [[maybe_unused]] const auto erased = table.erase_if(context, [](int, int) {
      traps::divide_by_zero();
      return true;
    });
  }
  void receive(Context&, Message) override {}
};

TEST_F(TrapDeathTest, WhileItHoldsATableEndsTheNode) {
  EXPECT_DEATH(
      {
        SimulatedNode node;
        node.spawn<ChangesATable>({});
        node.run_until_idle();
      },
      "a hardware trap that cannot be contained");
}

TEST_F(TrapDeathTest, AbortIsNoTrapAndEndsTheNode) {
  EXPECT_EXIT(run([] { std::abort(); }), testing::KilledBySignal(SIGABRT), "");
}

}  // namespace
}  // namespace forlopp::runtime
