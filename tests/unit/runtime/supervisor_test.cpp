#include "runtime/supervisor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/runtime/supervision_lab.hpp"

namespace forlopp::runtime {
namespace {

using lab::Lab;
using lab::over_seeds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr RestartIntensity patient{.restarts_max = 5, .period = std::chrono::hours{1}};

SupervisorSpec supervised(Strategy strategy, std::vector<ChildSpec> children,
                          RestartIntensity intensity = patient) {
  return {.strategy = strategy, .intensity = intensity, .children = std::move(children)};
}

void start(Lab& lab, SupervisorSpec spec) {
  lab.start(std::move(spec));
  lab.happened();
}

// Start, stop, order.

TEST(Supervisor, SUP_10_children_start_in_order_and_SUP_11_stop_in_reverse) {
  over_seeds([](Lab& lab) {
    SupervisorSpec inner = supervised(Strategy::one_for_one, {lab.worker("b"), lab.worker("c")});
    lab.start(supervised(Strategy::one_for_one,
                         {lab.worker("a"), lab.nested("s", std::move(inner)), lab.worker("d")}));
    EXPECT_THAT(lab.happened(),
                ElementsAre("sup-init root#1", "start a#1 ok", "sup-init s#1", "start b#1 ok",
                            "start c#1 ok", "start d#1 ok", "result ok"));
    lab.stop_root("shutdown");
    EXPECT_THAT(lab.happened(), ElementsAre("stop d#1 shutdown", "stop c#1 shutdown",
                                            "stop b#1 shutdown", "sup-exit s#1 shutdown",
                                            "stop a#1 shutdown", "sup-exit root#1 shutdown"));
  });
}

TEST(Supervisor, SUP_03_and_SUP_04_failed_start_unwinds_inside_out) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.trap = "same"});
    lab.conduct("b", {.trap = "same"});
    lab.conduct("c", {.starts = {"error:nope"}});
    SupervisorSpec inner = supervised(Strategy::one_for_one, {lab.worker("b"), lab.worker("c")});
    lab.start(supervised(Strategy::one_for_one,
                         {lab.worker("a"), lab.nested("s", std::move(inner)), lab.worker("d")}));
    const std::string inner_failure = "{shutdown,{failed_to_start_child,c,nope}}";
    const std::string failure = "{shutdown,{failed_to_start_child,s," + inner_failure + "}}";
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("sup-init root#1", "start a#1 ok", "sup-init s#1", "start b#1 ok",
                    "start c#1 error nope", "report s#1 start_error c nope", "signal b#1 shutdown",
                    "stop b#1 shutdown", "sup-exit s#1 " + inner_failure,
                    "report root#1 start_error s " + inner_failure, "signal a#1 shutdown",
                    "stop a#1 shutdown", "sup-exit root#1 " + failure, "result error " + failure));
  });
}

TEST(Supervisor, SUP_05_ignored_child_stays_and_SUP_06_unless_it_is_temporary) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.starts = {"ignore", "ignore", "ok"}});
    lab.conduct("x", {.starts = {"ignore"}});
    start(lab, supervised(Strategy::one_for_one,
                          {lab.worker("a"), lab.worker("x", Restart::temporary)}));
    lab.ask(WhichChildren{});
    lab.ask(RestartChild{"x"});
    lab.ask(RestartChild{"a"});
    lab.ask(RestartChild{"a"});
    EXPECT_THAT(lab.happened(),
                ElementsAre("start a#2 ignore", "start a#3 ok", "result [a:undefined:worker]",
                            "result error not_found", "result ok undefined", "result ok a#3"));
  });
}

TEST(Supervisor, SUP_08_faulty_specifications_are_refused_before_any_start) {
  Lab lab;
  const auto fault_of = [&lab](SupervisorSpec spec) {
    lab.start(std::move(spec));
    return lab.happened().back();
  };
  using enum Strategy;
  EXPECT_EQ(fault_of(supervised(one_for_one, {lab.worker("a"), lab.worker("a")})),
            "result error {start_spec,{duplicate_child_name,a}}");
  EXPECT_EQ(fault_of(supervised(one_for_one, {{.id = "a"}})),
            "result error {start_spec,missing_start}");
  EXPECT_EQ(fault_of(supervised(one_for_one, {lab.worker("a")}, {.period = Duration::zero()})),
            "result error {supervisor_data,{invalid_period,0}}");
  EXPECT_THAT(fault_of(supervised(simple_one_for_one, {lab.worker("a"), lab.worker("b")})),
              testing::HasSubstr("bad_start_spec"));
  ChildSpec hasty = lab.worker("a");
  hasty.shutdown = -milliseconds{1};
  EXPECT_EQ(fault_of(supervised(one_for_one, {hasty})),
            "result error {start_spec,{invalid_shutdown,-1}}");
}

