#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/supervisor.hpp"
#include "tests/unit/runtime/supervision_lab.hpp"

namespace forlopp::runtime {
namespace {

using lab::Lab;
using lab::over_seeds;
using std::chrono::hours;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

SupervisorSpec instances_of(ChildSpec child, std::uint32_t restarts_max = 5) {
  return {.strategy = Strategy::simple_one_for_one,
          .intensity = {.restarts_max = restarts_max, .period = hours{1}},
          .children = {std::move(child)}};
}

void start(Lab& lab, SupervisorSpec spec, const std::vector<std::string>& instances) {
  lab.start(std::move(spec));
  for (const std::string& id : instances) lab.ask(StartChild{Lab::argument(id)});
  lab.happened();
}

TEST(SupervisorInstances, SUP_90_none_is_started_at_first_and_there_is_one_specification) {
  over_seeds([](Lab& lab) {
    lab.start(instances_of(lab.worker("w")));
    lab.ask(CountChildren{});
    lab.ask(StartChild{Lab::argument("x")});
    lab.ask(StartChild{Lab::argument("y")});
    lab.ask(CountChildren{});
    EXPECT_THAT(lab.happened(),
                ElementsAre("sup-init root#1", "start x#1 ok", "start y#1 ok", "result ok",
                            "result specs=1 active=0 supervisors=0 workers=0", "result ok x#1",
                            "result ok y#1", "result specs=1 active=2 supervisors=0 workers=2"));
  });
}

TEST(SupervisorInstances, SUP_91_crashed_instance_is_restarted_with_its_own_argument) {
  over_seeds([](Lab& lab) {
    start(lab, instances_of(lab.worker("w"), 2), {"x", "y"});
    lab.exit("x", "boom");
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("stop x#1 boom", "report root#1 child_terminated x#1 boom", "start x#2 ok"));
    lab.exit("y", "boom");
    EXPECT_EQ(lab.happened().back(), "start y#2 ok");
    lab.exit("x", "boom");
    EXPECT_EQ(lab.happened().back(), "sup-exit root#1 shutdown");
  });
}

TEST(SupervisorInstances, SUP_92_are_terminated_by_process_only) {
  over_seeds([](Lab& lab) {
    start(lab, instances_of(lab.worker("w")), {"x", "y"});
    const Pid x = lab.pid("x");
    lab.ask(TerminateChild{.pid = x});
    lab.ask(TerminateChild{.pid = x});
    lab.ask(TerminateChild{.id = "w"});
    lab.ask(TerminateChild{.pid = lab.pid("root")});
    lab.ask(RestartChild{"w"});
    lab.ask(DeleteChild{"w"});
    lab.ask(AddChild{lab.worker("z")});
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop x#1 shutdown", "result ok", "result ok",
                            "result error simple_one_for_one", "result error not_found",
                            "result error simple_one_for_one", "result error simple_one_for_one",
                            "result error simple_one_for_one", "result [w:y#1:worker]"));
  });
}

TEST(SupervisorInstances, SUP_93_that_are_not_restarted_disappear) {
  for (const Restart restart : {Restart::transient, Restart::temporary}) {
    over_seeds([restart](Lab& lab) {
      start(lab, instances_of(lab.worker("w", restart)), {"x", "y"});
      lab.exit("x", "normal");
      EXPECT_THAT(lab.happened(), ElementsAre("stop x#1 normal"));
      lab.ask(CountChildren{});
      EXPECT_THAT(lab.happened(), ElementsAre("result specs=1 active=1 supervisors=0 workers=1"));
    });
  }
}

TEST(SupervisorInstances, SUP_94_failed_or_ignored_start_adds_nothing) {
  over_seeds([](Lab& lab) {
    lab.conduct("x", {.starts = {"error:no", "ignore"}});
    start(lab, instances_of(lab.worker("w")), {});
    lab.ask(StartChild{Lab::argument("x")});
    lab.ask(StartChild{Lab::argument("x")});
    lab.ask(WhichChildren{});
    EXPECT_THAT(lab.happened(), ElementsAre("start x#1 error no", "start x#2 ignore",
                                            "result error no", "result ok undefined", "result []"));
  });
}

