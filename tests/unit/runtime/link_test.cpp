#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

/// Links itself to `other`, tells its parent, and waits.
Task<> links_to(Context self, Pid other) {
  self.link(other);
  self.send(self.parent(), Go{});
  const Message never = co_await sleep(self, infinity);
}

TEST(Link, LINK_01_EXIT_01_death_of_either_side_reaches_the_other_and_so_on) {
  expect_log({"1 far end", "2 far end", "3 far end"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored first = self.spawn_monitor({}, script(&ends_when_told, ExitReason{"far end"}));
    const Monitored second = self.spawn_monitor({}, script(&links_to, first.pid));
    const Message ready = co_await receive_any<Go>(self);
    const Monitored third = self.spawn_monitor({}, script(&links_to, second.pid));
    const Message ready_too = co_await receive_any<Go>(self);
    self.send(first.pid, Go{});
    ExitReason reason = co_await down_of(self, first.ref);
    log->add("1 " + to_string(reason));
    reason = co_await down_of(self, second.ref);
    log->add("2 " + to_string(reason));
    reason = co_await down_of(self, third.ref);
    log->add("3 " + to_string(reason));
  });
}

TEST(Link, LINK_01_the_side_that_was_linked_to_is_told_as_well) {
  expect_log({"exit linker"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const auto linker = [](Context me) -> Task<> {
      me.link(me.parent());
      me.exit(ExitReason{"linker"});
      co_return;
    };
    self.spawn({}, script(+linker));
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
  });
}

TEST(Link, EXIT_02_a_normal_end_does_no_harm_and_removes_the_link) {
  expect_log({"exit normal", "nothing more"}, [](Context self, EventLog* log) -> Task<> {
    const Pid quiet = self.spawn_link({}, script(&ends_with, ExitReason{}));
    const ExitReason first = co_await end_of(self, quiet);
    self.trap_exit();
    self.spawn_link({}, script(&ends_with, ExitReason{}));
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
    const Message nothing = co_await receive(self, 1ms);
    if (!nothing) log->add("nothing more");
  });
}

TEST(Link, LINK_02_process_that_does_not_trap_dies_of_linking_to_the_dead) {
  expect_log({"noproc"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    const Monitored linker = self.spawn_monitor({}, script(&links_to, dead));
    const ExitReason reason = co_await down_of(self, linker.ref);
    log->add(to_string(reason));
  });
}

TEST(Link, LINK_03_trapping_process_gets_noproc) {
  expect_log({"exit noproc of the dead", "nothing more"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid dead = co_await somebody_dead(self);
               self.link(dead);
               const Message message = co_await receive_any<Exit>(self);
               const auto* exit = message.get_if<Exit>();
               if (exit->from == dead) log->add("exit " + to_string(exit->reason) + " of the dead");
               const Message nothing = co_await receive(self, 1ms);
               if (!nothing) log->add("nothing more");
             });
}

TEST(Link, LINK_04_linking_again_changes_nothing_and_one_unlink_removes_it) {
  expect_log({"unlinked"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid other = self.spawn_link({}, script(&ends_when_told, ExitReason{"end"}));
    self.link(other);
    self.link(other);
    self.unlink(other);
    const Ref ref = self.monitor(other);
    self.send(other, Go{});
    const ExitReason reason = co_await down_of(self, ref);
    const Message nothing = co_await receive_any<Exit>(self, 1ms);
    if (!nothing) log->add("unlinked");
  });
}

TEST(Link, LINK_05_either_side_may_unlink_and_unlinking_a_stranger_does_nothing) {
  expect_log({"unlinked"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const auto unlinker = [](Context me) -> Task<> {
      me.unlink(me.parent());
      me.exit(ExitReason{"end"});
      co_return;
    };
    const Pid stranger = spawn_idle(self);
    self.unlink(stranger);
    self.unlink(Pid{});
    const Pid other = self.spawn_link({}, script(+unlinker));
    const ExitReason reason = co_await end_of(self, other);
    const Message nothing = co_await receive_any<Exit>(self, 1ms);
    if (!nothing) log->add("unlinked");
  });
}

TEST(Link, LINK_06_unlink_leaves_an_exit_message_that_is_already_there) {
  expect_log({"exit end"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid other = self.spawn_link({}, script(&ends_when_told, ExitReason{"end"}));
    const Ref ref = self.monitor(other);
    self.send(other, Go{});
    const ExitReason down = co_await down_of(self, ref);
    self.unlink(other);
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
  });
}