TEST(Supervisor, SUP_09_defaults_are_those_of_otp) {
  const SupervisorSpec spec;
  EXPECT_EQ(spec.strategy, Strategy::one_for_one);
  EXPECT_EQ(spec.intensity.restarts_max, 1U);
  EXPECT_EQ(spec.intensity.period, seconds{5});
  EXPECT_EQ(spec.auto_shutdown, AutoShutdown::never);
  const ChildSpec worker{.id = "a"};
  EXPECT_EQ(worker.restart, Restart::permanent);
  EXPECT_EQ(worker.patience(), seconds{5});
  EXPECT_FALSE(worker.significant);
  const ChildSpec supervisor{.id = "s", .type = ChildType::supervisor};
  EXPECT_EQ(supervisor.patience(), infinity);
}

TEST(Supervisor, SUP_12_the_next_child_is_told_to_stop_when_the_previous_one_is_gone) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.trap = "same"});
    lab.conduct("b", {.trap = "delay:60"});
    start(lab, supervised(Strategy::one_for_one, {lab.worker("a"), lab.worker("b")}));
    lab.stop_root("shutdown");
    EXPECT_THAT(lab.happened(),
                ElementsAre("signal b#1 shutdown", "stop b#1 shutdown", "signal a#1 shutdown",
                            "stop a#1 shutdown", "sup-exit root#1 shutdown"));
  });
}

TEST(Supervisor, SUP_13_added_children_go_to_the_end_and_SUP_23_the_last_is_listed_first) {
  over_seeds([](Lab& lab) {
    start(lab, supervised(Strategy::one_for_one, {lab.worker("a"), lab.worker("b")}));
    lab.ask(AddChild{lab.worker("c")});
    lab.ask(TerminateChild{.id = "a"});
    lab.ask(TerminateChild{.id = "b"});
    lab.ask(RestartChild{"b"});
    lab.ask(DeleteChild{"a"});
    lab.ask(AddChild{lab.worker("a")});
    lab.happened();
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(), ElementsAre("result [a:a#2:worker,c:c#1:worker,b:b#2:worker]"));
  });
}

TEST(Supervisor, SUP_14_to_SUP_17_answers_to_requests_that_cannot_be_met) {
  over_seeds([](Lab& lab) {
    start(lab, supervised(Strategy::one_for_one, {lab.worker("a")}));
    lab.ask(AddChild{lab.worker("a")});
    lab.ask(RestartChild{"a"});
    lab.ask(DeleteChild{"a"});
    lab.ask(TerminateChild{.id = "zz"});
    lab.ask(RestartChild{"zz"});
    lab.ask(DeleteChild{"zz"});
    EXPECT_THAT(lab.happened(),
                ElementsAre("result error {already_started,a#1}", "result error running",
                            "result error running", "result error not_found",
                            "result error not_found", "result error not_found"));
    lab.ask(TerminateChild{.id = "a"});
    lab.ask(TerminateChild{.id = "a"});
    lab.ask(AddChild{lab.worker("a")});
    lab.ask(DeleteChild{"a"});
    lab.ask(TerminateChild{.id = "a"});
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#1 shutdown", "result ok", "result ok",
                            "result error already_present", "result ok", "result error not_found"));
  });
}

TEST(Supervisor, SUP_18_failed_addition_leaves_nothing_and_failed_manual_restart_keeps_the_child) {
  over_seeds([](Lab& lab) {
    lab.conduct("b", {.starts = {"error:no", "ok", "error:again"}});
    start(lab, supervised(Strategy::one_for_one, {}));
    lab.ask(AddChild{lab.worker("b")});
    lab.ask(AddChild{lab.worker("b")});
    lab.ask(TerminateChild{.id = "b"});
    lab.ask(RestartChild{"b"});
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(),
                ElementsAre("start b#1 error no", "start b#2 ok", "stop b#2 shutdown",
                            "start b#3 error again", "result error no", "result ok b#2",
                            "result ok", "result error again", "result [b:undefined:worker]"));
  });
}

