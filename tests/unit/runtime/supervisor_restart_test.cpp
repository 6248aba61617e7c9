#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/supervisor.hpp"
#include "runtime/sys.hpp"
#include "tests/unit/runtime/supervision_lab.hpp"

namespace forlopp::runtime {
namespace {

using lab::Lab;
using lab::over_seeds;
using std::chrono::hours;
using std::chrono::seconds;
using testing::ElementsAre;

/// A supervisor of the workers a, b, c, ... that allows this many restarts an hour.
void start(Lab& lab, Strategy strategy, const std::string& ids, std::uint32_t restarts_max = 5) {
  SupervisorSpec spec{.strategy = strategy,
                      .intensity = {.restarts_max = restarts_max, .period = hours{1}}};
  for (const char id : ids) spec.children.push_back(lab.worker({id}));
  lab.start(std::move(spec));
  lab.happened();
}

std::vector<std::string> after_exit(Lab& lab, const std::string& id, const std::string& reason) {
  lab.exit(id, reason);
  return lab.happened();
}

// Strategies and restart types.

TEST(SupervisorRestart, SUP_20_one_for_one_restarts_only_the_child_that_failed) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_one, "abc");
    EXPECT_THAT(
        after_exit(lab, "b", "boom"),
        ElementsAre("stop b#1 boom", "report root#1 child_terminated b#1 boom", "start b#2 ok"));
  });
}

TEST(SupervisorRestart, SUP_21_one_for_all_stops_in_reverse_and_starts_in_order) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_all, "abc");
    EXPECT_THAT(
        after_exit(lab, "b", "boom"),
        ElementsAre("stop b#1 boom", "report root#1 child_terminated b#1 boom", "stop c#1 shutdown",
                    "stop a#1 shutdown", "start a#2 ok", "start b#2 ok", "start c#2 ok"));
  });
}

struct Enough {};
/// Has a name, and keeps it for a minute.
class Lingering final : public ProcessCode {
 public:
  void init(Context& context) override {
    context.send_after(std::chrono::minutes{1}, context.self(), Enough{});
  }
  void receive(Context& context, Message) override { context.stop(); }
};

/// This worker does not start while somebody lingers.
ChildSpec successor(ChildSpec worker) {
  const auto start = [start = worker.start](Context& context, Message& argument) -> ChildStart {
    const Pid lingering = context.whereis(Name{"lingering"});
    return lingering ? ChildStart::after(lingering) : start(context, argument);
  };
  worker.start = start;
  return worker;
}

/// With one restart allowed, a second one would end the supervisor.
TEST(SupervisorRestart, WaitsForThePredecessorOfAChildAsPartOfOneRestart) {
  for (const Strategy strategy : {Strategy::one_for_one, Strategy::rest_for_one}) {
    over_seeds([&](Lab& lab) {
      SupervisorSpec spec{.strategy = strategy,
                          .intensity = {.restarts_max = 1, .period = hours{1}}};
      spec.children = {lab.worker("a"), successor(lab.worker("b"))};
      lab.start(std::move(spec));
      lab.happened();
      lab.node().spawn<Lingering>({.label = {"lingering"}, .name = Name{"lingering"}});
      lab.exit("b", "boom");
      lab.wait(std::chrono::minutes{2});
      EXPECT_THAT(
          lab.happened(),
          ElementsAre("stop b#1 boom", "report root#1 child_terminated b#1 boom", "start b#2 ok"));
    });
  }
}

TEST(SupervisorRestart, SUP_22_rest_for_one_leaves_earlier_children_alone) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::rest_for_one, "abcd");
    EXPECT_THAT(
        after_exit(lab, "b", "boom"),
        ElementsAre("stop b#1 boom", "report root#1 child_terminated b#1 boom", "stop d#1 shutdown",
                    "stop c#1 shutdown", "start b#2 ok", "start c#2 ok", "start d#2 ok"));
  });
}