TEST(Link, LINK_07_to_oneself_is_no_link) {
  expect_log({"end"}, [](Context self, EventLog* log) -> Task<> {
    const auto narcissist = [](Context me) -> Task<> {
      me.link(me.self());
      me.exit(ExitReason{"end"});
      co_return;
    };
    const Monitored child = self.spawn_monitor({}, script(+narcissist));
    const ExitReason reason = co_await down_of(self, child.ref);
    log->add(to_string(reason));
  });
}

TEST(Link, LINK_09_spawn_link_misses_no_end_of_the_child) {
  expect_log({"exit at once"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    self.spawn_link({}, script(&ends_with, ExitReason{"at once"}));
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
  });
}

TEST(Link, LINK_09_spawn_link_misses_no_end_of_the_parent) {
  expect_log({"child R"}, [](Context self, EventLog* log) -> Task<> {
    const auto parent = [](Context me, Pid story) -> Task<> {
      const Pid child = me.spawn_link({}, script(&idle));
      me.send(story, From{child, Ref{}});
      me.exit(ExitReason{"R"});
      co_return;
    };
    self.spawn({}, script(+parent, self.self()));
    const Message message = co_await receive_any<From>(self);
    const Pid child = message.get_if<From>()->pid;
    const ExitReason reason = co_await end_of(self, child);
    const bool as_it_should = reason == ExitReason{"R"} || reason == ExitReason::Kind::noproc;
    log->add(as_it_should ? "child R" : to_string(reason));
  });
}

TEST(Link, LINK_12_linking_again_to_a_dying_process_gives_noproc_not_the_old_reason) {
  expect_log({"exit noproc"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid other = self.spawn_link({}, script(&ends_when_told, ExitReason{"old"}));
    self.unlink(other);
    self.exit_signal(other, ExitReason{"old"});
    self.link(other);
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
  });
}

TEST(Link, LINK_13_unlink_followed_by_link_is_a_link) {
  expect_log({"exit end"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid other = self.spawn_link({}, script(&ends_when_told, ExitReason{"end"}));
    self.unlink(other);
    self.link(other);
    self.send(other, Go{});
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
  });
}

TEST(Link, LINK_14_unlinking_a_dying_process_lets_no_later_signal_in) {
  expect_log({"quiet"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    for (int round = 0; round < 20; ++round) {
      const Pid other = self.spawn_link({}, script(&ends_when_told, ExitReason{"end"}));
      const Ref ref = self.monitor(other);
      self.send(other, Go{});
      self.unlink(other);
      const Message before = co_await receive_any<Exit>(self, 0ns);
      const ExitReason down = co_await down_of(self, ref);
      const Message after = co_await receive_any<Exit>(self, 0ns);
      if (after) log->add("a late exit signal");
    }
    log->add("quiet");
  });
}

/// What has come of a process that this one is linked to and watches, in the order in which it
/// came.
Task<std::string> signs_of_the_end(Context self) {
  std::string signs;
  for (int i = 0; i < 2; ++i) {
    const Message sign = co_await receive_any<Exit, Down>(self);
    const auto* exit = sign.get_if<Exit>();
    signs += exit != nullptr ? "exit " + to_string(exit->reason) + ", " : "down ";
    if (exit == nullptr) signs += to_string(sign.get_if<Down>()->reason);
  }
  co_return signs;
}

TEST(Link, MSG_01_the_noproc_of_a_dying_process_comes_after_its_exit_signal) {
  expect_log({"exit old, down noproc"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid other = self.spawn_link({}, script(&idle));
    self.exit_signal(other, ExitReason{"old"});
    self.monitor(other);
    const std::string signs = co_await signs_of_the_end(self);
    log->add(signs);
  });
}

TEST(Link, MSG_01_whoever_watches_at_any_moment_of_an_end_gets_the_exit_signal_first) {
  expect_log({"in order"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    for (int round = 0; round < 300; ++round) {
      const Pid other = self.spawn_link({}, script(&ends_with, ExitReason{}));
      for (int delay = round % 30; delay > 0; --delay) self.whereis(Name{"nobody"});
      self.monitor(other);
      const std::string signs = co_await signs_of_the_end(self);
      if (!signs.starts_with("exit normal, ")) log->add(signs);
    }
    log->add("in order");
  });
}

}  // namespace
}  // namespace forlopp::runtime
