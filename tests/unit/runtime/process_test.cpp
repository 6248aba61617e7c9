#include "runtime/internal/process.hpp"

#include <memory>
#include <stdexcept>

#include <gtest/gtest.h>

#include "runtime/internal/process_table.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

struct Number {
  int value;
};

/// Traps exits and writes down what comes, until it is told to go. Tells its parent each time.
Task<> trapper(Context self, EventLog* log) {
  self.trap_exit();
  for (;;) {
    self.send(self.parent(), Go{});
    const Message message = co_await receive(self);
    if (message.is<Go>()) co_return;
    if (const auto* exit = message.get_if<Exit>()) log->add("exit " + to_string(exit->reason));
  }
}

/// Links itself to another process and tells its parent.
Task<> linked_to(Context self, Pid other) {
  self.link(other);
  self.send(self.parent(), Go{});
  const Message never = co_await sleep(self, infinity);
}

TEST(ExitSignal, EXIT_03_shutdown_kills_a_linked_process_that_does_not_trap) {
  expect_log({"shutdown", "{shutdown,for the night}"}, [](Context self, EventLog* log) -> Task<> {
    for (int i = 0; i < 2; ++i) {
      const ExitReason reason = i == 0 ? ExitReason{ExitReason::Kind::shutdown}
                                       : ExitReason::shutdown_because("for the night");
      const Pid dying = spawn_ending(self, reason);
      const Monitored neighbour = self.spawn_monitor({}, script(&linked_to, dying));
      const Message ready = co_await receive_any<Go>(self);
      self.send(dying, Go{});
      const ExitReason seen = co_await down_of(self, neighbour.ref);
      log->add(to_string(seen));
    }
  });
}

TEST(ExitSignal, EXIT_04_kill_becomes_killed) {
  expect_log({"down killed", "exit killed"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored victim = self.spawn_monitor({}, script(&idle));
    self.exit_signal(victim.pid, ExitReason::Kind::kill);
    const ExitReason seen = co_await down_of(self, victim.ref);
    log->add("down " + to_string(seen));
    self.trap_exit();
    const Pid linked_victim = self.spawn_link({}, script(&idle));
    self.exit_signal(linked_victim, ExitReason::Kind::kill);
    const Message exit = co_await receive_any<Exit>(self);
    log->add("exit " + to_string(exit.get_if<Exit>()->reason));
  });
}

TEST(ExitSignal, EXIT_05_kill_as_ones_own_reason_travels_as_kill_and_can_be_trapped) {
  expect_log({"exit kill", "down kill"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    self.spawn_link({}, script(&ends_with, ExitReason{ExitReason::Kind::kill}));
    const Message exit = co_await receive_any<Exit>(self);
    log->add("exit " + to_string(exit.get_if<Exit>()->reason));

    const Pid dying = spawn_ending(self, ExitReason::Kind::kill);
    const Monitored neighbour = self.spawn_monitor({}, script(&linked_to, dying));
    const Message ready = co_await receive_any<Go>(self);
    self.send(dying, Go{});
    const ExitReason seen = co_await down_of(self, neighbour.ref);
    log->add("down " + to_string(seen));
  });
}

TEST(ExitSignal, EXIT_06_kill_cannot_be_trapped_and_killed_can) {
  expect_log({"exit killed", "down killed"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored victim = self.spawn_monitor({}, script(&trapper, log));
    const Message ready = co_await receive_any<Go>(self);
    self.exit_signal(victim.pid, ExitReason::Kind::killed);
    const Message trapped = co_await receive_any<Go>(self);
    self.exit_signal(victim.pid, ExitReason::Kind::kill);
    const ExitReason seen = co_await down_of(self, victim.ref);
    log->add("down " + to_string(seen));
  });
}

