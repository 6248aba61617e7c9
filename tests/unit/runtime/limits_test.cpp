#include "runtime/limits.hpp"

#include <string>

#include <gtest/gtest.h>

#include "runtime/process_info.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/system_monitor.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

struct Letter {};

constexpr Limits three_and_killed{.mailbox_messages = 3, .on_limit = OnLimit::kill};
constexpr Limits three_and_reported{.mailbox_messages = 3, .on_limit = OnLimit::report};

void send_letters(Context self, Pid to, int count) {
  for (int i = 0; i < count; ++i) self.send(to, Letter{});
}

TEST(MailboxLimit, LetsAProcessHaveAsManyAsItMay) {
  expect_log({"3"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = self.spawn({.limits = three_and_killed}, script(&idle));
    send_letters(self, other, 3);
    const auto info = co_await process_info(self, other);
    log->add(std::to_string(info->messages_waiting));
  });
}

TEST(MailboxLimit, INFO_17_kills_a_process_that_goes_beyond_it_even_if_it_traps_exits) {
  expect_log({"killed"}, [](Context self, EventLog* log) -> Task<> {
    const SpawnOptions options{.trap_exit = true, .limits = three_and_killed};
    const Monitored other = self.spawn_monitor(options, script(&idle));
    send_letters(self, other.pid, 4);
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
  });
}

TEST(MailboxLimit, INFO_17_can_be_switched_off) {
  expect_log({"4"}, [](Context self, EventLog* log) -> Task<> {
    const Limits nothing{.mailbox_messages = 3, .on_limit = OnLimit::nothing};
    const Pid other = self.spawn({.limits = nothing}, script(&idle));
    send_letters(self, other, 4);
    const auto info = co_await process_info(self, other);
    log->add(std::to_string(info->messages_waiting));
  });
}

TEST(MailboxLimit, IsReportedAgainAtTwiceTheLength) {
  expect_log({"4 of 3", "8 of 3", "16 of 3"}, [](Context self, EventLog* log) -> Task<> {
    system_monitor(self, {.listener = self.self()});
    const SpawnOptions flooded{.label = {"flooded"}, .limits = three_and_reported};
    const Pid other = self.spawn(flooded, script(&idle));
    for (int sent = 0; sent < 20; ++sent) {
      self.send(other, Letter{});
      const auto taken_in = co_await process_info(self, other);
    }
    for (int i = 0; i < 3; ++i) {
      const Message message = co_await receive_any<LongMailbox>(self);
      const auto* warning = message.get_if<LongMailbox>();
      EXPECT_EQ(warning->pid, other);
      EXPECT_EQ(warning->label, "flooded");
      log->add(std::to_string(warning->messages) + " of " + std::to_string(warning->limit));
    }
  });
}

/// Takes letters as fast as they come, and counts them.
Task<> takes_letters(Context self, int count) {
  for (int i = 0; i < count; ++i) co_await receive_any<Letter>(self);
}

TEST(MailboxLimit, CountsWhatWaitsAndNotWhatWasHandled) {
  expect_log({"normal"}, [](Context self, EventLog* log) -> Task<> {
    const SpawnOptions options{.limits = three_and_killed};
    const Monitored other = self.spawn_monitor(options, script(&takes_letters, 20));
    for (int i = 0; i < 20; ++i) {
      self.send(other.pid, Letter{});
      const auto handled = co_await process_info(self, other.pid);
    }
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
  });
}

/// Looks at one node that may have few processes, from inside.
class Spawner final : public ProcessCode {
 public:
  explicit Spawner(EventLog* log) : log_{log} {}
  void init(Context& context) override {
    const Pid first = context.spawn({}, script(&idle));
    const StartResult refused = context.start_link({}, script(&idle));
    log_->add(refused ? "started" : to_string(refused.error()));
    try {
      context.spawn({}, script(&idle));
    } catch (const SystemLimit& limit) {
      log_->add(limit.what());
    }
    log_->add(context.node().is_alive(first) ? "the first one lives" : "the first one is dead");
    context.spawn({}, script(&idle));
  }
  void receive(Context&, Message) override {}

 private:
  EventLog* log_;
};

const std::vector<std::string> refusals{"system_limit", "system_limit", "the first one lives"};

TEST(ProcessLimit, INFO_19_from_outside_spawning_beyond_it_gives_nobody) {
  SimulatedNode node{{.processes_max = 2}};
  EXPECT_TRUE(node.spawn({}, script(&idle)));
  EXPECT_TRUE(node.spawn({}, script(&idle)));
  EXPECT_FALSE(node.spawn({}, script(&idle)));
  EXPECT_EQ(node.counts().alive, 2U);
}

TEST(ProcessLimit, INFO_19_what_the_spawner_sees_is_an_error_with_reason_system_limit) {
  EventLog log;
  SimulatedNode node{{.processes_max = 2}};
  node.spawn<Spawner>({}, &log);
  node.run_until_idle();
  EXPECT_EQ(log.lines(), refusals);
  EXPECT_EQ(node.counts().crashed, 1U);
  EXPECT_EQ(node.counts().alive, 1U);
}

TEST(ProcessLimit, INFO_19_holds_on_threads_too) {
  EventLog log;
  ThreadedNode node{{.schedulers = 2, .processes_max = 2}};
  node.spawn<Spawner>({}, &log);
  node.wait_until_idle();
  EXPECT_EQ(log.lines(), refusals);
  EXPECT_EQ(node.counts().alive, 1U);
  EXPECT_TRUE(node.spawn({}, script(&idle)));
  EXPECT_FALSE(node.spawn({}, script(&idle)));
}

}  // namespace
}  // namespace forlopp::runtime
