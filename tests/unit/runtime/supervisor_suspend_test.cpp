#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/supervisor.hpp"
#include "tests/unit/runtime/supervision_lab.hpp"

/// Supervisors and system messages.
namespace forlopp::runtime {
namespace {

using lab::Lab;
using lab::over_seeds;
using testing::ElementsAre;
using testing::IsEmpty;

void start(Lab& lab) {
  lab.start({.children = {lab.worker("a"), lab.worker("b")}});
  lab.happened();
}

TEST(SupervisorSuspend, SYS_01_everything_waits_and_is_handled_in_order_after_resume) {
  over_seeds([](Lab& lab) {
    start(lab);
    lab.suspend();
    lab.ask(TerminateChild{.id = "b"});
    lab.exit("a", "boom");
    lab.ask(CountChildren{});
    EXPECT_THAT(lab.happened(), ElementsAre("stop a#1 boom"));
    lab.resume();
    EXPECT_THAT(
        lab.happened(),
        ElementsAre("stop b#1 shutdown", "report root#1 child_terminated a#1 boom", "start a#2 ok",
                    "result ok", "result specs=2 active=1 supervisors=0 workers=2"));
  });
}

TEST(SupervisorSuspend, SYS_02_twice_is_once) {
  over_seeds([](Lab& lab) {
    start(lab);
    lab.resume();
    lab.suspend();
    lab.suspend();
    lab.ask(CountChildren{});
    EXPECT_THAT(lab.happened(), IsEmpty());
    lab.resume();
    EXPECT_THAT(lab.happened(), ElementsAre("result specs=2 active=2 supervisors=0 workers=2"));
  });
}

TEST(SupervisorSuspend, SYS_03_exit_of_the_parent_is_obeyed_all_the_same) {
  over_seeds([](Lab& lab) {
    start(lab);
    lab.suspend();
    lab.stop_root("done");
    EXPECT_THAT(lab.happened(),
                ElementsAre("stop b#1 shutdown", "stop a#1 shutdown", "sup-exit root#1 done"));
  });
}

TEST(SupervisorSuspend, SUP_24_child_that_is_dead_does_not_count_although_nobody_knows_yet) {
  over_seeds([](Lab& lab) {
    start(lab);
    lab.suspend();
    lab.ask(CountChildren{});
    lab.exit("a", "boom");
    lab.resume();
    EXPECT_EQ(lab.happened().back(), "result specs=2 active=1 supervisors=0 workers=2");
  });
}

}  // namespace
}  // namespace forlopp::runtime
