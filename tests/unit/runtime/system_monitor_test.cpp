#include "runtime/system_monitor.hpp"

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

struct Letter {};

/// One letter too many.
Pid spawn_flooded(Context self) {
  const Limits one{.mailbox_messages = 1, .on_limit = OnLimit::report};
  const Pid other = self.spawn({.limits = one}, script(&idle));
  self.send(other, Letter{});
  self.send(other, Letter{});
  return other;
}

TEST(SystemMonitor, SYSMON_01_a_new_subscription_replaces_the_old_and_returns_it) {
  expect_log({"nobody before", "the first before", "the second is told", "none is left"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid first = spawn_idle(self);
               const SystemMonitor none = system_monitor(self, {.listener = first});
               if (!none.listener) log->add("nobody before");
               const SystemMonitor before = system_monitor(self, {.listener = self.self()});
               if (before.listener == first) log->add("the first before");
               const Pid flooded = spawn_flooded(self);
               const Message message = co_await receive_any<LongMailbox>(self);
               if (message.get_if<LongMailbox>()->pid == flooded) log->add("the second is told");
               system_monitor(self, {});
               if (!system_monitor(self).listener) log->add("none is left");
             });
}

TEST(SystemMonitor, SYSMON_01_the_death_of_the_listener_ends_it) {
  expect_log({"none is left", "none before"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dying = spawn_ending(self, ExitReason{});
    system_monitor(self, {.listener = dying});
    const Ref ref = self.monitor(dying);
    self.send(dying, Go{});
    const ExitReason reason = co_await down_of(self, ref);
    if (!system_monitor(self).listener) log->add("none is left");
    const SystemMonitor before = system_monitor(self, {.listener = self.self()});
    if (!before.listener) log->add("none before");
  });
}

TEST(SystemMonitor, SYSMON_01_tells_only_what_was_asked_for) {
  expect_log({"nothing"}, [](Context self, EventLog* log) -> Task<> {
    system_monitor(self, {.listener = self.self(), .long_mailbox = false});
    spawn_flooded(self);
    const Message message = co_await receive(self, std::chrono::milliseconds{20});
    if (!message) log->add("nothing");
  });
}

}  // namespace
}  // namespace forlopp::runtime