TEST(Supervisor, SUP_19_restarted_supervisor_has_the_children_of_its_specification) {
  over_seeds([](Lab& lab) {
    SupervisorSpec inner = supervised(Strategy::one_for_one, {lab.worker("a"), lab.worker("b")});
    start(lab, supervised(Strategy::one_for_one, {lab.nested("s", std::move(inner))}));
    lab.ask(AddChild{lab.worker("c")}, "s");
    lab.ask(TerminateChild{.id = "a"}, "s");
    lab.ask(DeleteChild{"a"}, "s");
    lab.signal("s", "kill");
    lab.happened();
    lab.ask(WhichChildren{}, "s");
    EXPECT_THAT(lab.happened(), ElementsAre("result [b:b#2:worker,a:a#2:worker]"));
  });
}

TEST(Supervisor, SUP_24_counts_specifications_processes_supervisors_and_workers) {
  Lab lab;
  start(lab, supervised(Strategy::one_for_one,
                        {lab.worker("a"), lab.worker("b"), lab.nested("s", SupervisorSpec{})}));
  lab.ask(TerminateChild{.id = "a"});
  lab.happened();
  lab.ask(CountChildren{});
  EXPECT_THAT(lab.happened(), ElementsAre("result specs=3 active=2 supervisors=1 workers=2"));
}

// How a child is stopped.

TEST(Supervisor, SUP_64_child_that_unlinked_itself_can_still_be_terminated) {
  over_seeds([](Lab& lab) {
    lab.conduct("b", {.trap = "ignore"});
    start(lab,
          supervised(Strategy::one_for_one, {lab.worker("a"), lab.worker("b"), lab.worker("c")}));
    for (const std::string id : {"a", "b", "c"}) lab.unlink(id);
    lab.exit("c", "boom");
    lab.ask(TerminateChild{.id = "a"});
    lab.ask(TerminateChild{.id = "b"});
    lab.ask(TerminateChild{.id = "c"});
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop c#1 boom", "stop a#1 shutdown", "signal b#1 shutdown",
                            "stop b#1 killed", "report root#1 shutdown_error b#1 killed",
                            "report root#1 shutdown_error c#1 noproc", "result ok", "result ok",
                            "result ok"));
  });
}

TEST(Supervisor, SUP_70_brutal_kill_is_no_shutdown_error) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.trap = "ignore"});
    ChildSpec spec = lab.worker("a");
    spec.shutdown = brutal_kill;
    start(lab, supervised(Strategy::one_for_one, {spec}));
    lab.ask(TerminateChild{.id = "a"});
    EXPECT_THAT(lab.happened(), ElementsAre("stop a#1 killed", "result ok"));
  });
}

TEST(Supervisor, SUP_71_child_that_does_not_stop_is_killed_and_reported) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.trap = "ignore"});
    start(lab, supervised(Strategy::one_for_one, {lab.worker("a")}));
    lab.ask(TerminateChild{.id = "a"});
    EXPECT_THAT(lab.happened(),
                ElementsAre("signal a#1 shutdown", "stop a#1 killed",
                            "report root#1 shutdown_error a#1 killed", "result ok"));
  });
}

TEST(Supervisor, SUP_72_infinity_waits_and_zero_allows_no_grace) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.trap = "delay:500"});
    lab.conduct("b", {.trap = "delay:500"});
    ChildSpec a = lab.worker("a");
    a.shutdown = infinity;
    ChildSpec b = lab.worker("b");
    b.shutdown = Duration::zero();
    start(lab, supervised(Strategy::one_for_one, {a, b}));
    lab.ask(TerminateChild{.id = "a"});
    EXPECT_THAT(lab.happened(),
                ElementsAre("signal a#1 shutdown", "stop a#1 shutdown", "result ok"));
    lab.ask(TerminateChild{.id = "b"});
    EXPECT_THAT(lab.happened(), testing::Contains("stop b#1 killed"));
  });
}

TEST(Supervisor, SUP_73_other_reasons_than_the_one_asked_for_are_reported) {
  over_seeds([](Lab& lab) {
    lab.conduct("a", {.trap = "exit:normal"});
    lab.conduct("b", {.trap = "exit:normal"});
    lab.conduct("c", {.trap = "exit:{shutdown,z}"});
    lab.conduct("d", {.trap = "exit:odd"});
    start(lab, supervised(Strategy::one_for_one,
                          {lab.worker("a"), lab.worker("b", Restart::transient), lab.worker("c"),
                           lab.worker("d", Restart::temporary)}));
    lab.stop_root("shutdown");
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("signal d#1 shutdown", "stop d#1 odd", "report root#1 shutdown_error d#1 odd",
                    "signal c#1 shutdown", "stop c#1 {shutdown,z}",
                    "report root#1 shutdown_error c#1 {shutdown,z}", "signal b#1 shutdown",
                    "stop b#1 normal", "signal a#1 shutdown", "stop a#1 normal",
                    "report root#1 shutdown_error a#1 normal", "sup-exit root#1 shutdown"));
  });
}

