#include "runtime/name.hpp"

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

TEST(Name, EqualWordsAreEqualNames) {
  EXPECT_EQ(Name{"charging"}, Name{"charging"});
  EXPECT_NE(Name{"charging"}, Name{"routing"});
  EXPECT_EQ(Name{"charging"}.text(), "charging");
  EXPECT_FALSE(Name{});
  EXPECT_EQ(Name{}.text(), "");
}

TEST(Name, REG_01_in_use_cannot_be_registered_again) {
  expect_log({"registered", "refused", "still the first"},
             [](Context self, EventLog* log) -> Task<> {
               const Name name{"name_test.in_use"};
               const auto rival = [](Context me, EventLog* to, Name wanted) -> Task<> {
                 to->add(me.register_name(wanted) ? "registered" : "refused");
                 co_return;
               };
               log->add(self.register_name(name) ? "registered" : "refused");
               const Monitored other = self.spawn_monitor({}, script(+rival, log, name));
               const ExitReason reason = co_await down_of(self, other.ref);
               if (self.whereis(name) == self.self()) log->add("still the first");
             });
}

TEST(Name, REG_03_neither_the_dead_nor_undefined_can_be_registered) {
  expect_log({"dead", "undefined", "unknown"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    const Name name{"name_test.dead"};
    if (!self.register_name(name, dead) && !self.whereis(name)) log->add("dead");
    if (!self.register_name(Name{"undefined"})) log->add("undefined");
    if (!self.unregister_name(name)) log->add("unknown");
  });
}

TEST(Name, REG_04_any_process_names_and_unnames_any_other) {
  expect_log({"named", "unnamed", "named anew"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_idle(self);
    const Name first{"name_test.first"};
    const Name second{"name_test.second"};
    if (self.register_name(first, other) && self.whereis(first) == other) log->add("named");
    if (self.unregister_name(first) && !self.whereis(first)) log->add("unnamed");
    if (self.register_name(second, other)) log->add("named anew");
    co_return;
  });
}

TEST(Name, REG_02_process_has_at_most_one) {
  expect_log({"first", "no second"}, [](Context self, EventLog* log) -> Task<> {
    if (self.register_name(Name{"name_test.one"})) log->add("first");
    if (!self.register_name(Name{"name_test.two"})) log->add("no second");
    co_return;
  });
}

TEST(Name, REG_05_nobody_has_is_nobody) {
  expect_log({"nobody", "not sent"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"name_test.nobody"};
    if (!self.whereis(name) && !self.whereis(Name{})) log->add("nobody");
    if (!self.send(name, Go{})) log->add("not sent");
    co_return;
  });
}

TEST(Name, REG_07_of_two_that_want_it_at_once_one_gets_it) {
  expect_log({"one each time"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"name_test.contested"};
    const auto contender = [](Context me, Name wanted) -> Task<> {
      me.send(me.parent(), me.register_name(wanted) ? 1 : 0);
      const Message go = co_await receive_any<Go>(me);
    };
    for (int round = 0; round < 20; ++round) {
      const Monitored a = self.spawn_monitor({}, script(+contender, name));
      const Monitored b = self.spawn_monitor({}, script(+contender, name));
      const Message first = co_await receive_any<int>(self);
      const Message second = co_await receive_any<int>(self);
      if (*first.get_if<int>() + *second.get_if<int>() != 1) log->add("not one");
      self.send(a.pid, Go{});
      self.send(b.pid, Go{});
      ExitReason gone = co_await down_of(self, a.ref);
      gone = co_await down_of(self, b.ref);
    }
    log->add("one each time");
  });
}

TEST(Name, MSG_06_a_message_to_it_reaches_its_owner) {
  expect_log({"reached"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"name_test.mine"};
    self.register_name(name);
    if (!self.send(name, Go{})) log->add("not sent");
    const Message message = co_await receive_any<Go>(self);
    log->add("reached");
  });
}

TEST(Name, GivenAtSpawnIsThereBeforeItsFirstInstruction) {
  expect_log({"at once"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"name_test.at_spawn"};
    const Pid pid = self.spawn({.name = name}, script(&idle));
    if (self.whereis(name) == pid) log->add("at once");
    co_return;
  });
}

}  // namespace
}  // namespace forlopp::runtime
