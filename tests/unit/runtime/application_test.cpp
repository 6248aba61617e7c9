#include "runtime/application.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "runtime/process_info.hpp"
#include "runtime/sys.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::Application;
using runtime::ChildSpec;
using runtime::ChildStart;
using runtime::Name;
using runtime::Restart;
using runtime::Strategy;
using runtime::SupervisorSpec;
namespace application = runtime::application;

Name named(const std::string& text) {
  return Name{"application_test." + text};
}

/// Says when it starts and when it is told to stop. `Go` ends it normally.
Task<> worker(Context self, EventLog* log, std::string name) {
  self.trap_exit();
  log->add(name + " up");
  const Message end = co_await runtime::receive_any<Go, runtime::Exit>(self);
  if (end.is<Go>()) co_return;
  log->add(name + " down");
  self.exit(ExitReason::Kind::shutdown);
}

ChildSpec worker_spec(EventLog* log, const std::string& name) {
  return {.id = name,
          .start = [log, name](Context& context, Message&) -> ChildStart {
            const runtime::SpawnOptions options{.name = named(name)};
            return context.start_link(options, runtime::script(&worker, log, name));
          },
          .restart = Restart::temporary,
          .significant = true};
}

/// A supervisor with one worker, whose end is the application's.
Application small(EventLog* log, const std::string& name, std::vector<Name> needs = {}) {
  return {.name = named(name),
          .needs = std::move(needs),
          .start = [log, name](Context& context) -> ChildStart {
            SupervisorSpec spec{.auto_shutdown = runtime::AutoShutdown::any_significant};
            spec.children.push_back(worker_spec(log, name));
            return start_supervisor(context, {}, std::move(spec));
          },
          .prepare_stop = [log, name](Context&) { log->add(name + " will stop"); },
          .stopped = [log, name](Context&) { log->add(name + " stopped"); }};
}

Task<> loads(Context self, Application it) {
  const auto loaded = co_await application::load(self, it);
  runtime::check(loaded.has_value(), "it can be loaded");
}

void note(EventLog* log, const application::Outcome& outcome) {
  std::string text = outcome ? "ok" : to_string(outcome.error());
  const std::string prefix = "application_test.";
  for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix))
    text.erase(at, prefix.size());
  log->add(text);
}

/// Stops all that runs.
Task<> close(Context self, Pid controller) {
  self.trap_exit();
  self.exit_signal(controller, ExitReason::Kind::shutdown);
  const ExitReason reason = co_await trapped_exit(self);
}

/// The controller, and an application `shop` that needs `bank`.
Task<Pid> shop_and_bank(Context self, EventLog* log) {
  const Pid controller = *application::start_controller(self);
  co_await loads(self, small(log, "bank"));
  const std::vector<Name> needs{named("bank")};
  co_await loads(self, small(log, "shop", needs));
  co_return controller;
}

TEST(Application, APP_01_does_not_start_before_what_it_needs) {
  expect_log({"{not_started,bank}"}, [](Context self, EventLog* log) -> Task<> {
    const Pid controller = co_await shop_and_bank(self, log);
    const auto outcome = co_await application::start(self, named("shop"));
    note(log, outcome);
    co_await close(self, controller);
  });
}

TEST(Application, APP_02_start_all_starts_first_what_is_needed) {
  expect_log({"bank up", "shop up", "2 started", "0 started", "shop will stop", "shop down",
              "shop stopped", "bank will stop", "bank down", "bank stopped"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid controller = co_await shop_and_bank(self, log);
               const auto started = co_await application::start_all(self, named("shop"));
               log->add(std::to_string(started->size()) + " started");
               const auto again = co_await application::start_all(self, named("shop"));
               log->add(std::to_string(again->size()) + " started");
               co_await close(self, controller);
             });
}

TEST(Application, APP_02_start_all_undoes_what_it_started_when_one_fails) {
  expect_log({"bank up", "bank will stop", "bank down", "bank stopped", "no licence", "0 run"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid controller = *application::start_controller(self);
               co_await loads(self, small(log, "bank"));
               Application broken{.name = named("broken"), .needs = {named("bank")}};
               broken.start = [](Context&) -> ChildStart {
                 return runtime::err(ExitReason{"no licence"});
               };
               co_await loads(self, broken);
               const auto started = co_await application::start_all(self, named("broken"));
               log->add(to_string(started.error()));
               const auto running = co_await application::running(self);
               log->add(std::to_string(running->size()) + " run");
               co_await close(self, controller);
             });
}

Task<> until_waiting(Context self, Pid process, std::size_t messages) {
  for (;;) {
    const auto info = co_await runtime::process_info(self, process);
    if (info->messages_waiting == messages) co_return;
  }
}

Task<> starts_and_notes(Context self, EventLog* log) {
  const auto outcome = co_await application::start(self, named("bank"));
  note(log, outcome);
}

