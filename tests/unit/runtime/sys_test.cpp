#include "runtime/sys.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "runtime/gen_server.hpp"
#include "runtime/gen_statem.hpp"
#include "runtime/process_info.hpp"
#include "runtime/supervisor.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::Down;
using runtime::GenServer;
using runtime::GenStatem;
using runtime::Messages;
using runtime::Result;
using runtime::StatemStatus;
using runtime::StatemTimeout;
using runtime::StatemTimer;
using runtime::SupervisorSpec;
using runtime::Timeout;
namespace sys = runtime::sys;

struct Add {
  int amount;
};
struct Total {
  int value = 0;
};

class Adder final : public GenServer<Adder> {
 public:
  using Infos = Messages<Add, Timeout>;
  using State = Total;

  explicit Adder(EventLog* log) : log_{log} {}
  void handle_info(Context& context, Add& add) {
    total_.value += add.amount;
    log_->add("add " + std::to_string(add.amount));
    if (add.amount == 0) timeout_after(context, 100ms);
  }
  void handle_info(Context&, Timeout&) { log_->add("timeout"); }
  State& state() { return total_; }
  State code_change(const State& old, Message& extra) {
    const auto* factor = extra.get_if<int>();
    if (factor == nullptr) throw std::invalid_argument{"which factor?"};
    return {old.value * *factor};
  }
  void terminate(Context&, const ExitReason& reason) override {
    log_->add("terminate " + to_string(reason));
  }

 private:
  EventLog* log_;
  Total total_{};
};

void note(EventLog* log, const sys::Done& done) {
  log->add(done ? "ok" : to_string(done.error()));
}
void note(EventLog* log, const Result<Total, ExitReason>& total) {
  log->add(total ? std::to_string(total->value) : to_string(total.error()));
}

TEST(Sys, SYS_01_and_SYS_02_a_suspended_process_handles_the_rest_in_order_after_resume) {
  expect_log({"ok", "ok", "0", "add 1", "add 2", "3", "ok"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid server = *self.start_link<Adder>({}, log);
               auto done = co_await sys::suspend(self, server);
               note(log, done);
               done = co_await sys::suspend(self, server);
               note(log, done);
               self.send(server, Add{1});
               self.send(server, Add{2});
               auto total = co_await sys::get_state<Total>(self, server);
               note(log, total);
               done = co_await sys::resume(self, server);
               total = co_await sys::get_state<Total>(self, server);
               note(log, total);
               done = co_await sys::resume(self, server);
               note(log, done);
               self.unlink(server);
             });
}

TEST(Sys, SYS_02_a_time_out_that_runs_out_meanwhile_is_handled_after_resume) {
  expect_log({"add 0", "resumed", "timeout"}, [](Context self, EventLog* log) -> Task<> {
    const Pid server = *self.start_link<Adder>({}, log);
    self.send(server, Add{0});
    auto done = co_await sys::suspend(self, server);
    co_await sleep(self, 150ms);
    log->add("resumed");
    done = co_await sys::resume(self, server);
    co_await sleep(self, 30ms);
    self.unlink(server);
  });
}

TEST(Sys, SYS_03_a_suspended_process_obeys_its_parents_exit) {
  expect_log({"terminate shutdown"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid server = *self.start_link<Adder>({.trap_exit = true}, log);
    const auto done = co_await sys::suspend(self, server);
    self.send(server, Add{1});
    self.exit_signal(server, ExitReason::Kind::shutdown);
    const ExitReason end = co_await trapped_exit(self);
  });
}

Total doubled(Total old) {
  return {old.value * 2};
}
Total refused(Total) {
  throw std::invalid_argument{"not that"};
}

TEST(Sys, SYS_04_a_state_is_read_and_replaced_and_survives_a_failing_replacement) {
  expect_log({"add 3", "3", "6", "error: not that", "6", "bad_state"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid server = *self.start_link<Adder>({}, log);
               self.send(server, Add{3});
               auto total = co_await sys::get_state<Total>(self, server);
               note(log, total);
               total = co_await sys::replace_state(self, server, &doubled);
               note(log, total);
               total = co_await sys::replace_state(self, server, &refused);
               note(log, total);
               total = co_await sys::get_state<Total>(self, server);
               note(log, total);
               const auto other = co_await sys::get_state<int>(self, server);
               log->add(to_string(other.error()));
               self.unlink(server);
             });
}

TEST(Sys, SYS_05_code_is_changed_while_suspended_and_a_failure_keeps_the_old_state) {
  expect_log({"add 3", "running", "ok", "error: which factor?", "12"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid server = *self.start_link<Adder>({}, log);
               self.send(server, Add{3});
               auto done = co_await sys::change_code(self, server, Message::of(4));
               note(log, done);
               done = co_await sys::suspend(self, server);
               done = co_await sys::change_code(self, server, Message::of(4));
               note(log, done);
               const Total no_factor{};
               done = co_await sys::change_code(self, server, Message::of(no_factor));
               note(log, done);
               const auto total = co_await sys::get_state<Total>(self, server);
               note(log, total);
               self.unlink(server);
             });
}

TEST(Sys, SYS_09_terminate_is_the_normal_end_even_while_suspended) {
  expect_log({"ok", "terminate enough", "enough"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid server = *self.start_link<Adder>({}, log);
    auto done = co_await sys::suspend(self, server);
    note(log, done);
    const ExitReason enough{"enough"};
    done = co_await sys::terminate(self, server, enough);
    const ExitReason end = co_await trapped_exit(self);
    log->add(to_string(end));
  });
}

