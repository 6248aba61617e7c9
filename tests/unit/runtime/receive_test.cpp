#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

struct A {
  int number;
};
struct B {
  int number;
};

std::string text_of(const Message& message) {
  if (const auto* a = message.get_if<A>()) return "A" + std::to_string(a->number);
  if (const auto* b = message.get_if<B>()) return "B" + std::to_string(b->number);
  return message ? "something else" : "nothing";
}

TEST(Receive, RECV_01_takes_the_first_that_matches_and_leaves_the_others_in_order) {
  expect_log({"B2", "A1", "A3", "B4"}, [](Context self, EventLog* log) -> Task<> {
    self.send(self.self(), A{1});
    self.send(self.self(), B{2});
    self.send(self.self(), A{3});
    self.send(self.self(), B{4});
    const Message b = co_await receive_any<B>(self);
    log->add(text_of(b));
    for (int i = 0; i < 3; ++i) {
      const Message message = co_await receive(self);
      log->add(text_of(message));
    }
  });
}

TEST(Receive, RECV_02_the_oldest_of_several_alternatives_wins) {
  expect_log({"A1", "B2"}, [](Context self, EventLog* log) -> Task<> {
    self.send(self.self(), A{1});
    self.send(self.self(), B{2});
    for (int i = 0; i < 2; ++i) {
      const Message message = co_await receive_any<B, A>(self);
      log->add(text_of(message));
    }
  });
}

TEST(Receive, RECV_02_by_predicate_takes_the_oldest_for_which_it_holds) {
  expect_log({"A3", "A1"}, [](Context self, EventLog* log) -> Task<> {
    self.send(self.self(), A{1});
    self.send(self.self(), A{3});
    self.send(self.self(), A{5});
    const auto at_least_two = [](const Message& message) {
      const auto* a = message.get_if<A>();
      return a != nullptr && a->number >= 2;
    };
    const Message three = co_await receive_if(self, at_least_two);
    log->add(text_of(three));
    const Message one = co_await receive(self);
    log->add(text_of(one));
  });
}

TEST(Receive, RECV_03_a_time_out_of_zero_looks_at_everything_that_is_there) {
  expect_log({"B1000", "nothing"}, [](Context self, EventLog* log) -> Task<> {
    for (int i = 0; i < 1000; ++i) self.send(self.self(), A{i});
    self.send(self.self(), B{1000});
    const Message b = co_await receive_any<B>(self, 0ns);
    log->add(text_of(b));
    const Message none = co_await receive_any<B>(self, 0ns);
    log->add(text_of(none));
  });
}

TEST(Receive, RECV_03_a_negative_time_out_is_zero) {
  expect_log({"nothing", "A1"}, [](Context self, EventLog* log) -> Task<> {
    const Message none = co_await receive(self, -1s);
    log->add(text_of(none));
    self.send(self.self(), A{1});
    const Message a = co_await receive(self, -1s);
    log->add(text_of(a));
  });
}

TEST(Receive, RECV_04_does_not_give_up_before_its_time) {
  expect_log({"nothing", "not early"}, [](Context self, EventLog* log) -> Task<> {
    const Instant begun = self.now();
    const Message none = co_await receive(self, 3ms);
    log->add(text_of(none));
    if (self.now() - begun >= 3ms) log->add("not early");
  });
}

TEST(Receive, RECV_05_RECV_06_what_does_not_match_neither_ends_nor_extends_the_wait) {
  expect_log({"nothing", "in time", "A0"}, [](Context self, EventLog* log) -> Task<> {
    const auto pest = [](Context me) -> Task<> {
      for (int i = 0;; ++i) {
        me.send(me.parent(), A{i});
        const Message pause = co_await sleep(me, 1ms);
      }
    };
    self.spawn_link({}, script(+pest));
    const Instant begun = self.now();
    const Message none = co_await receive_any<B>(self, 20ms);
    log->add(text_of(none));
    const Duration waited = self.now() - begun;
    if (waited >= 20ms && waited < 5s) log->add("in time");
    const Message first = co_await receive_any<A>(self);
    log->add(text_of(first));
  });
}

TEST(Receive, RECV_08_a_time_out_beyond_the_clock_is_none) {
  expect_log({"A1"}, [](Context self, EventLog* log) -> Task<> {
    self.send_after(1ms, self.self(), A{1});
    const Message pause = co_await sleep(self, 0ns);
    const Message a = co_await receive_any<A>(self, infinity - 1ns);
    log->add(text_of(a));
  });
}

TEST(Receive, RECV_10_a_match_as_the_time_runs_out_is_one_outcome_and_is_not_lost) {
  expect_log({"each once"}, [](Context self, EventLog* log) -> Task<> {
    const auto answerer = [](Context me) -> Task<> {
      for (;;) {
        const Message question = co_await receive_any<B>(me);
        me.send_after(100us, me.parent(), A{question.get_if<B>()->number});
      }
    };
    const Pid other = self.spawn({}, script(+answerer));
    for (int i = 0; i < 100; ++i) {
      self.send(other, B{i});
      Message answer = co_await receive_any<A>(self, 100us);
      if (!answer) answer = co_await receive_any<A>(self);
      if (answer.get_if<A>()->number != i) log->add("lost or late " + std::to_string(i));
    }
    const Message extra = co_await receive(self, 0ns);
    log->add(extra ? "one too many" : "each once");
  });
}

TEST(Receive, RECV_11_a_receive_inside_the_handling_of_a_message_keeps_the_others_in_place) {
  expect_log({"A1", "B4", "A2", "A3"}, [](Context self, EventLog* log) -> Task<> {
    for (int i = 1; i <= 3; ++i) self.send(self.self(), A{i});
    self.send(self.self(), B{4});
    for (int i = 0; i < 3; ++i) {
      const Message a = co_await receive_any<A>(self);
      log->add(text_of(a));
      if (i > 0) continue;
      const Message b = co_await receive_any<B>(self);
      log->add(text_of(b));
    }
  });
}

/// Wants only what it is told to want next.
class Choosy final : public ProcessCode {
 public:
  explicit Choosy(EventLog* log) : log_{log} {}
  void init(Context& context) override { context.receive_until(context.now() + 2ms); }
  bool wants(const Message& message) const override { return wants_a_ ? message.is<A>() : true; }
  void receive(Context&, Message message) override { log_->add(text_of(message)); }
  void receive_timeout(Context& context) override {
    log_->add("time-out");
    if (!wants_a_) context.stop();
    wants_a_ = false;
    context.receive_until(context.now() + 2ms);
  }

 private:
  EventLog* log_;
  bool wants_a_ = true;
};

TEST(Receive, WhatWasLeftIsOfferedAgainAfterATimeOut) {
  expect_log({"time-out", "B1", "B2"}, [](Context self, EventLog* log) -> Task<> {
    const Pid choosy = self.spawn_link<Choosy>({}, log);
    self.send(choosy, B{1});
    self.send(choosy, B{2});
    const Message pause = co_await sleep(self, 10ms);
  });
}

TEST(Receive, ReceivingAMessageCallsItsTimeOutOff) {
  expect_log({"A1"}, [](Context self, EventLog* log) -> Task<> {
    const Pid choosy = self.spawn_link<Choosy>({}, log);
    self.send(choosy, A{1});
    const Message pause = co_await sleep(self, 10ms);
  });
}

}  // namespace
}  // namespace forlopp::runtime