TEST(ExitSignal, EXIT_06_not_even_sent_to_oneself) {
  expect_log({"down killed"}, [](Context self, EventLog* log) -> Task<> {
    const auto suicidal = [](Context me) -> Task<> {
      me.trap_exit();
      me.exit_signal(me.self(), ExitReason::Kind::kill);
      const Message never = co_await receive(me);
    };
    const Monitored victim = self.spawn_monitor({}, script(+suicidal));
    const ExitReason seen = co_await down_of(self, victim.ref);
    log->add("down " + to_string(seen));
  });
}

TEST(ExitSignal, EXIT_07_normal_from_another_is_ignored_or_a_message) {
  expect_log({"exit normal", "still there"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored trapping = self.spawn_monitor({}, script(&trapper, log));
    const Message ready = co_await receive_any<Go>(self);
    self.exit_signal(trapping.pid, ExitReason::Kind::normal);
    self.send(trapping.pid, Go{});
    const ExitReason first = co_await down_of(self, trapping.ref);

    const Monitored plain = self.spawn_monitor({}, script(&ends_when_told, ExitReason{"told"}));
    self.exit_signal(plain.pid, ExitReason::Kind::normal);
    self.send(plain.pid, Go{});
    const ExitReason second = co_await down_of(self, plain.ref);
    if (second == ExitReason{"told"}) log->add("still there");
  });
}

TEST(ExitSignal, EXIT_08_normal_from_oneself_is_fatal_or_a_message) {
  expect_log({"down normal", "exit normal"}, [](Context self, EventLog* log) -> Task<> {
    const auto suicidal = [](Context me) -> Task<> {
      me.exit_signal(me.self(), ExitReason::Kind::normal);
      const Message never = co_await sleep(me, infinity);
    };
    const Monitored plain = self.spawn_monitor({}, script(+suicidal));
    const ExitReason seen = co_await down_of(self, plain.ref);
    log->add("down " + to_string(seen));
    self.trap_exit();
    self.exit_signal(self.self(), ExitReason::Kind::normal);
    const Message exit = co_await receive_any<Exit>(self);
    if (exit.get_if<Exit>()->from == self.self()) {
      log->add("exit " + to_string(exit.get_if<Exit>()->reason));
    }
  });
}

TEST(ExitSignal, EXIT_09_context_exit_can_be_caught_and_a_signal_to_oneself_cannot) {
  expect_log({"caught", "down signalled"}, [](Context self, EventLog* log) -> Task<> {
    const auto stubborn = [](Context me, EventLog* to) -> Task<> {
      try {
        me.exit(ExitReason{"raised"});
      } catch (...) {
        to->add("caught");
      }
      try {
        me.exit_signal(me.self(), ExitReason{"signalled"});
        const Message never = co_await sleep(me, infinity);
      } catch (...) {
        to->add("caught a signal");
      }
    };
    const Monitored other = self.spawn_monitor({}, script(+stubborn, log));
    const ExitReason seen = co_await down_of(self, other.ref);
    log->add("down " + to_string(seen));
  });
}

TEST(ExitSignal, EXIT_10_to_the_dead_is_silence) {
  expect_log({"nothing happened"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid dead = co_await somebody_dead(self);
    self.exit_signal(dead, ExitReason{"too late"});
    self.exit_signal(Pid{}, ExitReason{"too late"});
    const Message nothing = co_await receive(self, 1ms);
    if (!nothing) log->add("nothing happened");
  });
}

Task<> returns(Context) {
  co_return;
}
Task<> throws_a_word(Context) {
  throw 42;
  co_return;
}
Task<> fails_a_check(Context) {
  check(false, "two and two are five");
  co_return;
}
Task<> throws_an_error(Context) {
  throw std::runtime_error{"no such circuit"};
  co_return;
}

