#include <atomic>
#include <future>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "runtime/system_monitor.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/support/sanitizers.hpp"

/// Processes that compute for ever: who notices, and how the others fare.
namespace forlopp::runtime {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;

constexpr Duration patience = 60s;

/// Tells of the first report.
class FirstReport final : public Observer {
 public:
  void long_schedule(const LongSchedule& report) override {
    if (count_++ == 0) first_.set_value(report);
  }
  LongSchedule wait() { return first_.get_future().get(); }

 private:
  std::promise<LongSchedule> first_{};
  std::atomic<int> count_{0};
};

}  // namespace

/// Has a name outside this file, so that a stack can show it.
void compute_until(const std::atomic<bool>& enough) {
  while (!enough.load(std::memory_order_relaxed)) __builtin_ia32_pause();
}

/// The same, and looks now and then whether it should go on.
void compute_with_checkpoints(Context self) {
  for (;;) self.checkpoint();
}

namespace {

class Runaway final : public ProcessCode {
 public:
  explicit Runaway(std::atomic<bool>* enough) : enough_{enough} {}
  void init(Context&) override { compute_until(*enough_); }
  void receive(Context&, Message) override {}

 private:
  std::atomic<bool>* enough_;
};

class Checkpointed final : public ProcessCode {
 public:
  explicit Checkpointed(std::atomic<int>* unwound) : unwound_{unwound} {}
  void init(Context& context) override {
    const Unwound unwound{unwound_};
    compute_with_checkpoints(context);
  }
  void receive(Context&, Message) override {}
  void terminate(Context&, const ExitReason&) override { ++*unwound_; }

 private:
  struct Unwound {
    std::atomic<int>* count;
    ~Unwound() { ++*count; }
  };
  std::atomic<int>* unwound_;
};

TEST(Runaway, SYSMON_02_is_reported_by_name_and_stack) {
  FirstReport report;
  std::atomic<bool> enough{false};
  ThreadedNode node{{.schedulers = 2, .observer = &report}};
  const Pid pid = node.spawn<Runaway>({.label = {"counter", 7}}, &enough);
  const LongSchedule seen = report.wait();
  enough = true;
  EXPECT_EQ(seen.pid, pid);
  EXPECT_EQ(seen.label, "counter 7");
  EXPECT_GE(seen.running, 50ms);
  if (test::signals_interrupt_computing) {
    EXPECT_THAT(seen.stack, Contains(HasSubstr("compute_until")));
  }
  EXPECT_THAT(to_string(seen), HasSubstr("counter 7"));
}

Task<> ticks(Context self, int count) {
  for (int i = 0; i < count; ++i) co_await sleep(self, 1ms);
}

Task<> hears_of_runaway(Context self, std::atomic<bool>* enough, LongSchedule* heard) {
  system_monitor(self, {.listener = self.self()});
  self.spawn<Runaway>({.label = {"counter", 7}}, enough);
  const Message message = co_await receive_any<LongSchedule>(self);
  *heard = *message.get_if<LongSchedule>();
}

TEST(Runaway, SYSMON_02_is_told_to_the_process_that_asked_for_it) {
  LongSchedule heard;
  std::atomic<bool> enough{false};
  ThreadedNode node{{.schedulers = 2}};
  const Pid listener = node.spawn({}, script(&hears_of_runaway, &enough, &heard));
  EXPECT_TRUE(node.wait_for_exit(listener, patience));
  enough = true;
  EXPECT_EQ(heard.label, "counter 7");
  EXPECT_GE(heard.running, 50ms);
}

TEST(Runaway, OnEveryThreadLeavesTheOthersTheirTimers) {
  std::atomic<bool> enough{false};
  ThreadedNode node{{.schedulers = 2}};
  for (int i = 0; i < 2; ++i) node.spawn<Runaway>({}, &enough);
  const Pid ticking = node.spawn({}, script(&ticks, 200));
  EXPECT_TRUE(node.wait_for_exit(ticking, patience));
  enough = true;
}

TEST(Runaway, ThatIsStoodInForMayRunAwayToo) {
  std::atomic<bool> enough{false};
  ThreadedNode node{{.schedulers = 1, .long_schedule = 5ms}};
  for (int i = 0; i < 4; ++i) node.spawn<Runaway>({}, &enough);
  const Pid ticking = node.spawn({}, script(&ticks, 20));
  EXPECT_TRUE(node.wait_for_exit(ticking, patience));
  enough = true;
}

TEST(Runaway, ThatComesBackLeavesNothingBehind) {
  ThreadedNode node{{.schedulers = 1, .long_schedule = 5ms}};
  for (int round = 0; round < 5; ++round) {
    std::atomic<bool> enough{false};
    const Pid runaway = node.spawn<Runaway>({}, &enough);
    const Pid ticking = node.spawn({}, script(&ticks, 20));
    ASSERT_TRUE(node.wait_for_exit(ticking, patience));
    enough = true;
    node.exit_signal(runaway, ExitReason::Kind::kill);
    ASSERT_TRUE(node.wait_for_exit(runaway, patience));
  }
  node.wait_until_idle();
  EXPECT_EQ(node.counts().alive, 0U);
}

TEST(Runaway, IsKilledAtItsNextReturn) {
  std::atomic<bool> enough{false};
  FirstReport report;
  ThreadedNode node{{.schedulers = 1, .long_schedule = 5ms, .observer = &report}};
  const Pid runaway = node.spawn<Runaway>({}, &enough);
  report.wait();
  node.exit_signal(runaway, ExitReason::Kind::kill);
  EXPECT_FALSE(node.wait_for_exit(runaway, 20ms));
  enough = true;
  EXPECT_TRUE(node.wait_for_exit(runaway, patience));
}

TEST(Checkpoint, EndsAProcessThatWasKilledAndUnwindsItsStack) {
  std::atomic<int> unwound{0};
  FirstReport report;
  ThreadedNode node{{.schedulers = 1, .long_schedule = 5ms, .observer = &report}};
  const Pid computing = node.spawn<Checkpointed>({}, &unwound);
  report.wait();
  node.exit_signal(computing, ExitReason::Kind::kill);
  EXPECT_TRUE(node.wait_for_exit(computing, patience));
  EXPECT_EQ(unwound, 1);
}

}  // namespace
}  // namespace forlopp::runtime
