#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

TEST(Monitor, MON_01_each_monitor_fires_once) {
  expect_log({"first end", "second end", "nothing more"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid other = spawn_ending(self, ExitReason{"end"});
               const Ref first = self.monitor(other);
               const Ref second = self.monitor(other);
               self.send(other, Go{});
               const ExitReason one = co_await down_of(self, first);
               log->add("first " + to_string(one));
               const ExitReason two = co_await down_of(self, second);
               log->add("second " + to_string(two));
               const Message nothing = co_await receive(self, 1ms);
               if (!nothing) log->add("nothing more");
             });
}

TEST(Monitor, MON_02_of_the_dead_fires_with_noproc) {
  expect_log({"noproc of the dead", "noproc"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    const Ref ref = self.monitor(dead);
    const Message message = co_await receive_any<Down>(self);
    const auto* down = message.get_if<Down>();
    if (down->ref == ref && down->pid == dead) log->add(to_string(down->reason) + " of the dead");
    const ExitReason nobody = co_await end_of(self, Pid{});
    log->add(to_string(nobody));
  });
}

TEST(Monitor, MON_03_is_one_way) {
  expect_log({"target goes on"}, [](Context self, EventLog* log) -> Task<> {
    const auto watcher = [](Context me, Pid target) -> Task<> {
      me.monitor(target);
      me.exit(ExitReason{"watcher's end"});
      co_return;
    };
    const Monitored target = self.spawn_monitor({}, script(&ends_when_told, ExitReason{"told"}));
    const Monitored other = self.spawn_monitor({}, script(+watcher, target.pid));
    ExitReason reason = co_await down_of(self, other.ref);
    self.send(target.pid, Go{});
    reason = co_await down_of(self, target.ref);
    if (reason == ExitReason{"told"}) log->add("target goes on");
  });
}

TEST(Monitor, MON_08_after_demonitor_no_down_comes) {
  expect_log({"quiet"}, [](Context self, EventLog* log) -> Task<> {
    for (int round = 0; round < 20; ++round) {
      const Pid other = spawn_ending(self, ExitReason{"end"});
      const Ref ref = self.monitor(other);
      self.send(other, Go{});
      self.demonitor(ref);
      self.demonitor(ref);
      const ExitReason gone = co_await end_of(self, other);
      const Message late = co_await receive_any<Down>(self, 0ns);
      if (late) log->add("a late down");
    }
    log->add("quiet");
  });
}

TEST(Monitor, MON_10_demonitor_takes_a_down_out_of_the_mailbox_if_asked) {
  expect_log({"kept end", "flushed"}, [](Context self, EventLog* log) -> Task<> {
    for (const Flush flush : {Flush::keep_down, Flush::flush_down}) {
      const Pid other = spawn_ending(self, ExitReason{"end"});
      const Ref early = self.monitor(other);
      const Ref last = self.monitor(other);
      self.send(other, Go{});
      // Both are in the mailbox when the second one is received.
      const ExitReason reason = co_await down_of(self, last);
      const Message settled = co_await sleep(self, 1ms);
      self.demonitor(early, flush);
      const Message down = co_await receive_any<Down>(self, 0ns);
      log->add(down ? "kept " + to_string(down.get_if<Down>()->reason) : "flushed");
    }
  });
}

TEST(Monitor, MON_10_flushing_leaves_the_other_messages_in_their_order) {
  expect_log({"1", "2", "3"}, [](Context self, EventLog* log) -> Task<> {
    self.send(self.self(), 1);
    const Pid other = spawn_ending(self, ExitReason{"end"});
    const Ref ref = self.monitor(other);
    const Ref second = self.monitor(other);
    self.send(other, Go{});
    const ExitReason reason = co_await down_of(self, second);
    const Message settled = co_await sleep(self, 1ms);
    self.send(self.self(), 2);
    const Message accepted = co_await sleep(self, 0ns);
    self.demonitor(ref);
    self.send(self.self(), 3);
    for (int i = 0; i < 3; ++i) {
      const Message message = co_await receive(self, 0ns);
      log->add(message.is<int>() ? std::to_string(*message.get_if<int>()) : "something else");
    }
  });
}

TEST(Monitor, MON_11_a_process_cannot_remove_anothers) {
  expect_log({"down end"}, [](Context self, EventLog* log) -> Task<> {
    const auto stranger = [](Context me, Ref ref) -> Task<> {
      me.demonitor(ref);
      me.send(me.parent(), Go{});
      co_return;
    };
    const Pid other = spawn_ending(self, ExitReason{"end"});
    const Ref ref = self.monitor(other);
    self.spawn({}, script(+stranger, ref));
    const Message done = co_await receive_any<Go>(self);
    self.send(other, Go{});
    const ExitReason reason = co_await down_of(self, ref);
    log->add("down " + to_string(reason));
  });
}

TEST(Monitor, MON_14_spawn_monitor_misses_no_end) {
  expect_log({"true reasons"}, [](Context self, EventLog* log) -> Task<> {
    for (int i = 0; i < 50; ++i) {
      const Monitored child = self.spawn_monitor({}, script(&ends_with, ExitReason{"at once"}));
      const ExitReason reason = co_await down_of(self, child.ref);
      if (reason != ExitReason{"at once"}) log->add(to_string(reason));
    }
    log->add("true reasons");
  });
}

TEST(Monitor, MON_16_with_a_link_to_the_same_process_both_tell) {
  expect_log({"both"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid other = self.spawn_link({}, script(&ends_when_told, ExitReason{"end"}));
    const Ref ref = self.monitor(other);
    self.send(other, Go{});
    const ExitReason down = co_await down_of(self, ref);
    const ExitReason exit = co_await trapped_exit(self);
    if (down == exit) log->add("both");
  });
}

TEST(Monitor, MON_21_CLEAN_01_names_are_free_when_the_watcher_hears) {
  expect_log({"free"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"monitor_test.reused"};
    for (int round = 0; round < 20; ++round) {
      const Monitored owner =
          self.spawn_monitor({.name = name}, script(&ends_with, ExitReason{"end"}));
      const ExitReason reason = co_await down_of(self, owner.ref);
      if (reason != ExitReason{"end"}) log->add("the name was not free");
    }
    self.trap_exit();
    for (int round = 0; round < 20; ++round) {
      self.spawn_link({.name = name}, script(&ends_with, ExitReason{"end"}));
      const ExitReason reason = co_await trapped_exit(self);
      if (reason != ExitReason{"end"}) log->add("the name was not free for a link");
    }
    log->add(self.whereis(name) ? "taken" : "free");
  });
}

TEST(Monitor, OfOneselfTellsNobody) {
  expect_log({"quiet"}, [](Context self, EventLog* log) -> Task<> {
    self.monitor(self.self());
    const Message nothing = co_await receive(self, 1ms);
    if (!nothing) log->add("quiet");
  });
}

TEST(Monitor, MON_19_removing_what_fired_or_is_only_an_alias_does_no_harm) {
  expect_log({"false", "false", "still an alias"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored child = self.spawn_monitor({}, script(&ends_with, ExitReason{}));
    const ExitReason reason = co_await down_of(self, child.ref);
    log->add(self.demonitor(child.ref) ? "true" : "false");
    const Alias alias = self.alias();
    log->add(self.demonitor(alias.ref) ? "true" : "false");
    if (self.unalias(alias)) log->add("still an alias");
  });
}

}  // namespace
}  // namespace forlopp::runtime
