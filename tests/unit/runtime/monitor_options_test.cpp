#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

/// Monitors by name, with tags, and what their removal tells.
namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

Task<> write_down_downs(Context self, EventLog* log, int count) {
  for (int i = 0; i < count; ++i) {
    const Message message = co_await receive_any<Down>(self);
    const Down& down = *message.get_if<Down>();
    log->add(std::string{down.name.text()} + "/" + std::string{down.tag.text()} + "/" +
             to_string(down.reason));
  }
}

TEST(MonitorOptions, MON_05_and_MON_06_down_tells_the_name_that_was_monitored) {
  expect_log({"monitor_test.srv//end", "monitor_test.nobody//noproc"},
             [](Context self, EventLog* log) -> Task<> {
               const Name name{"monitor_test.srv"};
               const Pid other = spawn_ending(self, ExitReason{"end"});
               if (!self.register_name(name, other)) log->add("not registered");
               self.monitor(name);
               self.send(other, Go{});
               co_await write_down_downs(self, log, 1);
               self.monitor(Name{"monitor_test.nobody"});
               co_await write_down_downs(self, log, 1);
             });
}

TEST(MonitorOptions, MON_07_name_is_looked_up_once) {
  expect_log({"quiet", "monitor_test.sticky//old"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"monitor_test.sticky"};
    const Pid first = spawn_ending(self, ExitReason{"old"});
    const Pid second = spawn_ending(self, ExitReason{"new"});
    self.register_name(name, first);
    self.monitor(name);
    self.unregister_name(name);
    self.register_name(name, second);
    self.send(second, Go{});
    const Message none = co_await receive(self, 5ms);
    if (!none) log->add("quiet");
    self.send(first, Go{});
    co_await write_down_downs(self, log, 1);
  });
}

TEST(MonitorOptions, MON_09_and_MON_10_removal_tells_whether_it_was_armed) {
  expect_log({"armed", "not again", "gone", "flushed"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_ending(self, ExitReason{"end"});
    const Ref removed = self.monitor(other);
    const Ref fired = self.monitor(other);
    if (self.demonitor(removed)) log->add("armed");
    if (!self.demonitor(removed)) log->add("not again");
    self.send(other, Go{});
    const ExitReason reason = co_await end_of(self, other);
    if (!self.demonitor(fired)) log->add("gone");
    const Message none = co_await receive(self, 1ms);
    if (!none) log->add("flushed");
  });
}

TEST(MonitorOptions, MON_12_of_oneself_is_none) {
  expect_log({"not armed"}, [](Context self, EventLog* log) -> Task<> {
    const Ref ref = self.monitor(self.self());
    if (!self.demonitor(ref)) log->add("not armed");
    co_return;
  });
}

TEST(MonitorOptions, MON_13_tag_is_told_also_of_the_dead) {
  expect_log({"/gone/end", "/never/noproc"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_ending(self, ExitReason{"end"});
    self.monitor(other, {.tag = Name{"gone"}});
    self.send(other, Go{});
    co_await write_down_downs(self, log, 1);
    self.monitor(other, {.tag = Name{"never"}});
    co_await write_down_downs(self, log, 1);
  });
}

TEST(MonitorOptions, LINK_02_link_to_the_dead_can_be_refused_instead_of_deadly) {
  expect_log({"refused", "exit noproc"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    if (!self.link_if_alive(dead)) log->add("refused");
    self.trap_exit();
    const bool linked = self.link_if_alive(dead);
    const ExitReason reason = co_await trapped_exit(self);
    if (linked) log->add("exit " + to_string(reason));
  });
}

}  // namespace
}  // namespace forlopp::runtime