TEST(Application, APP_03_concurrent_starts_have_one_result_and_a_later_one_is_refused) {
  expect_log({"bank up", "ok", "ok", "{already_started,bank}", "bank will stop", "bank down",
              "bank stopped"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid controller = co_await shop_and_bank(self, log);
               const auto held = co_await runtime::sys::suspend(self, controller);
               for (int i = 0; i < 2; ++i)
                 self.spawn_monitor({}, runtime::script(&starts_and_notes, log));
               co_await until_waiting(self, controller, 2);
               const auto resumed = co_await runtime::sys::resume(self, controller);
               for (int i = 0; i < 2; ++i) {
                 const Message down = co_await runtime::receive_any<runtime::Down>(self);
               }
               const auto third = co_await application::start(self, named("bank"));
               note(log, third);
               co_await close(self, controller);
             });
}

TEST(Application, APP_04_a_start_that_fails_leaves_it_loaded_and_not_running) {
  expect_log({"error: no such file", "{bad_return,ignore}", "{already_loaded,faulty}"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid controller = *application::start_controller(self);
               Application faulty{.name = named("faulty")};
               faulty.start = [](Context&) -> ChildStart {
                 throw std::runtime_error{"no such file"};
               };
               Application empty{.name = named("empty")};
               empty.start = [](Context&) { return ChildStart::ignored(); };
               co_await loads(self, faulty);
               co_await loads(self, empty);
               const auto thrown = co_await application::start(self, faulty.name);
               note(log, thrown);
               const auto nobody = co_await application::start(self, empty.name);
               note(log, nobody);
               const auto again = co_await application::load(self, faulty);
               note(log, again);
               co_await close(self, controller);
             });
}

TEST(Application, APP_05_a_stop_prepares_shuts_down_the_tree_and_says_so) {
  expect_log({"bank up", "ok", "bank will stop", "bank down", "bank stopped", "ok",
              "{not_started,bank}", "bank up", "ok", "bank will stop", "bank down", "bank stopped"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid controller = co_await shop_and_bank(self, log);
               co_await starts_and_notes(self, log);
               for (int i = 0; i < 2; ++i) {
                 const auto stopped = co_await application::stop(self, named("bank"));
                 note(log, stopped);
               }
               co_await starts_and_notes(self, log);
               co_await close(self, controller);
             });
}

/// Starts `bank` with this type and another one, ends `bank` normally, and tells what the
/// controller did.
Task<> bank_ends(Context self, EventLog* log, Restart type) {
  self.trap_exit();
  const Pid controller = co_await shop_and_bank(self, log);
  co_await loads(self, small(log, "post"));
  const auto post = co_await application::start(self, named("post"));
  const auto bank = co_await application::start(self, named("bank"), type);
  const runtime::Ref watch = self.monitor(controller);
  self.send(named("bank"), Go{});
  const auto is_its_end = [watch](const Message& message) {
    const auto* down = message.get_if<runtime::Down>();
    return down != nullptr && down->ref == watch;
  };
  const bool survives = type == Restart::temporary;
  const Message end =
      co_await runtime::receive_if(self, is_its_end, survives ? 5ms : runtime::infinity);
  if (end) note(log, runtime::err(end.get_if<runtime::Down>()->reason));
  if (survives) co_await close(self, controller);
}

TEST(Application, APP_07_the_end_of_a_permanent_one_ends_all) {
  expect_log({"post up", "bank up", "bank stopped", "post will stop", "post down", "post stopped",
              "{application_terminated,bank,shutdown}"},
             [](Context self, EventLog* log) -> Task<> {
               co_await bank_ends(self, log, Restart::permanent);
             });
}

TEST(Application, APP_07_the_end_of_a_transient_one_ends_all_unless_it_was_normal) {
  expect_log({"post up", "bank up", "bank stopped", "post will stop", "post down", "post stopped",
              "{application_terminated,bank,shutdown}"},
             [](Context self, EventLog* log) -> Task<> {
               co_await bank_ends(self, log, Restart::transient);
             });
}

TEST(Application, APP_07_the_end_of_a_temporary_one_is_its_own_affair) {
  expect_log({"post up", "bank up", "bank stopped", "post will stop", "post down", "post stopped"},
             [](Context self, EventLog* log) -> Task<> {
               co_await bank_ends(self, log, Restart::temporary);
             });
}

TEST(Application, APP_09_the_last_started_is_stopped_first) {
  expect_log({"bank up", "shop up", "shop will stop", "shop down", "shop stopped", "bank will stop",
              "bank down", "bank stopped", "shutdown"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid controller = co_await shop_and_bank(self, log);
               const auto started = co_await application::start_all(self, named("shop"));
               self.exit_signal(controller, ExitReason::Kind::shutdown);
               const ExitReason reason = co_await trapped_exit(self);
               log->add(to_string(reason));
             });
}

}  // namespace
}  // namespace forlopp::test