TEST(SupervisorRestart, SUP_25_one_for_all_restarts_children_that_had_ended_normally) {
  over_seeds([](Lab& lab) {
    lab.conduct("i", {.starts = {"ignore", "ok"}});
    lab.start({.strategy = Strategy::one_for_all,
               .children = {lab.worker("t", Restart::transient), lab.worker("m"), lab.worker("i"),
                            lab.worker("a")}});
    lab.exit("t", "normal");
    lab.ask(TerminateChild{.id = "m"});
    lab.happened();
    EXPECT_THAT(after_exit(lab, "a", "boom"),
                ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom",
                            "start t#2 ok", "start m#2 ok", "start i#2 ok", "start a#2 ok"));
  });
}

TEST(SupervisorRestart, SUP_26_rest_for_one_restarts_stopped_children_after_the_failed_one_only) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::rest_for_one, "abc");
    lab.ask(TerminateChild{.id = "a"});
    lab.ask(TerminateChild{.id = "c"});
    lab.happened();
    EXPECT_THAT(after_exit(lab, "b", "boom"),
                ElementsAre("stop b#1 boom", "report root#1 child_terminated b#1 boom",
                            "start b#2 ok", "start c#2 ok"));
  });
}

TEST(SupervisorRestart, SUP_27_temporary_siblings_of_a_group_restart_vanish) {
  for (const Strategy strategy : {Strategy::one_for_all, Strategy::rest_for_one}) {
    over_seeds([strategy](Lab& lab) {
      lab.start({.strategy = strategy,
                 .children = {lab.worker("a"), lab.worker("t", Restart::temporary)}});
      lab.exit("a", "boom");
      lab.ask(WhichChildren{});
      EXPECT_EQ(lab.happened().back(), "result [a:a#2:worker]");
    });
  }
}

TEST(SupervisorRestart, SUP_30_to_SUP_32_restart_type_and_reason_decide) {
  over_seeds([](Lab& lab) {
    for (const std::string reason : {"normal", "shutdown", "{shutdown,x}", "boom", "killed"}) {
      lab.start({.intensity = {.restarts_max = 9, .period = hours{1}},
                 .children = {lab.worker("p"), lab.worker("t", Restart::transient),
                              lab.worker("x", Restart::temporary)}});
      for (const std::string id : {"p", "t", "x"}) lab.exit(id, reason);
      lab.happened();
      lab.ask(CountChildren{});
      const bool orderly = reason != "boom" && reason != "killed";
      EXPECT_THAT(lab.happened(), ElementsAre(std::string{"result specs=2 active="} +
                                              (orderly ? "1" : "2") + " supervisors=0 workers=2"))
          << reason;
    }
  });
}

TEST(SupervisorRestart, SUP_31_transient_child_that_ends_normally_leaves_its_group_alone) {
  over_seeds([](Lab& lab) {
    lab.start({.strategy = Strategy::one_for_all,
               .children = {lab.worker("t", Restart::transient), lab.worker("a")}});
    lab.happened();
    EXPECT_THAT(after_exit(lab, "t", "normal"), ElementsAre("stop t#1 normal"));
  });
}

// Intensity and escalation.

TEST(SupervisorRestart, SUP_40_and_SUP_41_one_restart_too_many_ends_the_supervisor) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_one, "abc", 2);
    lab.exit("b", "boom");
    lab.exit("a", "boom");
    lab.happened();
    EXPECT_THAT(after_exit(lab, "b", "boom"),
                ElementsAre("stop b#2 boom", "report root#1 child_terminated b#2 boom",
                            "report root#1 shutdown b#2 reached_max_restart_intensity",
                            "stop c#1 shutdown", "stop a#2 shutdown", "sup-exit root#1 shutdown"));
  });
}

TEST(SupervisorRestart, SUP_42_intensity_zero_allows_no_restart) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_one, "a", 0);
    EXPECT_EQ(after_exit(lab, "a", "boom").back(), "sup-exit root#1 shutdown");
  });
}

