#include "runtime/process_info.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

struct Letter {};

TEST(ProcessInfo, INFO_01_of_the_dead_is_nothing) {
  expect_log({"nothing"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    const auto info = co_await process_info(self, dead);
    if (!info) log->add("nothing");
  });
}

TEST(ProcessInfo, INFO_03_relations_are_exact) {
  expect_log({"linked", "monitored", "watched by name", "clean"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid other = spawn_idle(self);
               const Name name{"process_info_test.other"};
               self.register_name(name, other);
               self.link(other);
               const Ref ref = self.monitor(name);
               const auto theirs = co_await process_info(self, other);
               if (theirs->links == std::vector{self.self()}) log->add("linked");
               if (theirs->monitored_by == std::vector{self.self()}) log->add("monitored");
               const auto ours = co_await process_info(self, self.self());
               if (ours->monitors.front().name == name) log->add("watched by name");
               self.unlink(other);
               self.demonitor(ref);
               const auto after = co_await process_info(self, other);
               if (after->links.empty() && after->monitored_by.empty()) log->add("clean");
             });
}

TEST(ProcessInfo, INFO_02_counts_every_message_that_the_asker_sent_before) {
  expect_log({"3", "process_info_test.busy", "traps not"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid other = spawn_idle(self);
               self.register_name(Name{"process_info_test.busy"}, other);
               for (int i = 0; i < 3; ++i) self.send(other, Letter{});
               const auto info = co_await process_info(self, other);
               log->add(std::to_string(info->messages_waiting));
               log->add(std::string{info->name.text()});
               log->add(info->trap_exit ? "traps" : "traps not");
             });
}

Task<> comes_and_goes(Context self, int times) {
  for (int i = 0; i < times; ++i) {
    const Pid child = spawn_ending(self, ExitReason{});
    self.send(child, Go{});
    const ExitReason reason = co_await end_of(self, child);
  }
}

TEST(ProcessInfo, INFO_09_all_processes_are_listed_once_and_no_dead_one) {
  expect_log({"0 missing or twice", "0 dead"}, [](Context self, EventLog* log) -> Task<> {
    std::vector<Pid> residents;
    for (int i = 0; i < 100; ++i) residents.push_back(spawn_idle(self));
    const Pid dead = co_await somebody_dead(self);
    const Monitored other = self.spawn_monitor({}, script(&comes_and_goes, 50));
    std::ptrdiff_t wrong = 0;
    std::ptrdiff_t ghosts = 0;
    for (int i = 0; i < 20; ++i) {
      const std::vector<Pid> all = processes(self);
      for (const Pid pid : residents) wrong += std::ranges::count(all, pid) == 1 ? 0 : 1;
      ghosts += std::ranges::count(all, dead);
      const Message nothing = co_await sleep(self, Duration::zero());
    }
    const ExitReason done = co_await down_of(self, other.ref);
    log->add(std::to_string(wrong) + " missing or twice");
    log->add(std::to_string(ghosts) + " dead");
  });
}

}  // namespace
}  // namespace forlopp::runtime
