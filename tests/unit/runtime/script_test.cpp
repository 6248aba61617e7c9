#include "runtime/script.hpp"

#include <memory>
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

/// Writes a line when it goes out of scope.
class Mark {
 public:
  Mark(EventLog* log, std::string line) : log_{log}, line_{std::move(line)} {}
  ~Mark() { log_->add(line_); }
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;

 private:
  EventLog* log_;
  std::string line_;
};

Task<int> sum_to(Context self, int n) {
  if (n == 0) co_return 0;
  const int below = co_await sum_to(self, n - 1);
  co_return below + n;
}

Task<std::string> greeting(Context self, std::string name) {
  const Message pause = co_await sleep(self, 1ms);
  co_return "hello " + name;
}

TEST(Script, TasksReturnValues) {
  expect_log({"hello world", "5050"}, [](Context self, EventLog* log) -> Task<> {
    const std::string text = co_await greeting(self, "world");
    log->add(text);
    const int sum = co_await sum_to(self, 100);
    log->add(std::to_string(sum));
  });
}

TEST(Script, NestingDeeplyAndLoopingLongNeedNoStack) {
  expect_log({"1250025000", "100000"}, [](Context self, EventLog* log) -> Task<> {
    const int deep = co_await sum_to(self, 50'000);
    log->add(std::to_string(deep));
    int rounds = 0;
    for (int i = 0; i < 100'000; ++i) rounds += co_await sum_to(self, 1);
    log->add(std::to_string(rounds));
  });
}

Task<> fails_after_a_while(Context self, EventLog* log) {
  const Mark mark{log, "inner unwound"};
  const Message pause = co_await sleep(self, 1ms);
  throw std::runtime_error{"failed"};
}

TEST(Script, AnExceptionPassesThroughTheTasksThatWait) {
  expect_log({"inner unwound", "caught failed", "inner unwound", "error: failed"},
             [](Context self, EventLog* log) -> Task<> {
               try {
                 co_await fails_after_a_while(self, log);
               } catch (const std::runtime_error& error) {
                 log->add(std::string{"caught "} + error.what());
               }
               const Monitored child = self.spawn_monitor({}, script(&fails_after_a_while, log));
               const ExitReason reason = co_await down_of(self, child.ref);
               log->add(to_string(reason));
             });
}

Task<> waits_inside(Context self, EventLog* log) {
  const Mark mark{log, "inner destroyed"};
  const Message never = co_await sleep(self, infinity);
}

TEST(Script, KillingItDestroysTheLocalsOfEveryTaskInnermostFirst) {
  expect_log({"inner destroyed", "outer destroyed", "gone"},
             [](Context self, EventLog* log) -> Task<> {
               const auto outer = [](Context me, EventLog* to) -> Task<> {
                 const Mark mark{to, "outer destroyed"};
                 me.send(me.parent(), Go{});
                 co_await waits_inside(me, to);
               };
               const Monitored child = self.spawn_monitor({}, script(+outer, log));
               const Message ready = co_await receive_any<Go>(self);
               self.exit_signal(child.pid, ExitReason::Kind::kill);
               const ExitReason reason = co_await down_of(self, child.ref);
               log->add("gone");
             });
}

TEST(Script, EndsNormallyWhenItReturns) {
  expect_log({"normal"}, [](Context self, EventLog* log) -> Task<> {
    const auto brief = [](Context) -> Task<> { co_return; };
    const Monitored child = self.spawn_monitor({}, script(+brief));
    const ExitReason reason = co_await down_of(self, child.ref);
    log->add(to_string(reason));
  });
}

/// Freed by another process than the one that made it.
std::unique_ptr<std::string> something_to_hand_over() {
  const Outside outside;
  return std::make_unique<std::string>("moved in");
}

TEST(Script, TakesParametersThatOnlyMove) {
  expect_log({"moved in"}, [](Context self, EventLog* log) -> Task<> {
    const auto owner = [](Context, EventLog* to, std::unique_ptr<std::string> text) -> Task<> {
      to->add(*text);
      co_return;
    };
    const Monitored child = self.spawn_monitor({}, script(+owner, log, something_to_hand_over()));
    const ExitReason reason = co_await down_of(self, child.ref);
  });
}

TEST(Script, SleepIgnoresMessagesAndLeavesThem) {
  expect_log({"slept", "there"}, [](Context self, EventLog* log) -> Task<> {
    self.send(self.self(), Go{});
    const Instant begun = self.now();
    const Message nothing = co_await sleep(self, 2ms);
    if (!nothing && self.now() - begun >= 2ms) log->add("slept");
    const Message go = co_await receive_any<Go>(self, 0ns);
    if (go) log->add("there");
  });
}

struct Question {
  int number;
};

/// Doubles numbers; is silent about 0; dies of negative ones.
Task<> doubler(Context self) {
  for (;;) {
    const Message message = co_await receive_any<Call<Question>>(self);
    const auto* call = message.get_if<Call<Question>>();
    if (call->request.number < 0) self.exit(ExitReason{"negative"});
    if (call->request.number > 0) self.reply(call->from, 2 * call->request.number);
  }
}

std::string text_of(const Result<int, ExitReason>& answer) {
  return answer ? std::to_string(*answer) : to_string(answer.error());
}

TEST(Call, GS_01_gets_the_answer) {
  expect_log({"42"}, [](Context self, EventLog* log) -> Task<> {
    const Pid server = self.spawn({}, script(&doubler));
    const Question question{21};
    const auto answer = co_await call<int>(self, server, question);
    log->add(text_of(answer));
  });
}

TEST(Call, GS_08_of_a_dead_server_fails_with_noproc) {
  expect_log({"noproc"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    const Question question{21};
    const auto answer = co_await call<int>(self, dead, question);
    log->add(text_of(answer));
  });
}

TEST(Call, GS_09_fails_with_the_reason_of_a_server_that_dies_meanwhile) {
  expect_log({"negative"}, [](Context self, EventLog* log) -> Task<> {
    const Pid server = self.spawn({}, script(&doubler));
    const Question question{-1};
    const auto answer = co_await call<int>(self, server, question);
    log->add(text_of(answer));
  });
}

TEST(Call, GS_06_gives_up_in_time_and_leaves_no_down_behind) {
  expect_log({"timeout", "nothing"}, [](Context self, EventLog* log) -> Task<> {
    const Pid server = self.spawn({}, script(&doubler));
    const Question question{0};
    const auto answer = co_await call<int>(self, server, question, 2ms);
    log->add(text_of(answer));
    self.exit_signal(server, ExitReason::Kind::kill);
    const Message nothing = co_await receive(self, 2ms);
    if (!nothing) log->add("nothing");
  });
}

TEST(Call, GS_07_ALIAS_08_an_answer_that_comes_too_late_is_never_seen) {
  expect_log({"timeout", "answered", "nothing"}, [](Context self, EventLog* log) -> Task<> {
    const auto slow = [](Context me) -> Task<> {
      const Message message = co_await receive_any<Call<Question>>(me);
      const Message go = co_await receive_any<Go>(me);
      me.reply(message.get_if<Call<Question>>()->from, 42);
      me.send(me.parent(), Go{});
    };
    const Pid server = self.spawn({}, script(+slow));
    const Question question{21};
    const auto answer = co_await call<int>(self, server, question, 2ms);
    log->add(text_of(answer));
    self.send(server, Go{});
    const Message answered = co_await receive_any<Go>(self);
    log->add("answered");
    const Message late = co_await receive(self, 0ns);
    log->add(late ? "a late answer" : "nothing");
  });
}

TEST(Call, MSG_15_costs_the_same_however_full_the_mailbox_is) {
  expect_log({"asked", "all still there"}, [](Context self, EventLog* log) -> Task<> {
    constexpr int many = 20'000;
    for (int i = 0; i < many; ++i) self.send(self.self(), i);
    const Pid server = self.spawn({}, script(&doubler));
    const Question question{21};
    for (int i = 0; i < 1000; ++i) {
      const auto answer = co_await call<int>(self, server, question);
      if (!answer) log->add("no answer");
    }
    log->add("asked");
    for (int i = 0; i < many; ++i) {
      const Message message = co_await receive(self, 0ns);
      if (!message.is<int>() || *message.get_if<int>() != i) log->add("disturbed");
    }
    log->add("all still there");
  });
}

TEST(Call, LeavesOtherMessagesAlone) {
  expect_log({"42", "there"}, [](Context self, EventLog* log) -> Task<> {
    const Pid server = self.spawn({}, script(&doubler));
    self.send(self.self(), Go{});
    const Question question{21};
    const auto answer = co_await call<int>(self, server, question);
    log->add(text_of(answer));
    const Message go = co_await receive(self, 0ns);
    if (go.is<Go>()) log->add("there");
  });
}

}  // namespace
}  // namespace forlopp::runtime