TEST(SupervisorRestart, SUP_44_old_restarts_are_forgotten) {
  over_seeds([](Lab& lab) {
    lab.start(
        {.intensity = {.restarts_max = 1, .period = seconds{5}}, .children = {lab.worker("a")}});
    lab.happened();
    for (int i = 0; i < 10; ++i) {
      lab.exit("a", "boom");
      lab.wait(seconds{6});
    }
    EXPECT_EQ(lab.happened().back(), "start a#11 ok");
  });
}

TEST(SupervisorRestart, SUP_45_a_group_restart_counts_once) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_all, "abc", 2);
    lab.exit("a", "boom");
    EXPECT_EQ(after_exit(lab, "b", "boom").back(), "start c#3 ok");
    EXPECT_EQ(after_exit(lab, "c", "boom").back(), "sup-exit root#1 shutdown");
  });
}

TEST(SupervisorRestart, SUP_46_and_SUP_47_exits_without_restart_and_manual_ones_do_not_count) {
  over_seeds([](Lab& lab) {
    lab.start({.intensity = {.restarts_max = 1, .period = hours{1}},
               .children = {lab.worker("a"), lab.worker("t", Restart::transient),
                            lab.worker("x", Restart::temporary)}});
    lab.exit("x", "boom");
    lab.exit("t", "normal");
    for (int i = 0; i < 5; ++i) {
      lab.ask(TerminateChild{.id = "a"});
      lab.ask(RestartChild{"a"});
    }
    lab.happened();
    EXPECT_EQ(after_exit(lab, "a", "boom").back(), "start a#7 ok");
  });
}

TEST(SupervisorRestart, SUP_48_permanent_supervisor_that_gave_up_is_restarted_and_counts_once) {
  over_seeds([](Lab& lab) {
    SupervisorSpec inner{.intensity = {.restarts_max = 1, .period = hours{1}},
                         .children = {lab.worker("a")}};
    lab.start({.intensity = {.restarts_max = 1, .period = hours{1}},
               .children = {lab.nested("s", std::move(inner)), lab.worker("x")}});
    lab.exit("a", "boom");
    lab.happened();
    EXPECT_THAT(after_exit(lab, "a", "boom"),
                ElementsAre("stop a#2 boom", "report s#1 child_terminated a#2 boom",
                            "report s#1 shutdown a#2 reached_max_restart_intensity",
                            "sup-exit s#1 shutdown", "report root#1 child_terminated s#1 shutdown",
                            "sup-init s#2", "start a#3 ok"));
    lab.exit("a", "boom");
    EXPECT_EQ(after_exit(lab, "a", "boom").back(), "sup-exit root#1 shutdown");
  });
}

TEST(SupervisorRestart, SUP_49_transient_supervisor_that_gave_up_is_not_restarted) {
  over_seeds([](Lab& lab) {
    SupervisorSpec inner{.intensity = {.restarts_max = 0, .period = hours{1}},
                         .children = {lab.worker("a")}};
    lab.start(
        {.strategy = Strategy::one_for_all,
         .children = {lab.worker("x"), lab.nested("s", std::move(inner), Restart::transient)}});
    lab.happened();
    EXPECT_EQ(after_exit(lab, "a", "boom").back(), "sup-exit s#1 shutdown");
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(), ElementsAre("result [s:undefined:supervisor,x:x#1:worker]"));
  });
}

// Failing restarts.

TEST(SupervisorRestart, SUP_50_failing_restarts_are_tried_again_and_counted) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ok", "error:e", "init_exit:i", "raise:r", "ok"}});
    start(lab, Strategy::one_for_one, "a", 4);
    EXPECT_THAT(
        after_exit(lab, "a", "boom"),
        ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom", "start a#2 error e",
                    "report root#1 start_error a#1 e", "start a#3 init_exit i", "stop a#3 i",
                    "report root#1 start_error a i", "start a#4 raise r",
                    "report root#1 start_error a {EXIT,{r,STACK}}", "start a#5 ok"));
    EXPECT_EQ(after_exit(lab, "a", "boom").back(), "sup-exit root#1 shutdown");
  });
}

