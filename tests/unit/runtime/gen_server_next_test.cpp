#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/gen_server.hpp"
#include "runtime/proc_lib.hpp"
#include "runtime/script.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

/// What a server may ask for in a callback: to continue, a time-out, its end.
namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::call;
using runtime::Duration;
using runtime::From;
using runtime::GenServer;
using runtime::Messages;
using runtime::Name;
using runtime::NoReply;
using runtime::Result;
using runtime::StartResult;
using runtime::Timeout;

/// A step of a server's plan: the names of what it continues with, one after the other.
struct Steps {
  std::vector<std::string> left;
};
struct Note {
  std::string text;
};
struct Arm {
  Duration idle;
};
struct Ask {
  std::string what;
};
struct End {
  ExitReason reason;
};

class Planner final : public GenServer<Planner> {
 public:
  using Calls = Messages<Ask>;
  using Infos = Messages<Note, Arm, Steps, End, Timeout>;
  using Continues = Messages<Steps>;
  using Init = void (*)(Planner&, Context&);

  explicit Planner(EventLog* log, Init at_start = nullptr) : log_{log}, init_{at_start} {}

  void init(Context& context) override {
    if (init_ != nullptr) init_(*this, context);
  }
  std::string handle_call(Context& context, Ask& ask, const From&) {
    log_->add("call " + ask.what);
    if (ask.what == "stop") context.stop(ExitReason{"done"});
    if (ask.what == "continue") go_on(context, {"stop"});
    if (ask.what == "hibernate") context.hibernate();
    return "re " + ask.what;
  }
  void handle_info(Context&, Note& note) { log_->add(note.text); }
  void handle_info(Context& context, Arm& arm) {
    log_->add("arm");
    arm_timeout(context, arm.idle);
  }
  void handle_info(Context& context, Steps& steps) { go_on(context, steps.left); }
  void handle_info(Context& context, End& end) { context.stop(end.reason); }
  void handle_info(Context&, Timeout&) { log_->add("timeout"); }
  void handle_continue(Context& context, Steps& steps) {
    const std::string now = steps.left.front();
    log_->add("continue " + now);
    if (now == "stop") return context.stop(ExitReason{"at the end"});
    steps.left.erase(steps.left.begin());
    if (!steps.left.empty()) continue_with(context, std::move(steps));
  }
  void terminate(Context& context, const ExitReason& reason) override {
    log_->add("terminate " + to_string(reason));
    if (reason == ExitReason{"fail"}) context.exit(ExitReason{"different"});
  }
  void go_on(Context& context, std::vector<std::string> steps) {
    continue_with(context, Steps{std::move(steps)});
  }
  void arm_timeout(Context& context, Duration idle) { timeout_after(context, idle); }

 private:
  EventLog* log_;
  Init init_;
};

Task<std::string> asked(Context self, Pid server, std::string what) {
  Ask ask{std::move(what)};
  const Result<std::string, ExitReason> answer = co_await call<std::string>(self, server, ask);
  co_return answer ? *answer : to_string(answer.error());
}

TEST(GenServerNext, GS_20_and_GS_21_continues_chain_before_anything_that_waits) {
  expect_log({"continue a", "continue b", "note", "terminate normal"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid server = *self.start_link<Planner>({}, log);
               self.send(server, Steps{{"a", "b"}});
               self.send(server, Note{"note"});
               self.send(server, End{});
               const ExitReason end = co_await end_of(self, server);
             });
}

TEST(GenServerNext, GS_22_a_continue_of_init_runs_before_messages_sent_during_init) {
  expect_log({"continue first", "early", "call x"}, [](Context self, EventLog* log) -> Task<> {
    const auto init = [](Planner& planner, Context& context) {
      context.send(context.self(), Note{"early"});
      planner.go_on(context, {"first"});
    };
    const Pid server = *self.start_link<Planner>({}, log, init);
    const std::string answer = co_await asked(self, server, "x");
    self.unlink(server);
  });
}

TEST(GenServerNext, GS_23_an_answer_is_sent_even_if_the_continuation_stops_the_server) {
  expect_log({"call continue", "continue stop", "terminate at the end", "re continue"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid server = *self.start_link<Planner>({}, log);
               const std::string answer = co_await asked(self, server, "continue");
               const ExitReason end = co_await end_of(self, server);
               log->add(answer);
             });
}

TEST(GenServerNext, GS_11_stop_with_reply_delivers_the_reply) {
  expect_log({"call stop", "terminate done", "re stop", "done"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid server = *self.start_link<Planner>({}, log);
               const std::string answer = co_await asked(self, server, "stop");
               const ExitReason end = co_await trapped_exit(self);
               log->add(answer);
               log->add(to_string(end));
             });
}

TEST(GenServerNext, GS_25_an_idle_time_runs_out_once) {
  expect_log({"arm", "timeout", "call x"}, [](Context self, EventLog* log) -> Task<> {
    const Pid server = *self.start_link<Planner>({}, log);
    self.send(server, Arm{5ms});
    co_await sleep(self, 60ms);
    const std::string answer = co_await asked(self, server, "x");
    self.unlink(server);
  });
}