// Parents and strangers.

TEST(Supervisor, SUP_110_exit_signals_of_strangers_are_ignored_except_kill) {
  over_seeds([](Lab& lab) {
    start(lab, supervised(Strategy::one_for_one, {lab.worker("a")}));
    lab.signal("root", "boom");
    lab.signal("root", "shutdown");
    EXPECT_THAT(lab.happened(), IsEmpty());
    lab.signal("root", "kill");
    EXPECT_THAT(lab.happened(), ElementsAre("sup-exit root#1 killed", "stop a#1 killed"));
  });
}

TEST(Supervisor, SUP_111_exit_of_the_parent_is_obeyed_even_with_normal) {
  for (const std::string reason : {"normal", "boom", "{shutdown,x}"}) {
    over_seeds([&reason](Lab& lab) {
      start(lab, supervised(Strategy::one_for_one, {lab.worker("a"), lab.worker("b")}));
      lab.stop_root(reason);
      EXPECT_THAT(lab.happened(), ElementsAre("stop b#1 shutdown", "stop a#1 shutdown",
                                              "sup-exit root#1 " + reason));
    });
  }
}

// Significant children.

SupervisorSpec with_auto_shutdown(AutoShutdown when, std::vector<ChildSpec> children) {
  return {.intensity = patient, .auto_shutdown = when, .children = std::move(children)};
}

ChildSpec significant(ChildSpec child) {
  child.significant = true;
  return child;
}

TEST(Supervisor, SUP_80_any_significant_child_that_ends_by_itself_ends_the_supervisor) {
  over_seeds([](Lab& lab) {
    start(lab, with_auto_shutdown(AutoShutdown::any_significant,
                                  {lab.worker("x", Restart::temporary), lab.worker("y"),
                                   significant(lab.worker("a", Restart::transient))}));
    lab.exit("x", "normal");
    EXPECT_THAT(lab.happened(), ElementsAre("stop x#1 normal"));
    lab.exit("a", "boom");
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom", "start a#2 ok"));
    lab.exit("a", "normal");
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#2 normal", "stop y#1 shutdown", "sup-exit root#1 shutdown"));
  });
}

TEST(Supervisor, SUP_81_and_SUP_82_the_last_significant_child_counts_terminated_ones_as_gone) {
  over_seeds([](Lab& lab) {
    start(lab, with_auto_shutdown(AutoShutdown::all_significant,
                                  {significant(lab.worker("a", Restart::transient)),
                                   significant(lab.worker("b", Restart::temporary)),
                                   significant(lab.worker("c", Restart::transient))}));
    lab.exit("a", "normal");
    lab.ask(TerminateChild{.id = "c"});
    lab.happened();
    lab.exit("b", "boom");
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop b#1 boom", "report root#1 child_terminated b#1 boom",
                            "sup-exit root#1 shutdown"));
  });
}

TEST(Supervisor, SUP_82_terminating_the_last_significant_child_does_not_end_the_supervisor) {
  over_seeds([](Lab& lab) {
    start(lab, with_auto_shutdown(AutoShutdown::all_significant,
                                  {significant(lab.worker("a", Restart::transient))}));
    lab.ask(TerminateChild{.id = "a"});
    lab.happened();
    lab.ask(CountChildren{});
    EXPECT_THAT(lab.happened(), ElementsAre("result specs=1 active=0 supervisors=0 workers=1"));
  });
}

TEST(Supervisor, SUP_83_significant_children_need_auto_shutdown_and_may_not_be_permanent) {
  Lab lab;
  lab.start(
      with_auto_shutdown(AutoShutdown::never, {significant(lab.worker("a", Restart::transient))}));
  EXPECT_EQ(
      lab.happened().back(),
      "result error {start_spec,{bad_combination,[{auto_shutdown,never},{significant,true}]}}");
  start(lab, with_auto_shutdown(AutoShutdown::any_significant, {}));
  lab.ask(AddChild{significant(lab.worker("b"))});
  EXPECT_THAT(
      lab.happened(),
      ElementsAre("result error {bad_combination,[{restart,permanent},{significant,true}]}"));
}