TEST(SupervisorRestart, SUP_51_gives_up_when_the_attempts_pass_the_intensity) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ok", "error:e"}});
    start(lab, Strategy::one_for_one, "a", 2);
    EXPECT_THAT(after_exit(lab, "a", "boom"),
                ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom",
                            "start a#2 error e", "report root#1 start_error a#1 e",
                            "start a#3 error e", "report root#1 start_error a e",
                            "report root#1 shutdown a reached_max_restart_intensity",
                            "sup-exit root#1 shutdown"));
  });
}

TEST(SupervisorRestart, SUP_52_ignore_during_a_restart_is_success) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ok", "ignore"}});
    start(lab, Strategy::one_for_one, "a");
    lab.exit("a", "boom");
    lab.ask(WhichChildren{});
    EXPECT_EQ(lab.happened().back(), "result [a:undefined:worker]");
  });
}

TEST(SupervisorRestart, SUP_53_one_for_all_redoes_the_whole_group) {
  over_seeds([](Lab& lab) {
    lab.conduct("b", {.starts = {"ok", "error:e", "ok"}});
    start(lab, Strategy::one_for_all, "abc");
    EXPECT_THAT(after_exit(lab, "a", "boom"),
                ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom",
                            "stop c#1 shutdown", "stop b#1 shutdown", "start a#2 ok",
                            "start b#2 error e", "report root#1 start_error b e",
                            "stop a#2 shutdown", "start a#3 ok", "start b#3 ok", "start c#2 ok"));
  });
}

TEST(SupervisorRestart, SUP_54_rest_for_one_goes_on_at_the_child_that_failed_to_start) {
  over_seeds([](Lab& lab) {
    lab.conduct("c", {.starts = {"ok", "error:e", "ok"}});
    start(lab, Strategy::rest_for_one, "abcd");
    EXPECT_THAT(
        after_exit(lab, "b", "boom"),
        ElementsAre("stop b#1 boom", "report root#1 child_terminated b#1 boom", "stop d#1 shutdown",
                    "stop c#1 shutdown", "start b#2 ok", "start c#2 error e",
                    "report root#1 start_error c e", "start c#3 ok", "start d#2 ok"));
  });
}

TEST(SupervisorRestart, SUP_55_requests_are_served_between_two_attempts) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ok", "error:e", "ok"}});
    start(lab, Strategy::one_for_one, "ab");
    lab.suspend();
    lab.exit("a", "boom");
    lab.ask(WhichChildren{});
    lab.ask(CountChildren{});
    lab.ask(RestartChild{"a"});
    lab.ask(DeleteChild{"a"});
    lab.ask(AddChild{lab.worker("a")});
    lab.resume();
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom", "start a#2 error e",
                    "report root#1 start_error a#1 e", "start a#3 ok",
                    "result [b:b#1:worker,a:restarting:worker]",
                    "result specs=2 active=1 supervisors=0 workers=2", "result error restarting",
                    "result error restarting", "result error already_present"));
  });
}

TEST(SupervisorRestart, SUP_56_terminating_a_child_that_waits_cancels_the_retry) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ok", "error:e"}});
    start(lab, Strategy::one_for_one, "ab", 50);
    lab.suspend();
    lab.exit("a", "boom");
    lab.ask(TerminateChild{.id = "a"});
    lab.resume();
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom",
                            "start a#2 error e", "report root#1 start_error a#1 e", "result ok",
                            "result [b:b#1:worker,a:undefined:worker]"));
  });
}

TEST(SupervisorRestart, SUP_57_and_leaves_the_rest_of_its_group_down) {
  over_seeds([](Lab& lab) {
    lab.conduct("b", {.starts = {"ok", "error:e"}});
    start(lab, Strategy::rest_for_one, "abc", 50);
    lab.suspend();
    lab.exit("b", "boom");
    lab.ask(TerminateChild{.id = "b"});
    lab.resume();
    lab.happened();
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(),
                ElementsAre("result [c:undefined:worker,b:undefined:worker,a:a#1:worker]"));
  });
}

