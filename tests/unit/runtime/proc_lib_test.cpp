#include "runtime/proc_lib.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::Down;
using runtime::Exit;
using runtime::Result;
using runtime::script;
namespace proc_lib = runtime::proc_lib;

void note(EventLog* log, const Result<proc_lib::Started, ExitReason>& start) {
  if (!start) return log->add(to_string(start.error()));
  if (!start->pid) return log->add("ignore");
  const auto* value = start->value.get_if<std::string>();
  log->add("started, " + (value == nullptr ? "nothing" : *value));
}

/// Whatever is in the mailbox, one word each.
Task<> note_mailbox(Context self, EventLog* log) {
  for (;;) {
    const Message message = co_await receive(self, 5ms);
    if (!message) break;
    if (const auto* exit = message.get_if<Exit>()) log->add("Exit " + to_string(exit->reason));
    if (const auto* down = message.get_if<Down>()) log->add("Down " + to_string(down->reason));
  }
  log->add("end of mail");
}

Task<> slow_starter(Context self) {
  co_await sleep(self, 1ms);
  proc_lib::init_ack(self, Message::of(std::string{"at last"}));
  co_await sleep(self, runtime::infinity);
}
Task<> declines(Context self) {
  proc_lib::init_ignore(self);
  co_return;
}
Task<> fails(Context self) {
  proc_lib::init_fail(self, ExitReason{"no way"});
  self.exit(ExitReason{"no way"});
  co_return;
}

TEST(ProcLib, PL_01_a_start_returns_when_the_process_acknowledges_with_what_it_says) {
  expect_log({"started, at last", "started, at last", "ignore"},
             [](Context self, EventLog* log) -> Task<> {
               const runtime::SpawnOptions options{};
               auto start = co_await proc_lib::start(self, options, script(&slow_starter));
               note(log, start);
               start = co_await proc_lib::start_link(self, options, script(&slow_starter));
               note(log, start);
               start = co_await proc_lib::start(self, options, script(&declines));
               note(log, start);
             });
}

TEST(ProcLib, PL_02_a_process_that_dies_first_makes_the_start_fail_with_its_reason) {
  expect_log({"early", "early", "no way", "Exit early", "Exit no way", "end of mail"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const runtime::SpawnOptions options{};
               const ExitReason early{"early"};
               auto start = co_await proc_lib::start(self, options, script(&ends_with, early));
               note(log, start);
               start = co_await proc_lib::start_link(self, options, script(&ends_with, early));
               note(log, start);
               start = co_await proc_lib::start_link(self, options, script(&fails));
               note(log, start);
               co_await note_mailbox(self, log);
             });
}

TEST(ProcLib, PL_03_GS_33_a_start_that_takes_too_long_is_killed_and_leaves_nothing_behind) {
  expect_log({"timeout", "end of mail"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const runtime::SpawnOptions options{};
    const auto start = co_await proc_lib::start_link(self, options, script(&idle), 10ms);
    note(log, start);
    co_await note_mailbox(self, log);
  });
}

TEST(ProcLib, PL_03_and_PL_04_a_monitored_start_has_its_down_even_if_the_start_failed) {
  expect_log({"early", "Down early", "end of mail", "timeout", "Down killed", "end of mail"},
             [](Context self, EventLog* log) -> Task<> {
               const runtime::SpawnOptions options{};
               const ExitReason early{"early"};
               auto late =
                   co_await proc_lib::start_monitor(self, options, script(&ends_with, early));
               note(log, late.start);
               co_await note_mailbox(self, log);
               late = co_await proc_lib::start_monitor(self, options, script(&idle), 10ms);
               note(log, late.start);
               co_await note_mailbox(self, log);
             });
}

TEST(ProcLib, PL_07_a_stop_may_time_out_and_its_request_stays) {
  expect_log({"timeout"}, [](Context self, EventLog* log) -> Task<> {
    const Pid deaf = spawn_idle(self);
    const auto stopped = co_await proc_lib::stop(self, deaf, ExitReason::Kind::normal, 5ms);
    log->add(stopped ? "ok" : to_string(stopped.error()));
  });
}

}  // namespace
}  // namespace forlopp::test