TEST(ExitSignal, EXIT_11_each_cause_of_death_has_its_reason) {
  expect_log(
      {"normal", "R", "error: no such circuit", "error: an exception of unknown type", "check"},
      [](Context self, EventLog* log) -> Task<> {
        const auto reason_of = [](Context me, Task<> (*code)(Context)) -> Task<ExitReason> {
          const Monitored child = me.spawn_monitor({}, script(code));
          const ExitReason reason = co_await down_of(me, child.ref);
          co_return reason;
        };
        ExitReason reason = co_await reason_of(self, &returns);
        log->add(to_string(reason));
        const Monitored child = self.spawn_monitor({}, script(&ends_with, ExitReason{"R"}));
        reason = co_await down_of(self, child.ref);
        log->add(to_string(reason));
        reason = co_await reason_of(self, &throws_an_error);
        log->add(to_string(reason));
        reason = co_await reason_of(self, &throws_a_word);
        log->add(to_string(reason));
        reason = co_await reason_of(self, &fails_a_check);
        const bool says_why =
            reason.detail().find("two and two are five") != std::string_view::npos;
        log->add(says_why ? "check" : to_string(reason));
      });
}

TEST(ExitSignal, EXIT_12_the_trap_flag_counts_when_the_signal_is_handled) {
  expect_log({"was off", "was on", "queued stays a message", "down later"},
             [](Context self, EventLog* log) -> Task<> {
               const auto switching = [](Context me, EventLog* to) -> Task<> {
                 to->add(me.trap_exit() ? "was on" : "was off");
                 me.send(me.parent(), Go{});
                 const Message go = co_await receive_any<Go>(me);
                 to->add(me.trap_exit(false) ? "was on" : "was off");
                 const Message queued = co_await receive_any<Exit>(me);
                 to->add("queued stays a message");
                 me.send(me.parent(), Go{});
                 const Message never = co_await receive(me);
                 to->add("got another");
               };
               const Monitored other = self.spawn_monitor({}, script(+switching, log));
               const Message on = co_await receive_any<Go>(self);
               self.exit_signal(other.pid, ExitReason{"sooner"});
               self.send(other.pid, Go{});
               const Message off = co_await receive_any<Go>(self);
               self.exit_signal(other.pid, ExitReason{"later"});
               const ExitReason seen = co_await down_of(self, other.ref);
               log->add("down " + to_string(seen));
             });
}

TEST(ExitSignal, EXIT_13_the_first_fatal_signal_fixes_the_reason) {
  expect_log({"first"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other = self.spawn_monitor({}, script(&idle));
    self.exit_signal(other.pid, ExitReason{"first"});
    self.exit_signal(other.pid, ExitReason{"second"});
    self.exit_signal(other.pid, ExitReason::Kind::kill);
    const ExitReason seen = co_await down_of(self, other.ref);
    log->add(to_string(seen));
  });
}

TEST(ExitSignal, EXIT_13_what_the_process_has_decided_itself_stands) {
  expect_log({"own"}, [](Context self, EventLog* log) -> Task<> {
    const auto stopping = [](Context me) -> Task<> {
      me.stop(ExitReason{"own"});
      me.exit_signal(me.self(), ExitReason{"signal"});
      co_return;
    };
    const Monitored other = self.spawn_monitor({}, script(+stopping));
    const ExitReason seen = co_await down_of(self, other.ref);
    log->add(to_string(seen));
  });
}

TEST(ExitSignal, EXIT_14_of_a_link_is_dropped_when_the_link_is_gone_and_an_explicit_one_is_not) {
  expect_log({"nothing from the link", "explicit"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const Pid other = self.spawn_link({}, script(&ends_when_told, ExitReason{"linked"}));
    const Ref ref = self.monitor(other);
    self.unlink(other);
    self.send(other, Go{});
    const ExitReason seen = co_await down_of(self, ref);
    const Message nothing = co_await receive_any<Exit>(self, 1ms);
    if (!nothing) log->add("nothing from the link");
    const auto signaller = [](Context me) -> Task<> {
      me.exit_signal(me.parent(), ExitReason{"explicit"});
      co_return;
    };
    self.spawn({}, script(+signaller));
    const Message exit = co_await receive_any<Exit>(self);
    log->add(to_string(exit.get_if<Exit>()->reason));
  });
}