TEST(Sys, SYS_10_a_process_that_does_not_answer_makes_the_request_time_out) {
  expect_log({"timeout", "noproc"}, [](Context self, EventLog* log) -> Task<> {
    const Pid deaf = spawn_idle(self);
    auto done = co_await sys::suspend(self, deaf, 10ms);
    note(log, done);
    const Pid dead = co_await somebody_dead(self);
    done = co_await sys::suspend(self, dead);
    note(log, done);
  });
}

// Machines.

struct Walk {
  std::string to;
};

/// Its state is a word; it goes where it is told to, and notes what comes.
class Walker final : public GenStatem<Walker, std::string> {
 public:
  using Events = Messages<Walk, StatemTimeout>;
  using Data = Total;

  explicit Walker(EventLog* log) : GenStatem{"start"}, log_{log} {}
  Next handle(Context& context, const std::string& here, Walk& step) {
    log_->add(here + " step " + step.to);
    if (step.to == "wait") {
      start_timer(context, {StatemTimer::Kind::event, 0}, 30ms);
      return keep();
    }
    if (step.to == "later") {
      postpone();
      return keep();
    }
    ++steps_.value;
    return go(step.to);
  }
  Next handle(Context&, const std::string& here, StatemTimeout&) {
    log_->add(here + " timeout");
    return keep();
  }
  Data& data() { return steps_; }
  std::string code_change(const std::string& old, Message&) {
    log_->add("code_change");
    return old + " 2";
  }

 protected:
  void enter_state(Context&) override { log_->add("enter " + state()); }

 private:
  EventLog* log_;
  Total steps_{};
};

using WalkerStatus = StatemStatus<std::string, Total>;

void note(EventLog* log, const Result<WalkerStatus, ExitReason>& status) {
  log->add(status ? status->state + " " + std::to_string(status->data.value)
                  : to_string(status.error()));
}

WalkerStatus sent_home(WalkerStatus status) {
  status.state = "home";
  return status;
}

TEST(Sys, STM_87_state_and_data_of_a_machine_are_read_and_replaced) {
  expect_log({"enter start", "start step market", "enter market", "market 1", "home 1",
              "home step end", "enter end", "end 2"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid walker = *self.start_link<Walker>({}, log);
               self.send(walker, Walk{"market"});
               auto status = co_await sys::get_state<WalkerStatus>(self, walker);
               note(log, status);
               status = co_await sys::replace_state(self, walker, &sent_home);
               note(log, status);
               self.send(walker, Walk{"end"});
               status = co_await sys::get_state<WalkerStatus>(self, walker);
               note(log, status);
               self.unlink(walker);
             });
}

TEST(Sys, STM_85_a_code_change_renames_the_state_and_nothing_else_happens) {
  expect_log({"enter start", "start step later", "code_change", "start 2 step x", "enter x",
              "x step later"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid walker = *self.start_link<Walker>({}, log);
               self.send(walker, Walk{"later"});
               auto done = co_await sys::suspend(self, walker);
               done = co_await sys::change_code(self, walker, Message::of(2));
               done = co_await sys::resume(self, walker);
               self.send(walker, Walk{"x"});
               const auto status = co_await sys::get_state<WalkerStatus>(self, walker);
               self.unlink(walker);
             });
}

TEST(Sys, STM_43_system_messages_do_not_cancel_an_event_time_out) {
  expect_log({"enter start", "start step wait", "start timeout"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid walker = *self.start_link<Walker>({}, log);
               self.send(walker, Walk{"wait"});
               const auto status = co_await sys::get_state<WalkerStatus>(self, walker);
               co_await sleep(self, 80ms);
               self.unlink(walker);
             });
}

// Supervisors.

SupervisorSpec two_idlers() {
  const auto start = [](Context& context, Message&) {
    return runtime::ChildStart{context.start_link({}, runtime::script(&idle))};
  };
  return {.children = {{.id = "a", .start = start}, {.id = "b", .start = start}}};
}

TEST(Sys, SYS_01_and_SYS_09_supervisors_are_suspended_and_terminated_with_their_children) {
  expect_log({"b,a", "2 children", "enough", "gone"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid supervisor = *runtime::start_supervisor(self, {}, two_idlers());
    auto done = co_await sys::suspend(self, supervisor);
    self.request(supervisor, runtime::WhichChildren{});
    const auto spec = co_await sys::get_state<SupervisorSpec>(self, supervisor);
    done = co_await sys::resume(self, supervisor);
    using Children = runtime::Reply<std::vector<runtime::ChildInfo>>;
    const Message message = co_await runtime::receive_any<Children>(self);
    const auto& children = message.get_if<Children>()->value;
    log->add(children[0].id + "," + children[1].id);
    log->add(std::to_string(spec->children.size()) + " children");
    const Pid child = children[0].pid;
    const ExitReason enough{"enough"};
    done = co_await sys::terminate(self, supervisor, enough);
    const ExitReason end = co_await trapped_exit(self);
    log->add(to_string(end));
    if (!self.node().is_alive(child)) log->add("gone");
  });
}

TEST(Sys, INFO_13_a_suspended_process_still_receives_signals) {
  expect_log({"watched", "1 waiting", "killed"}, [](Context self, EventLog* log) -> Task<> {
    const Pid adder = self.spawn<Adder>({}, log);
    const auto suspended = co_await sys::suspend(self, adder);
    const runtime::Ref ref = self.monitor(adder);
    self.send(adder, Add{1});
    const auto info = co_await runtime::process_info(self, adder);
    if (info->monitored_by == std::vector{self.self()}) log->add("watched");
    log->add(std::to_string(info->messages_waiting) + " waiting");
    self.exit_signal(adder, ExitReason::Kind::kill);
    const ExitReason reason = co_await down_of(self, ref);
    log->add(to_string(reason));
  });
}

}  // namespace
}  // namespace forlopp::test
