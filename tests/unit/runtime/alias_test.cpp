#include "runtime/alias.hpp"

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

struct Answer {
  int number;
};

/// Sends the numbers 1, 2, ... through an alias, once it is told to, and ends.
Task<> answers(Context self, Alias to, int count) {
  const Message go = co_await receive_any<Go>(self);
  for (int i = 1; i <= count; ++i) self.send(to, Answer{i});
}

/// Has the answers sent, waits for the end of whoever sends them, and writes down what came.
Task<> write_down_answers(Context self, EventLog* log, Alias to, int count) {
  const Monitored sender = self.spawn_monitor({}, script(&answers, to, count));
  self.send(sender.pid, Go{});
  const ExitReason reason = co_await down_of(self, sender.ref);
  while (const Message answer = co_await receive_any<Answer>(self, 0ms)) {
    log->add(std::to_string(answer.get_if<Answer>()->number));
  }
}

TEST(Alias, ALIAS_01_message_through_an_active_one_arrives) {
  expect_log({"1", "2"}, [](Context self, EventLog* log) -> Task<> {
    const Alias alias = self.alias();
    co_await write_down_answers(self, log, alias, 2);
  });
}

TEST(Alias, ALIAS_02_is_switched_off_once_and_then_silent) {
  expect_log({"off", "off already"}, [](Context self, EventLog* log) -> Task<> {
    const Alias alias = self.alias();
    if (self.unalias(alias)) log->add("off");
    co_await write_down_answers(self, log, alias, 2);
    if (!self.unalias(alias)) log->add("off already");
  });
}

TEST(Alias, ALIAS_03_for_one_reply_lets_exactly_one_in) {
  expect_log({"1", "off already"}, [](Context self, EventLog* log) -> Task<> {
    const Alias alias = self.alias(AliasMode::reply);
    co_await write_down_answers(self, log, alias, 3);
    if (!self.unalias(alias)) log->add("off already");
  });
}

TEST(Alias, ALIAS_04_only_its_owner_can_switch_it_off) {
  expect_log({"not yours", "1"}, [](Context self, EventLog* log) -> Task<> {
    const auto stranger = [](Context me, EventLog* to, Alias alias) -> Task<> {
      if (!me.unalias(alias)) to->add("not yours");
      co_return;
    };
    const Alias alias = self.alias();
    const Monitored other = self.spawn_monitor({}, script(+stranger, log, alias));
    const ExitReason reason = co_await down_of(self, other.ref);
    co_await write_down_answers(self, log, alias, 1);
  });
}

TEST(Alias, ALIAS_05_of_a_dead_owner_leads_nowhere) {
  expect_log({"quiet"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    self.send(Alias{dead, self.make_ref()}, Answer{1});
    const Message none = co_await receive(self, 1ms);
    if (!none) log->add("quiet");
  });
}

TEST(Alias, ALIAS_06_explicit_one_outlives_its_monitor) {
  expect_log({"removed", "1", "off"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_idle(self);
    const Ref ref = self.monitor(other, {.alias = AliasMode::explicit_unalias});
    if (self.demonitor(ref)) log->add("removed");
    co_await write_down_answers(self, log, self.alias_of(ref), 1);
    if (self.unalias(self.alias_of(ref))) log->add("off");
  });
}

TEST(Alias, ALIAS_07_one_that_goes_with_its_monitor_lets_any_number_in_before) {
  expect_log({"1", "2", "end"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_ending(self, ExitReason{"end"});
    const Ref ref = self.monitor(other, {.alias = AliasMode::demonitor});
    co_await write_down_answers(self, log, self.alias_of(ref), 2);
    self.send(other, Go{});
    const ExitReason reason = co_await down_of(self, ref);
    log->add(to_string(reason));
    co_await write_down_answers(self, log, self.alias_of(ref), 1);
  });
}

TEST(Alias, ALIAS_08_reply_ends_alias_and_monitor_together) {
  expect_log({"1", "no down", "not armed"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_ending(self, ExitReason{"end"});
    const Ref ref = self.monitor(other, {.alias = AliasMode::reply_demonitor});
    co_await write_down_answers(self, log, self.alias_of(ref), 2);
    self.send(other, Go{});
    const Message none = co_await receive(self, 5ms);
    if (!none) log->add("no down");
    if (!self.demonitor(ref)) log->add("not armed");
  });
}

TEST(Alias, ALIAS_09_what_is_in_the_mailbox_already_stays_there) {
  expect_log({"answer 1"}, [](Context self, EventLog* log) -> Task<> {
    const Alias alias = self.alias();
    self.send(alias, Answer{1});
    self.send(self.self(), Go{});
    const Message both_are_there = co_await receive_any<Go>(self);
    self.unalias(alias);
    const Message message = co_await receive_any<Answer>(self, Duration::zero());
    log->add(message ? "answer 1" : "nothing");
  });
}

}  // namespace
}  // namespace forlopp::runtime