TEST(ExitSignal, EXIT_15_carries_its_sender) {
  expect_log({"from the signaller", "from the linked"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const auto signaller = [](Context me) -> Task<> {
      me.exit_signal(me.parent(), ExitReason{"explicit"});
      co_return;
    };
    const Pid first = self.spawn({}, script(+signaller));
    const Message explicit_exit = co_await receive_any<Exit>(self);
    if (explicit_exit.get_if<Exit>()->from == first) log->add("from the signaller");
    const Pid second = self.spawn_link({}, script(&ends_with, ExitReason{"dead"}));
    const Message link_exit = co_await receive_any<Exit>(self);
    if (link_exit.get_if<Exit>()->from == second) log->add("from the linked");
  });
}

TEST(ExitSignal, EXIT_16_RECV_07_ends_a_process_that_waits_with_or_without_a_limit) {
  expect_log({"stop", "stop"}, [](Context self, EventLog* log) -> Task<> {
    const auto waiting = [](Context me, EventLog* to, Duration limit) -> Task<> {
      me.send(me.parent(), Go{});
      const Message nothing = co_await receive_any<Number>(me, limit);
      to->add("received");
    };
    for (const Duration limit : {Duration{1h}, infinity}) {
      const Monitored other = self.spawn_monitor({}, script(+waiting, log, limit));
      const Message ready = co_await receive_any<Go>(self);
      self.exit_signal(other.pid, ExitReason{"stop"});
      const ExitReason seen = co_await down_of(self, other.ref);
      log->add(to_string(seen));
    }
  });
}

/// The head of a chain of linked processes; the last one tells `story` who it is.
Task<> chain(Context self, int length, Pid story) {
  if (length > 1) {
    self.spawn_link({}, script(&chain, length - 1, story));
    const Message never = co_await sleep(self, infinity);
  } else {
    self.send(story, Go{});
    const Message go = co_await receive_any<Go>(self);
    self.exit(ExitReason::Kind::kill);
  }
}

TEST(ExitSignal, EXIT_20_kill_and_killed_stay_apart_along_a_chain) {
  expect_log({"killed", "kill"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored first = self.spawn_monitor({}, script(&chain, 5, self.self()));
    const Message ready = co_await receive_any<Go>(self);
    self.exit_signal(ready.sender(), ExitReason::Kind::kill);
    ExitReason seen = co_await down_of(self, first.ref);
    log->add(to_string(seen));

    const Monitored second = self.spawn_monitor({}, script(&chain, 5, self.self()));
    const Message again = co_await receive_any<Go>(self);
    self.send(again.sender(), Go{});
    seen = co_await down_of(self, second.ref);
    log->add(to_string(seen));
  });
}

Task<> exits_below(Context self, int depth) {
  if (depth == 0) self.exit(ExitReason{"from the depth"});
  co_await exits_below(self, depth - 1);
}

TEST(Process, ExitInNestedCodeUnwindsAllOfIt) {
  expect_log({"guard released", "from the depth"}, [](Context self, EventLog* log) -> Task<> {
    const auto nested = [](Context me, EventLog* to) -> Task<> {
      const std::shared_ptr<void> guard{nullptr, [to](void*) { to->add("guard released"); }};
      co_await exits_below(me, 10);
    };
    const Monitored child = self.spawn_monitor({}, script(+nested, log));
    const ExitReason seen = co_await down_of(self, child.ref);
    log->add(to_string(seen));
  });
}

/// Writes down which of its callbacks run; `last` is what `receive` and `terminate` do.
class Witness final : public ProcessCode {
 public:
  using Act = void (*)(Context&);
  struct Acts {
    Act init = [](Context&) {};
    Act receive = [](Context&) {};
    Act terminate = [](Context&) {};
  };
  Witness(EventLog* log, Acts acts) : log_{log}, acts_{acts} {}
  ~Witness() override { log_->add("destroyed"); }
  void init(Context& context) override { acts_.init(context); }
  void receive(Context& context, Message) override { acts_.receive(context); }
  void terminate(Context& context, const ExitReason& reason) override {
    log_->add("terminate " + to_string(reason));
    acts_.terminate(context);
  }

