#include "runtime/tracer.hpp"

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using Kind = TraceEvent::Kind;

struct Letter {
  int number = 0;
};
std::string describe(const Letter& letter) {
  return "letter " + std::to_string(letter.number);
}
/// Where to send what.
struct Forward {
  Pid to{};
};

Task<> forwards(Context self) {
  for (int number = 1;; ++number) {
    const Message order = co_await receive_any<Forward>(self);
    self.send(order.get_if<Forward>()->to, Letter{number});
  }
}

std::string line(const TraceReport& report) {
  return std::string{to_string(report.kind)} + " " +
         (report.text.empty() ? report.what : report.text);
}

Task<TraceReport> next_report(Context self) {
  const Message message = co_await receive_any<TraceReport>(self);
  co_return *message.get_if<TraceReport>();
}

Task<> log_reports(Context self, EventLog* log, int number) {
  for (int i = 0; i < number; ++i) {
    const TraceReport report = co_await next_report(self);
    log->add(line(report));
  }
}

TEST(Tracer, TRACE_01_sends_and_receives_come_in_order_with_the_message) {
  expect_log({"handled Forward", "sent letter 1", "handled Forward", "sent letter 2"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid traced = self.spawn({}, script(&forwards));
               const Pid dead = co_await somebody_dead(self);
               start_trace(self, traced, {.sends = true, .receives = true});
               self.send(traced, Forward{self.self()});
               self.send(traced, Forward{dead});
               co_await log_reports(self, log, 4);
             });
}

TEST(Tracer, TRACE_01_what_was_sent_came_of_what_was_handled) {
  expect_log({"it did"}, [](Context self, EventLog* log) -> Task<> {
    const Pid traced = self.spawn({}, script(&forwards));
    start_trace(self, traced, {.sends = true, .receives = true});
    self.send(traced, Forward{self.self()});
    const TraceReport handled = co_await next_report(self);
    const TraceReport sent = co_await next_report(self);
    if (sent.cause == handled.id && sent.other == self.self()) log->add("it did");
  });
}

/// Does one of each when it is told to.
Task<> lives(Context self) {
  const Message go = co_await receive_any<Go>(self);
  const Name name{"tracer_test.name"};
  const Pid child = self.spawn_link({.label = {"child"}}, script(&idle));
  self.register_name(name);
  self.unregister_name(name);
  self.unlink(child);
}

TEST(Tracer, TRACE_02_tells_of_spawns_names_links_and_ends) {
  expect_log({"spawned child", "registered tracer_test.name", "unregistered tracer_test.name",
              "signalled Unlink", "ended normal"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid traced = self.spawn({}, script(&lives));
               start_trace(self, traced, {.process_events = true});
               self.send(traced, Go{});
               co_await log_reports(self, log, 5);
             });
}

Task<> links_to(Context self, Pid other) {
  self.trap_exit();
  const Message go = co_await receive_any<Go>(self);
  self.link(other);
  co_await idle(self);
}

TEST(Tracer, TRACE_02_a_link_is_seen_from_both_sides) {
  expect_log({"linked", "got linked"}, [](Context self, EventLog* log) -> Task<> {
    const Pid passive = spawn_idle(self);
    const Pid active = self.spawn({}, script(&links_to, passive));
    start_trace(self, active, {.process_events = true});
    start_trace(self, passive, {.process_events = true});
    self.send(active, Go{});
    const TraceReport first = co_await next_report(self);
    const TraceReport second = co_await next_report(self);
    if (first.process == active && first.kind == Kind::signalled && first.other == passive)
      log->add("linked");
    if (second.process == passive && second.kind == Kind::acted_on && second.cause == first.id)
      log->add("got linked");
  });
}

TEST(Tracer, TRACE_02_an_end_came_of_the_exit_signal) {
  expect_log({"acted on ExitSignal", "ended killed", "came of it"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid traced = spawn_idle(self);
               start_trace(self, traced, {.process_events = true});
               self.exit_signal(traced, ExitReason::Kind::kill);
               const TraceReport signal = co_await next_report(self);
               const TraceReport end = co_await next_report(self);
               log->add(line(signal));
               log->add(line(end));
               if (end.cause == signal.id) log->add("came of it");
             });
}

