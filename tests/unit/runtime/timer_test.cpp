#include <gtest/gtest.h>

#include "runtime/interval.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

struct Tick {
  int number;
};

Task<> write_down_ticks(Context self, EventLog* log, int count) {
  for (int i = 0; i < count; ++i) {
    const Message tick = co_await receive_any<Tick>(self);
    log->add(std::to_string(tick.get_if<Tick>()->number));
  }
}

TEST(Timer, TIMER_02_cancelling_returns_what_was_left_and_nothing_comes) {
  expect_log({"some left", "nothing", "gone"}, [](Context self, EventLog* log) -> Task<> {
    const Ref timer = self.send_after(1h, self.self(), Tick{1});
    const auto left = self.cancel_timer(timer);
    if (left && *left > 59min && *left <= 1h) log->add("some left");
    const Message none = co_await receive(self, 1ms);
    if (!none) log->add("nothing");
    if (!self.cancel_timer(timer)) log->add("gone");
  });
}

TEST(Timer, TIMER_03_cancelling_after_expiry_finds_nothing_and_leaves_the_message) {
  expect_log({"gone", "1"}, [](Context self, EventLog* log) -> Task<> {
    const Ref timer = self.send_after(1ms, self.self(), Tick{1});
    const Message pause = co_await sleep(self, 20ms);
    if (!self.cancel_timer(timer)) log->add("gone");
    co_await write_down_ticks(self, log, 1);
  });
}

TEST(Timer, TIMER_04_fire_in_the_order_of_their_times) {
  expect_log({"1", "2", "3", "4"}, [](Context self, EventLog* log) -> Task<> {
    self.send_after(40ms, self.self(), Tick{4});
    self.send_after(1ms, self.self(), Tick{1});
    self.send_after(30ms, self.self(), Tick{3});
    self.send_after(20ms, self.self(), Tick{2});
    co_await write_down_ticks(self, log, 4);
  });
}

TEST(Timer, TIMER_05_to_a_dead_process_is_allowed_and_does_nothing) {
  expect_log({"quiet"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    self.send_after(1ms, dead, Tick{1});
    const Pid dying = spawn_ending(self, ExitReason{"end"});
    self.send_after(1ms, dying, Tick{2});
    self.send(dying, Go{});
    const Message none = co_await receive(self, 5ms);
    if (!none) log->add("quiet");
  });
}

TEST(Timer, TIMER_06_outlives_whoever_started_it) {
  expect_log({"started", "1"}, [](Context self, EventLog* log) -> Task<> {
    const auto starter = [](Context me) -> Task<> {
      me.send_after(3ms, me.parent(), Tick{1});
      co_return;
    };
    const Monitored child = self.spawn_monitor({}, script(+starter));
    const ExitReason gone = co_await down_of(self, child.ref);
    log->add("started");
    co_await write_down_ticks(self, log, 1);
  });
}

TEST(Timer, TIMER_08_may_be_cancelled_by_anybody_who_knows_it) {
  expect_log({"cancelled", "quiet"}, [](Context self, EventLog* log) -> Task<> {
    const auto canceller = [](Context me, EventLog* to, Ref timer) -> Task<> {
      if (me.cancel_timer(timer)) to->add("cancelled");
      co_return;
    };
    const Ref timer = self.send_after(1h, self.self(), Tick{1});
    const Monitored child = self.spawn_monitor({}, script(+canceller, log, timer));
    const ExitReason gone = co_await down_of(self, child.ref);
    if (!self.cancel_timer(timer)) log->add("quiet");
  });
}

TEST(Timer, TIMER_09_never_fires_early_and_zero_fires_after_the_current_callback) {
  expect_log({"after", "0", "not early"}, [](Context self, EventLog* log) -> Task<> {
    self.send_after(0ns, self.self(), Tick{0});
    log->add("after");
    co_await write_down_ticks(self, log, 1);
    const Instant begun = self.now();
    self.send_after(3ms, self.self(), Tick{1});
    const Message tick = co_await receive_any<Tick>(self);
    if (self.now() - begun >= 3ms) log->add("not early");
  });
}

TEST(Timer, TIMER_10_in_the_past_is_due_at_once_and_beyond_the_clock_never) {
  expect_log({"1", "quiet"}, [](Context self, EventLog* log) -> Task<> {
    self.send_after(infinity, self.self(), Tick{2});
    self.send_after(-1h, self.self(), Tick{1});
    co_await write_down_ticks(self, log, 1);
    const Message none = co_await receive(self, 5ms);
    if (!none) log->add("quiet");
  });
}