 private:
  EventLog* log_;
  Acts acts_;
};

Task<ExitReason> end_of_witness(Context self, EventLog* log, Witness::Acts acts) {
  const Monitored child = self.spawn_monitor<Witness>({}, log, acts);
  self.send(child.pid, Go{});
  const ExitReason reason = co_await down_of(self, child.ref);
  co_return reason;
}

TEST(Process, TerminateIsCalledWhenAProcessEndsItself) {
  expect_log({"terminate done", "destroyed", "done"}, [](Context self, EventLog* log) -> Task<> {
    Witness::Acts acts;
    acts.receive = [](Context& context) { context.stop(ExitReason{"done"}); };
    const ExitReason reason = co_await end_of_witness(self, log, acts);
    log->add(to_string(reason));
  });
}

TEST(Process, TerminateIsNotCalledWhenASignalKillsIt) {
  expect_log({"destroyed", "down signal"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored child = self.spawn_monitor<Witness>({}, log, Witness::Acts{});
    self.exit_signal(child.pid, ExitReason{"signal"});
    const ExitReason reason = co_await down_of(self, child.ref);
    log->add("down " + to_string(reason));
  });
}

TEST(Process, TerminateIsNotCalledWhenInitHasFailed) {
  expect_log({"destroyed", "no init"}, [](Context self, EventLog* log) -> Task<> {
    Witness::Acts acts;
    acts.init = [](Context& context) { context.exit(ExitReason{"no init"}); };
    const ExitReason reason = co_await end_of_witness(self, log, acts);
    log->add(to_string(reason));
  });
}

TEST(Process, AFailureInTerminateIsWhatItEndedWith) {
  expect_log({"terminate done", "destroyed", "error: failed at the end"},
             [](Context self, EventLog* log) -> Task<> {
               Witness::Acts acts;
               acts.receive = [](Context& context) { context.stop(ExitReason{"done"}); };
               acts.terminate = [](Context&) { throw std::runtime_error{"failed at the end"}; };
               const ExitReason reason = co_await end_of_witness(self, log, acts);
               log->add(to_string(reason));
             });
}

TEST(Process, StartLinkReturnsAProcessThatHasInitialised) {
  expect_log({"init", "started", "exit later"}, [](Context self, EventLog* log) -> Task<> {
    const auto child = [](Context me, EventLog* to) -> Task<> {
      to->add("init");
      const Message go = co_await receive_any<Go>(me);
      me.exit(ExitReason{"later"});
    };
    self.trap_exit();
    const StartResult started = self.start_link({}, script(+child, log));
    log->add(started ? "started" : to_string(started.error()));
    self.send(*started, Go{});
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
  });
}

TEST(Process, StartLinkTellsWhyInitFailedAndLeavesNoLink) {
  expect_log({"no card", "nobody"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"process_test.no_card"};
    const StartResult started =
        self.start_link({.name = name}, script(&ends_with, ExitReason{"no card"}));
    log->add(started ? "started" : to_string(started.error()));
    const Message nothing = co_await receive(self, 1ms);
    if (!nothing && !self.whereis(name)) log->add("nobody");
  });
}

TEST(Process, StartLinkWithANameThatIsTakenDoesNotRunInit) {
  expect_log({"already_started"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"process_test.taken_too"};
    self.spawn({.name = name}, script(&idle));
    Witness::Acts acts;
    acts.init = [](Context& context) { context.send(context.parent(), Go{}); };
    EventLog unused;
    const StartResult started = self.start_link<Witness>({.name = name}, &unused, acts);
    log->add(started ? "started" : to_string(started.error()));
    const Message nothing = co_await receive(self, 1ms);
    if (nothing) log->add("init has run");
  });
}