TEST(SupervisorInstances, SUP_95_failing_restart_is_retried_and_can_be_cancelled_by_the_old_pid) {
  over_seeds([](Lab& lab) {
    lab.conduct("x", {.starts = {"ok", "error:e"}});
    start(lab, instances_of(lab.worker("w"), 50), {"x", "y"});
    lab.suspend();
    lab.exit("x", "boom");
    lab.ask(WhichChildren{});
    lab.ask(CountChildren{});
    lab.ask(TerminateChild{.pid = lab.pid("x")});
    lab.resume();
    lab.ask(WhichChildren{});
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("stop x#1 boom", "report root#1 child_terminated x#1 boom", "start x#2 error e",
                    "report root#1 start_error x#1 e", "result [w:y#1:worker,w:restarting:worker]",
                    "result specs=1 active=1 supervisors=0 workers=2", "result ok",
                    "result [w:y#1:worker]"));
  });
}

TEST(SupervisorInstances, SUP_95_retries_until_it_succeeds) {
  over_seeds([](Lab& lab) {
    lab.conduct("x", {.starts = {"ok", "error:e1", "error:e2", "ok"}});
    start(lab, instances_of(lab.worker("w")), {"x"});
    lab.exit("x", "boom");
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("stop x#1 boom", "report root#1 child_terminated x#1 boom",
                    "start x#2 error e1", "report root#1 start_error x#1 e1", "start x#3 error e2",
                    "report root#1 start_error w e2", "start x#4 ok"));
  });
}

TEST(SupervisorInstances, SUP_96_are_stopped_at_the_same_time) {
  over_seeds([](Lab& lab) {
    for (const std::string id : {"x", "y", "z"}) lab.conduct(id, {.trap = "delay:150"});
    start(lab, instances_of(lab.worker("w")), {"x", "y", "z"});
    lab.stop_root("shutdown");
    const std::vector<std::string> lines = lab.happened();
    ASSERT_EQ(lines.size(), 7U);
    EXPECT_THAT(
        std::vector(lines.begin(), lines.begin() + 3),
        UnorderedElementsAre("signal x#1 shutdown", "signal y#1 shutdown", "signal z#1 shutdown"));
    EXPECT_EQ(lines.back(), "sup-exit root#1 shutdown");
  });
}

TEST(SupervisorInstances, SUP_96_survivors_are_killed_together_and_reported_once) {
  over_seeds([](Lab& lab) {
    lab.conduct("x", {.trap = "ignore"});
    lab.conduct("y", {.trap = "ignore"});
    start(lab, instances_of(lab.worker("w", Restart::temporary)), {"x", "y"});
    lab.stop_root("shutdown");
    EXPECT_THAT(lab.happened(), UnorderedElementsAre("signal x#1 shutdown", "signal y#1 shutdown",
                                                     "stop x#1 killed", "stop y#1 killed",
                                                     "report root#1 shutdown_error w*2 killed",
                                                     "sup-exit root#1 shutdown"));
  });
}

TEST(SupervisorInstances, SUP_97_auto_shutdown_by_any_or_by_the_last_instance) {
  over_seeds([](Lab& lab) {
    ChildSpec child = lab.worker("w", Restart::temporary);
    child.significant = true;
    SupervisorSpec spec = instances_of(child);
    spec.auto_shutdown = AutoShutdown::all_significant;
    start(lab, spec, {"x", "y"});
    lab.exit("x", "normal");
    EXPECT_THAT(lab.happened(), ElementsAre("stop x#1 normal"));
    lab.exit("y", "normal");
    EXPECT_EQ(lab.happened().back(), "sup-exit root#1 shutdown");
    spec.auto_shutdown = AutoShutdown::any_significant;
    start(lab, spec, {"x", "y"});
    lab.exit("x", "normal");
    EXPECT_EQ(lab.happened().back(), "sup-exit root#2 shutdown");
  });
}

}  // namespace
}  // namespace forlopp::runtime