TEST(Supervisor, SUP_84_a_group_restart_does_not_trigger_auto_shutdown) {
  over_seeds([](Lab& lab) {
    SupervisorSpec spec =
        with_auto_shutdown(AutoShutdown::any_significant,
                           {significant(lab.worker("t", Restart::temporary)), lab.worker("a")});
    spec.strategy = Strategy::one_for_all;
    start(lab, std::move(spec));
    lab.exit("a", "boom");
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom",
                            "stop t#1 shutdown", "start a#2 ok"));
  });
}

TEST(Supervisor, SUP_85_auto_shutdown_of_a_significant_supervisor_escalates) {
  over_seeds([](Lab& lab) {
    SupervisorSpec inner =
        with_auto_shutdown(AutoShutdown::any_significant,
                           {significant(lab.worker("a", Restart::transient)), lab.worker("y")});
    start(lab, with_auto_shutdown(AutoShutdown::any_significant,
                                  {lab.worker("x"), significant(lab.nested("s", std::move(inner),
                                                                           Restart::transient))}));
    lab.exit("a", "normal");
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#1 normal", "stop y#1 shutdown", "sup-exit s#1 shutdown",
                            "stop x#1 shutdown", "sup-exit root#1 shutdown"));
  });
}

// Upgrade.

TEST(Supervisor, SUP_100_and_SUP_101_upgrade_starts_and_stops_nobody_and_reorders) {
  over_seeds([](Lab& lab) {
    start(lab,
          supervised(Strategy::rest_for_one, {lab.worker("a"), lab.worker("b"), lab.worker("c")}));
    lab.ask(UpgradeSupervisor{
        supervised(Strategy::rest_for_one, {lab.worker("c"), lab.worker("n"), lab.worker("a")})});
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(),
                ElementsAre("result ok",
                            "result [b:b#1:worker,a:a#1:worker,n:undefined:worker,c:c#1:worker]"));
    lab.exit("a", "boom");
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop a#1 boom", "report root#1 child_terminated a#1 boom",
                            "stop b#1 shutdown", "start a#2 ok", "start b#2 ok"));
  });
}

TEST(Supervisor, SUP_102_upgrade_keeps_the_restarts_counted_so_far) {
  over_seeds([](Lab& lab) {
    start(lab, supervised(Strategy::one_for_one, {lab.worker("a")}));
    lab.exit("a", "boom");
    lab.exit("a", "boom");
    lab.ask(UpgradeSupervisor{supervised(Strategy::one_for_one, {lab.worker("a")},
                                         {.restarts_max = 2, .period = std::chrono::hours{1}})});
    lab.happened();
    lab.exit("a", "boom");
    EXPECT_EQ(lab.happened().back(), "sup-exit root#1 shutdown");
  });
}

TEST(Supervisor, SUP_103_faulty_upgrade_changes_nothing) {
  Lab lab;
  start(lab, supervised(Strategy::one_for_one, {lab.worker("a")}));
  lab.ask(UpgradeSupervisor{supervised(Strategy::one_for_one, {}, {.period = seconds{0}})});
  lab.ask(UpgradeSupervisor{supervised(Strategy::simple_one_for_one, {lab.worker("a")})});
  lab.ask(CountChildren{});
  EXPECT_THAT(lab.happened(),
              ElementsAre("result error {invalid_period,0}",
                          "result error {invalid_strategy,children are kept in another way}",
                          "result specs=1 active=1 supervisors=0 workers=1"));
}

TEST(Supervisor, SUP_122_specifications_can_be_fetched_with_their_defaults) {
  Lab lab;
  start(lab, supervised(Strategy::one_for_one,
                        {lab.worker("a"), lab.nested("s", SupervisorSpec{}, Restart::transient)}));
  lab.ask(GetChildSpec{.id = "a"});
  lab.ask(GetChildSpec{.id = "s"});
  lab.ask(GetChildSpec{.id = "zz"});
  EXPECT_THAT(
      lab.happened(),
      ElementsAre("result ok id=a restart=permanent significant=false shutdown=200 type=worker",
                  "result ok id=s restart=transient significant=false shutdown=infinity "
                  "type=supervisor",
                  "result error not_found"));
}

}  // namespace
}  // namespace forlopp::runtime