TEST(Process, PL_01_process_that_fails_after_its_acknowledgement_has_started) {
  expect_log({"started", "exit early"}, [](Context self, EventLog* log) -> Task<> {
    const auto child = [](Context me, ExitReason reason) -> Task<> {
      me.init_ack();
      me.exit(std::move(reason));
      co_return;
    };
    self.trap_exit();
    const StartResult started = self.start_link({}, script(+child, ExitReason{"early"}));
    log->add(started ? "started" : to_string(started.error()));
    const ExitReason reason = co_await trapped_exit(self);
    log->add("exit " + to_string(reason));
  });
}

TEST(Process, StartLinkNests) {
  expect_log({"3", "2", "1", "0", "all"}, [](Context self, EventLog* log) -> Task<> {
    struct Nest {
      static Task<> of(Context me, EventLog* to, int depth) {
        if (depth < 3) {
          const StartResult inner = me.start_link({}, script(&Nest::of, to, depth + 1));
          check(inner.has_value(), "the inner one starts");
        }
        to->add(std::to_string(depth));
        const Message never = co_await sleep(me, infinity);
      }
    };
    const StartResult outer = self.start_link({}, script(&Nest::of, log, 0));
    log->add(outer ? "all" : to_string(outer.error()));
    co_return;
  });
}

TEST(Process, BlockIsSmall) {
  EXPECT_LE(sizeof(Process), 192U);
}

TEST(ProcessTable, NeverGivesAPidTwice) {
  ProcessTable table{SIZE_MAX};
  Process& first = *table.allocate();
  const Pid was = first.pid();
  table.release(first);
  Process& second = *table.allocate();
  EXPECT_EQ(second.pid().slot(), was.slot());
  EXPECT_NE(second.pid(), was);
  EXPECT_EQ(table.find(was), nullptr);
}

TEST(ProcessTable, RetiresASlotWhoseGenerationsAreUsedUp) {
  ProcessTable table{SIZE_MAX};
  Process& worn = *table.allocate();
  const Pid last{worn.pid().slot(), Pid::generations_max - 1};
  worn.pid_bits = last.bits();
  table.release(worn);
  EXPECT_NE(table.allocate()->pid().slot(), last.slot());
}

TEST(Process, SpawningWithANameThatIsTakenEndsTheNewOne) {
  expect_log({"already_started"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"process_test.taken"};
    self.spawn({.name = name}, script(&idle));
    const Monitored second = self.spawn_monitor({.name = name}, script(&idle));
    const ExitReason seen = co_await down_of(self, second.ref);
    log->add(to_string(seen));
  });
}

TEST(ExitSignal, EXIT_17_whoever_was_hit_handles_nothing_more) {
  expect_log({"one"}, [](Context self, EventLog* log) -> Task<> {
    const auto logs = [](Context other, EventLog* to) -> Task<> {
      const Message first = co_await receive_any<Go>(other);
      to->add("one");
      other.exit_signal(other.self(), ExitReason{"hit"});
      const Message second = co_await receive_any<Go>(other);
      to->add("two");
    };
    const Pid victim = self.spawn({}, script(+logs, log));
    self.send(victim, Go{});
    self.send(victim, Go{});
    const ExitReason reason = co_await end_of(self, victim);
  });
}

TEST(ExitSignal, EXIT_21_a_reason_is_the_same_for_all_who_hear_of_it) {
  expect_log({"link", "monitor", "trapped"}, [](Context self, EventLog* log) -> Task<> {
    const ExitReason reason{"{badmatch,[1,{two,3}]}"};
    self.trap_exit();
    const Monitored child = self.spawn_link_monitor({}, script(&ends_with, reason));
    const ExitReason down = co_await down_of(self, child.ref);
    const ExitReason exit = co_await trapped_exit(self);
    self.exit_signal(self.self(), reason);
    const ExitReason own = co_await trapped_exit(self);
    if (exit == reason) log->add("link");
    if (down == reason) log->add("monitor");
    if (own == reason) log->add("trapped");
  });
}

}  // namespace
}  // namespace forlopp::runtime