TEST(GenServerNext, GS_26_any_message_calls_the_time_out_off_for_good) {
  expect_log({"arm", "note", "call x"}, [](Context self, EventLog* log) -> Task<> {
    const auto init = [](Planner&, Context& context) {
      context.send(context.self(), Arm{1ms});
      context.send(context.self(), Note{"note"});
    };
    const Pid server = *self.start_link<Planner>({}, log, init);
    co_await sleep(self, 30ms);
    const std::string answer = co_await asked(self, server, "x");
    self.unlink(server);
  });
}

TEST(GenServerNext, GS_27_a_time_out_of_zero_lets_waiting_messages_go_first) {
  expect_log({"arm", "note", "arm", "timeout"}, [](Context self, EventLog* log) -> Task<> {
    const auto init = [](Planner&, Context& context) {
      context.send(context.self(), Arm{0ns});
      context.send(context.self(), Note{"note"});
    };
    const Pid server = *self.start_link<Planner>({}, log, init);
    co_await sleep(self, 10ms);
    self.send(server, Arm{0ns});
    co_await sleep(self, 10ms);
    self.unlink(server);
  });
}

TEST(GenServerNext, GS_28_init_may_ask_for_a_time_out) {
  expect_log({"timeout"}, [](Context self, EventLog* log) -> Task<> {
    const auto init = [](Planner& planner, Context& context) { planner.arm_timeout(context, 1ms); };
    const Pid server = *self.start_link<Planner>({}, log, init);
    co_await sleep(self, 50ms);
    self.unlink(server);
  });
}

TEST(GenServerNext, GS_31_an_init_that_says_ignore_starts_nobody_and_frees_the_name) {
  expect_log({"ignored", "free"}, [](Context self, EventLog* log) -> Task<> {
    const auto init = [](Planner&, Context& context) { context.ignore(); };
    const Name name{"gen_server_next_test.ignored"};
    const StartResult started = self.start_link<Planner>({.name = name}, log, init);
    log->add(started && !*started ? "ignored" : "started");
    log->add(self.whereis(name) ? "taken" : "free");
    co_return;
  });
}

TEST(GenServerNext, GS_17_requests_are_collected_in_any_order_and_abandoned_ones_leave_nothing) {
  expect_log({"call a", "call b", "call c", "re c", "re a", "noproc", "nothing else"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid server = *self.start_link<Planner>({}, log);
               const runtime::Ref first = self.send_request(server, Ask{"a"});
               const runtime::Ref unwanted = self.send_request(server, Ask{"b"});
               const runtime::Ref last = self.send_request(server, Ask{"c"});
               auto answer = co_await runtime::receive_response<std::string>(self, last);
               log->add(*answer);
               self.abandon(unwanted);
               answer = co_await runtime::receive_response<std::string>(self, first);
               log->add(*answer);
               const Pid dead = co_await somebody_dead(self);
               const runtime::Ref late = self.send_request(dead, Ask{"d"});
               answer = co_await runtime::receive_response<std::string>(self, late);
               log->add(to_string(answer.error()));
               const Message more = co_await receive(self, 1ms);
               log->add(more ? "something" : "nothing else");
               self.unlink(server);
             });
}

TEST(GenServerNext, GS_15_a_process_that_calls_itself_is_refused) {
  expect_log({"calling_self"}, [](Context self, EventLog* log) -> Task<> {
    const std::string answer = co_await asked(self, self.self(), "x");
    log->add(answer);
  });
}

TEST(GenServerNext, GS_44_a_failing_terminate_replaces_the_reason) {
  expect_log({"terminate fail", "different"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid server = *self.start_link<Planner>({}, log);
    self.send(server, End{ExitReason{"fail"}});
    const ExitReason end = co_await trapped_exit(self);
    log->add(to_string(end));
  });
}

TEST(GenServerNext, GS_46_PL_07_a_stop_waits_for_the_end_and_checks_the_reason) {
  expect_log({"terminate why not", "ok", "noproc", "terminate fail", "different"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid server = *self.start_link<Planner>({}, log);
               const ExitReason why{"why not"};
               auto stopped = co_await runtime::proc_lib::stop(self, server, why);
               log->add(stopped ? "ok" : to_string(stopped.error()));
               stopped = co_await runtime::proc_lib::stop(self, server, why);
               log->add(stopped ? "ok" : to_string(stopped.error()));
               const Pid stubborn = *self.start_link<Planner>({}, log);
               const ExitReason fail{"fail"};
               stopped = co_await runtime::proc_lib::stop(self, stubborn, fail);
               log->add(stopped ? "ok" : to_string(stopped.error()));
             });
}

TEST(GenServerNext, GS_50_hibernation_changes_nothing_that_can_be_seen) {
  expect_log({"call hibernate", "re hibernate", "call x", "re x"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid server = *self.start_link<Planner>({}, log);
               const std::string first = co_await asked(self, server, "hibernate");
               log->add(first);
               const std::string second = co_await asked(self, server, "x");
               log->add(second);
               self.unlink(server);
             });
}

}  // namespace
}  // namespace forlopp::test
