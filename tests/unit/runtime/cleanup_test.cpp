#include <algorithm>

#include <gtest/gtest.h>

#include "runtime/process_group.hpp"
#include "runtime/process_info.hpp"
#include "runtime/table.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace std::chrono_literals;
using namespace test;

using Notes = Table<int, std::string>;

Name public_name() {
  static const Name name{"cleanup_test.holder"};
  return name;
}

/// Has a name, a table and a membership, and ends when it is told to.
Task<> holds_everything(Context self, Pid parent) {
  self.register_name(public_name());
  const auto notes = Notes::create(self, {.name = public_name()});
  group::join(self, public_name(), {self.self()});
  self.send(parent, Go{});
  const Message go = co_await receive_any<Go>(self);
  self.exit(ExitReason{"told"});
}

TEST(Cleanup, EXIT_19_and_CLEAN_04_who_hears_of_an_end_finds_nothing_left) {
  expect_log(
      {"no name", "no table", "no member", "not alive"}, [](Context self, EventLog* log) -> Task<> {
        const Monitored holder = self.spawn_monitor({}, script(&holds_everything, self.self()));
        const Message ready = co_await receive_any<Go>(self);
        self.send(holder.pid, Go{});
        const ExitReason reason = co_await down_of(self, holder.ref);
        if (!self.whereis(public_name())) log->add("no name");
        if (!Notes::find(self, public_name())) log->add("no table");
        if (group::members(self, public_name()).empty()) log->add("no member");
        const auto info = co_await process_info(self, holder.pid);
        if (!info) log->add("not alive");
      });
}

TEST(Cleanup, CLEAN_04_who_finds_it_dead_finds_its_name_free) {
  expect_log({"free"}, [](Context self, EventLog* log) -> Task<> {
    const Pid holder = self.spawn({}, script(&holds_everything, self.self()));
    const Message ready = co_await receive_any<Go>(self);
    self.send(holder, Go{});
    for (;;) {
      const auto info = co_await process_info(self, holder);
      if (!info) break;
    }
    if (!self.whereis(public_name())) log->add("free");
  });
}

TEST(Cleanup, CLEAN_06_its_memberships_end_with_it) {
  expect_log({"left"}, [](Context self, EventLog* log) -> Task<> {
    const Pid holder = self.spawn({}, script(&holds_everything, self.self()));
    const Message ready = co_await receive_any<Go>(self);
    const auto subscription = group::subscribe(self, public_name());
    self.send(holder, Go{});
    const Message message = co_await receive_any<group::Notice>(self);
    const auto* notice = message.get_if<group::Notice>();
    if (notice->change == group::Change::left && notice->pids == std::vector{holder})
      log->add("left");
  });
}

TEST(Cleanup, CLEAN_03_its_timers_are_gone) {
  expect_log({"gone"}, [](Context self, EventLog* log) -> Task<> {
    const Pid mortal = self.spawn({}, script(&ends_when_told, ExitReason{}));
    const Ref timer = self.send_after(1h, mortal, Go{});
    self.send(mortal, Go{});
    const ExitReason reason = co_await end_of(self, mortal);
    if (!self.read_timer(timer)) log->add("gone");
  });
}

TEST(Cleanup, CLEAN_05_and_LINK_10_and_MON_15_the_survivors_lists_are_without_it) {
  expect_log({"no link", "no monitor", "not monitored"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const auto watches = [](Context watcher, Pid watched) -> Task<> {
      watcher.monitor(watched);
      const Message go = co_await receive_any<Go>(watcher);
    };
    const Monitored mortal = self.spawn_link_monitor({}, script(+watches, self.self()));
    self.send(mortal.pid, Go{});
    const ExitReason down = co_await down_of(self, mortal.ref);
    const ExitReason exit = co_await trapped_exit(self);
    const auto info = co_await process_info(self, self.self());
    if (info->links.empty()) log->add("no link");
    if (info->monitors.empty()) log->add("no monitor");
    if (std::ranges::count(info->monitored_by, mortal.pid) == 0) log->add("not monitored");
  });
}

Task<> leaves_a_table(Context self, Pid heir) {
  const auto notes = Notes::create(self, {.heir = heir});
  const Message go = co_await receive_any<Go>(self);
}

TEST(Cleanup, CLEAN_07_an_heir_has_the_table_before_it_hears_of_the_end) {
  expect_log({"table", "down"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored owner = self.spawn_monitor({}, script(&leaves_a_table, self.self()));
    self.send(owner.pid, Go{});
    for (int i = 0; i < 2; ++i) {
      const Message message = co_await receive_any<TableTransfer, Down>(self);
      log->add(message.is<Down>() ? "down" : "table");
    }
  });
}

}  // namespace
}  // namespace forlopp::runtime