TEST(SupervisorRestart, SUP_58_supervisor_in_a_retry_loop_can_be_shut_down) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ok", "error:e"}});
    start(lab, Strategy::one_for_one, "a", 1'000'000);
    lab.suspend();
    lab.exit("a", "boom");
    sys::resume(lab.node(), lab.pid("root"));
    lab.stop_root("shutdown");
    const std::vector<std::string> happened = lab.happened();
    EXPECT_EQ(happened.back(), "sup-exit root#1 shutdown");
    EXPECT_LT(happened.size(), 1'000U);
  });
}

TEST(SupervisorRestart, Nested_supervisor_that_cannot_restart_is_gone_before_the_next_attempt) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.trap = "delay:50"});
    lab.conduct("b", {.starts = {"ok", "error:e", "ok"}});
    SupervisorSpec inner{.intensity = {.restarts_max = 0, .period = hours{1}},
                         .children = {lab.worker("a"), lab.worker("b")}};
    lab.start({.intensity = {.restarts_max = 5, .period = hours{1}},
               .children = {lab.nested("s", std::move(inner))}});
    lab.happened();
    lab.signal("s", "kill");
    const std::vector<std::string> lines = lab.happened();
    const auto failed = std::ranges::find(lines, "start b#2 error e");
    const auto gone =
        std::find(failed, lines.end(), "sup-exit s#2 {shutdown,{failed_to_start_child,b,e}}");
    const auto again = std::find(gone, lines.end(), "sup-init s#3");
    EXPECT_NE(again, lines.end());
    EXPECT_EQ(std::count(lines.begin(), gone, "sup-init s#3"), 0);
  });
}

// Simultaneous deaths.

TEST(SupervisorRestart, SUP_60_second_death_is_absorbed_by_the_group_restart) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_all, "abc", 1);
    lab.suspend();
    lab.exit("a", "r1");
    lab.exit("c", "r2");
    lab.resume();
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#1 r1", "stop c#1 r2", "report root#1 child_terminated a#1 r1",
                            "report root#1 shutdown_error c#1 r2", "stop b#1 shutdown",
                            "start a#2 ok", "start b#2 ok", "start c#2 ok"));
  });
}

TEST(SupervisorRestart, SUP_61_one_for_one_counts_both_deaths) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_one, "ab", 1);
    lab.suspend();
    lab.exit("b", "r1");
    lab.exit("a", "r2");
    lab.resume();
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop b#1 r1", "stop a#1 r2", "report root#1 child_terminated b#1 r1",
                            "start b#2 ok", "report root#1 child_terminated a#1 r2",
                            "report root#1 shutdown a#1 reached_max_restart_intensity",
                            "stop b#2 shutdown", "sup-exit root#1 shutdown"));
  });
}

TEST(SupervisorRestart, SUP_62_terminate_request_races_with_the_childs_own_exit) {
  over_seeds([](Lab& lab) {
    start(lab, Strategy::one_for_one, "a");
    lab.suspend();
    lab.exit("a", "boom");
    lab.ask(TerminateChild{.id = "a"});
    lab.resume();
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom",
                            "start a#2 ok", "stop a#2 shutdown", "result ok"));
    lab.ask(RestartChild{"a"});
    lab.happened();
    lab.suspend();
    lab.ask(TerminateChild{.id = "a"});
    lab.exit("a", "boom");
    lab.resume();
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#3 boom", "report root#1 shutdown_error a#3 boom", "result ok"));
  });
}

TEST(SupervisorRestart, SUP_63_child_dead_on_return_counts_as_started) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ok_dead:early", "ok"}});
    lab.start({.children = {lab.worker("a")}});
    EXPECT_THAT(lab.happened(), ElementsAre("sup-init root#1", "start a#1 ok", "stop a#1 early",
                                            "report root#1 child_terminated a#1 early",
                                            "start a#2 ok", "result ok"));
  });
}

}  // namespace
}  // namespace forlopp::runtime