/// Spawns two, one after the other, and tells who they are.
struct Two {
  Pid first{};
  Pid second{};
};
Task<> spawns_two(Context self, Pid parent) {
  const Message go = co_await receive_any<Go>(self);
  const Pid first = spawn_idle(self);
  const Pid second = spawn_idle(self);
  self.send(parent, Two{first, second});
  co_await idle(self);
}

Task<> log_heirs(Context self, EventLog* log, TraceHeirs heirs) {
  const Pid traced = self.spawn({}, script(&spawns_two, self.self()));
  start_trace(self, traced, {.spawned = heirs});
  self.send(traced, Go{});
  const Message message = co_await receive_any<Two>(self);
  const Two children = *message.get_if<Two>();
  if (trace_of(self, children.first)) log->add("first");
  if (trace_of(self, children.second)) log->add("second");
}

TEST(Tracer, TRACE_03_all_that_it_spawns_inherit_the_trace) {
  expect_log({"first", "second"}, [](Context self, EventLog* log) -> Task<> {
    co_await log_heirs(self, log, TraceHeirs::all);
  });
}

TEST(Tracer, TRACE_03_only_the_first_that_it_spawns_inherits_the_trace) {
  expect_log({"first"}, [](Context self, EventLog* log) -> Task<> {
    co_await log_heirs(self, log, TraceHeirs::first);
  });
}

TEST(Tracer, TRACE_03_whom_it_links_to_inherits_the_trace) {
  expect_log({"inherited"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_idle(self);
    const Pid traced = self.spawn({}, script(&links_to, other));
    start_trace(self, traced, {.process_events = true, .linked = TraceHeirs::all});
    self.send(traced, Go{});
    const TraceReport linked = co_await next_report(self);
    if (linked.kind == Kind::signalled && trace_of(self, other)) log->add("inherited");
  });
}

Task<> traces(Context self, Pid traced, Pid parent) {
  start_trace(self, traced, {.sends = true});
  self.send(parent, Go{});
  const Message go = co_await receive_any<Go>(self);
}

TEST(Tracer, TRACE_04_and_CLEAN_08_a_process_has_one_tracer_until_that_ends) {
  expect_log({"refused", "free"}, [](Context self, EventLog* log) -> Task<> {
    const Pid traced = spawn_idle(self);
    const Monitored tracer = self.spawn_monitor({}, script(&traces, traced, self.self()));
    const Message ready = co_await receive_any<Go>(self);
    if (!start_trace(self, traced, {.sends = true})) log->add("refused");
    self.send(tracer.pid, Go{});
    const ExitReason reason = co_await down_of(self, tracer.ref);
    if (start_trace(self, traced, {.sends = true})) log->add("free");
  });
}

TEST(Tracer, TRACE_04_nobody_traces_itself_or_the_dead) {
  expect_log({"not itself", "not the dead"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    if (!start_trace(self, self.self(), {.sends = true})) log->add("not itself");
    if (!start_trace(self, dead, {.sends = true})) log->add("not the dead");
  });
}

struct Secret {};
std::string describe(const Secret&) {
  throw std::runtime_error{"not to be shown"};
}
Task<> sends_a_secret(Context self, Pid to) {
  const Message go = co_await receive_any<Go>(self);
  self.send(to, Secret{});
}

TEST(Tracer, MessagesThatCannotBeDescribedAreTracedAllTheSame) {
  expect_log({"sent (its description failed)"}, [](Context self, EventLog* log) -> Task<> {
    const Pid traced = self.spawn({}, script(&sends_a_secret, self.self()));
    start_trace(self, traced, {.sends = true});
    self.send(traced, Go{});
    co_await log_reports(self, log, 1);
  });
}

TEST(Tracer, StopTraceEndsIt) {
  expect_log({"stopped", "not again"}, [](Context self, EventLog* log) -> Task<> {
    const Pid traced = self.spawn({}, script(&forwards));
    start_trace(self, traced, {.sends = true});
    if (stop_trace(self, traced) && !trace_of(self, traced)) log->add("stopped");
    if (!stop_trace(self, traced)) log->add("not again");
    co_return;
  });
}

}  // namespace
}  // namespace forlopp::runtime