TEST(Timer, TIMER_13_cancelling_what_never_was_finds_nothing) {
  expect_log({"gone", "gone"}, [](Context self, EventLog* log) -> Task<> {
    if (!self.cancel_timer(Ref{})) log->add("gone");
    if (!self.cancel_timer(self.make_ref())) log->add("gone");
    co_return;
  });
}

TEST(Timer, TIMER_14_thousands_for_one_moment_all_fire_while_others_are_cancelled) {
  expect_log({"all"}, [](Context self, EventLog* log) -> Task<> {
    constexpr int many = 5000;
    std::vector<Ref> others;
    for (int i = 0; i < many; ++i) {
      self.send_after(5ms, self.self(), Tick{1});
      others.push_back(self.send_after(5ms, self.self(), Go{}));
    }
    int cancelled = 0;
    for (const Ref timer : others) cancelled += self.cancel_timer(timer) ? 1 : 0;
    int fired = 0;
    for (int i = 0; i < many; ++i) {
      const Message tick = co_await receive_any<Tick>(self);
      ++fired;
    }
    int missed = 0;
    for (;;) {
      const Message late = co_await receive_any<Go>(self, 0ns);
      if (!late) break;
      ++missed;
    }
    log->add(fired == many && cancelled + missed == many ? "all" : "some are lost");
  });
}

TEST(Timer, TIMER_05_is_gone_with_the_process_that_it_was_for) {
  expect_log({"nothing to read", "nothing to cancel"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    const Ref timer = self.send_after(1h, dead, Tick{1});
    if (!self.read_timer(timer)) log->add("nothing to read");
    if (!self.cancel_timer(timer)) log->add("nothing to cancel");
  });
}

TEST(Timer, TIMER_07_name_is_looked_up_when_the_time_has_come) {
  expect_log({"1"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"timer_test.late"};
    const Ref lost = self.send_after(0ms, Name{"timer_test.nobody"}, Tick{0});
    const Ref timer = self.send_after(5ms, name, Tick{1});
    self.register_name(name);
    co_await write_down_ticks(self, log, 1);
    if (self.read_timer(timer) || self.read_timer(lost)) log->add("still there");
  });
}

TEST(Timer, TIMER_08_any_process_may_read_and_cancel_it) {
  expect_log({"read", "cancelled", "gone"}, [](Context self, EventLog* log) -> Task<> {
    const auto other = [](Context me, EventLog* to, Ref timer) -> Task<> {
      if (me.read_timer(timer)) to->add("read");
      if (me.cancel_timer(timer)) to->add("cancelled");
      co_return;
    };
    const Ref timer = self.send_after(1h, self.self(), Tick{1});
    const Monitored child = self.spawn_monitor({}, script(+other, log, timer));
    const ExitReason reason = co_await down_of(self, child.ref);
    if (!self.read_timer(timer)) log->add("gone");
  });
}

TEST(Timer, TIMER_15_an_interval_ticks_until_it_is_cancelled) {
  expect_log({"7", "7", "7", "silence"}, [](Context self, EventLog* log) -> Task<> {
    const Tick tick{7};
    const Interval interval = send_interval(self, 1ms, self.self(), tick);
    co_await write_down_ticks(self, log, 3);
    const Ref watch = self.monitor(interval.ticker);
    cancel_interval(self, interval);
    cancel_interval(self, interval);
    const ExitReason reason = co_await down_of(self, watch);
    Message late{};
    do {
      late = co_await receive_any<Tick>(self, Duration::zero());
    } while (late);
    const Message more = co_await receive_any<Tick>(self, 5ms);
    log->add(more ? "a tick" : "silence");
  });
}

TEST(Timer, TIMER_15_an_interval_ends_with_the_process_that_it_was_for) {
  expect_log({"normal"}, [](Context self, EventLog* log) -> Task<> {
    const Pid mortal = spawn_ending(self, ExitReason{});
    const Interval interval = send_interval(self, 1h, mortal, Tick{});
    self.send(mortal, Go{});
    const ExitReason reason = co_await end_of(self, interval.ticker);
    log->add(to_string(reason) == "noproc" ? "normal" : to_string(reason));
  });
}

}  // namespace
}  // namespace forlopp::runtime
