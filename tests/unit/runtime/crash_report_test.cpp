#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/gen_server.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {

/// With external linkage, so that stacks can name it.
[[gnu::noinline]] void fail_with_a_name() {
  throw std::runtime_error{"no such circuit"};
}

namespace {

using namespace test;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Seizure {
  int circuit;
};

class Trunk : public GenServer<Trunk> {
 public:
  using Infos = Messages<Seizure, Go>;
  void handle_info(Context&, Seizure&) {}
  void handle_info(Context&, Go&) { fail_with_a_name(); }
  std::string_view state_name() const override { return "seized"; }
};

TEST(CrashReport, PL_05_tells_what_is_known_of_the_process) {
  tell(
      [](Context self, EventLog*) -> Task<> {
        self.trap_exit();
        SpawnOptions options{.label = {"trunk", 7}};
        options.name = Name{"crash_report_test.trunk"};
        const Pid trunk = self.spawn_link<Trunk>(options);
        self.send(trunk, Seizure{1});
        self.send(trunk, Seizure{2});
        self.send(trunk, Go{});
        const ExitReason reason = co_await trapped_exit(self);
      },
      [](const Told& told) {
        const CrashReport report = told.crash_of("trunk 7");
        EXPECT_EQ(report.reason, ExitReason::error("no such circuit"));
        EXPECT_EQ(report.name.text(), "crash_report_test.trunk");
        EXPECT_EQ(report.state, "seized");
        EXPECT_EQ(report.parent_label, "story");
        EXPECT_FALSE(report.by_link);
        ASSERT_THAT(report.links, SizeIs(1));
        EXPECT_EQ(report.links.front(), report.parent);
        ASSERT_THAT(report.black_box, SizeIs(3));
        EXPECT_EQ(report.black_box[0].type, "Seizure");
        EXPECT_EQ(report.black_box[2].type, "Go");
        EXPECT_EQ(report.black_box[2].sender, report.parent);
        EXPECT_EQ(report.black_box[2].sender_label, "story");
        EXPECT_LE(report.black_box[0].when, report.black_box[2].when);
        EXPECT_LE(report.black_box[2].when, report.when);
      });
}

/// Spawns, under such numbers, one below the other; the last one fails.
Task<> generation(Context self, std::uint32_t number, std::uint32_t last) {
  if (number == last) self.exit(ExitReason{"fall"});
  self.spawn({.label = {"generation", number + 1}}, script(&generation, number + 1, last));
  const Message never = co_await sleep(self, infinity);
}

TEST(CrashReport, PL_05_names_the_ancestors_nearest_first) {
  tell(
      [](Context self, EventLog*) -> Task<> {
        self.spawn({.label = {"generation", 1}}, script(&generation, 1U, 4U));
        const Message settled = co_await sleep(self, std::chrono::milliseconds{20});
      },
      [](const Told& told) {
        const CrashReport report = told.crash_of("generation 4");
        EXPECT_EQ(report.parent_label, "generation 3");
        std::vector<std::string> above;
        for (const Ancestor& ancestor : report.ancestors) above.push_back(ancestor.label);
        EXPECT_THAT(above, testing::ElementsAre("generation 2", "generation 1", "story"));
      });
}

Task<> tells_who_it_is_and_fails(Context self, Pid story) {
  self.send(story, From{self.self(), Ref{}});
  const Message go = co_await receive_any<Go>(self);
  self.exit(ExitReason{"fall"});
}

Task<> parent_of_failing(Context self, Pid story) {
  self.spawn({.label = {"failing"}}, script(&tells_who_it_is_and_fails, story));
  const Message never = co_await sleep(self, infinity);
}

Task<> grandparent_of_failing(Context self, Pid story) {
  self.spawn({.label = {"parent"}}, script(&parent_of_failing, story));
  co_return;
}

TEST(CrashReport, PL_05_names_an_ancestor_that_is_gone_by_its_pid) {
  tell(
      [](Context self, EventLog* log) -> Task<> {
        const Monitored above = self.spawn_monitor({.label = {"grandparent"}},
                                                   script(&grandparent_of_failing, self.self()));
        const ExitReason gone = co_await down_of(self, above.ref);
        log->add(to_string(above.pid));
        const Message message = co_await receive_any<From>(self);
        const Pid failing = message.get_if<From>()->pid;
        const Ref end = self.monitor(failing);
        self.send(failing, Go{});
        const ExitReason reason = co_await down_of(self, end);
      },
      [](const Told& told) {
        const CrashReport report = told.crash_of("failing");
        EXPECT_EQ(report.parent_label, "parent");
        ASSERT_THAT(report.ancestors, testing::Not(IsEmpty()));
        EXPECT_EQ(to_string(report.ancestors.front().pid), told.log.at(0));
        EXPECT_EQ(report.ancestors.front().label, "");
      });
}

TEST(CrashReport, ShowsTheFunctionThatFailedAndLeavesOutTheMachinery) {
  tell(
      [](Context self, EventLog*) -> Task<> {
        const Monitored trunk = self.spawn_monitor<Trunk>({.label = {"trunk"}});
        self.send(trunk.pid, Go{});
        const ExitReason reason = co_await down_of(self, trunk.ref);
      },
      [](const Told& told) {
        const CrashReport report = told.crash_of("trunk");
        ASSERT_THAT(report.reason.stack(), testing::Not(IsEmpty()));
        EXPECT_THAT(report.reason.stack().front(), HasSubstr("fail_with_a_name"));
        for (const auto& frame : report.reason.stack()) {
          EXPECT_THAT(frame, testing::Not(HasSubstr("__cxa_throw")));
          EXPECT_THAT(frame, testing::Not(HasSubstr("lifecycle")));
        }
      });
}

TEST(CrashReport, SaysWhenALinkPulledTheProcessAlong) {
  tell(
      [](Context self, EventLog*) -> Task<> {
        const auto parent = [](Context me) -> Task<> {
          me.spawn_link({.label = {"follower"}}, script(&idle));
          me.exit(ExitReason{"fall"});
          co_return;
        };
        const Monitored leader = self.spawn_monitor({.label = {"leader"}}, script(+parent));
        const ExitReason reason = co_await down_of(self, leader.ref);
        const Message settled = co_await sleep(self, std::chrono::milliseconds{20});
      },
      [](const Told& told) {
        EXPECT_FALSE(told.crash_of("leader").by_link);
        EXPECT_TRUE(told.crash_of("follower").by_link);
        EXPECT_EQ(told.crash_of("follower").reason, ExitReason{"fall"});
      });
}

TEST(CrashReport, PL_05_is_not_made_of_orderly_ends) {
  tell(
      [](Context self, EventLog*) -> Task<> {
        for (const ExitReason& reason : {ExitReason{}, ExitReason{ExitReason::Kind::shutdown},
                                         ExitReason::shutdown_because("closing time")}) {
          const Monitored child = self.spawn_monitor({}, script(&ends_with, reason));
          const ExitReason seen = co_await down_of(self, child.ref);
        }
      },
      [](const Told& told) { EXPECT_THAT(told.crashes, IsEmpty()); });
}

TEST(CrashReport, CountsTheMessagesThatWaited) {
  tell(
      [](Context self, EventLog*) -> Task<> {
        const auto choosy = [](Context me) -> Task<> {
          const Message go = co_await receive_any<Go>(me);
          me.exit(ExitReason{"crash"});
        };
        const Monitored child = self.spawn_monitor({.label = {"choosy"}}, script(+choosy));
        for (int i = 0; i < 5; ++i) self.send(child.pid, Seizure{i});
        self.send(child.pid, Go{});
        const ExitReason reason = co_await down_of(self, child.ref);
      },
      [](const Told& told) { EXPECT_EQ(told.crash_of("choosy").messages_waiting, 5U); });
}

TEST(CrashReport, ReadsWell) {
  const CrashReport report{
      .when = Instant{std::chrono::milliseconds{1500}},
      .pid = Pid{7, 1},
      .label = "trunk 7",
      .name = Name{"trunk"},
      .reason = ExitReason::error("no such circuit", {"Trunk::seize() +0x12"}),
      .state = "seized",
      .parent = Pid{1, 1},
      .parent_label = "trunks",
      .started = Instant{std::chrono::milliseconds{500}},
      .messages_waiting = 2,
      .black_box = {{.when = Instant{std::chrono::milliseconds{1400}},
                     .sender = Pid{3, 1},
                     .sender_label = "card 3",
                     .type = "Seizure"}},
      .links = {Pid{1, 1}},
      .ancestors = {{Pid{2, 1}, "exchange"}, {Pid{5, 3}, ""}},
  };
  EXPECT_EQ(to_string(report), R"(trunk 7 <0.7.1> ended at 1.500000 s: error: no such circuit
  name      trunk
  state     seized
  parent    <0.1.1> trunks
  ancestor  <0.2.1> exchange
  ancestor  <0.5.3>
  lived     1.000000 s
  waiting   2 messages
  linked    <0.1.1>
  at        Trunk::seize() +0x12
      1.400000  Seizure                  from <0.3.1> card 3
)");
}

}  // namespace
}  // namespace forlopp::runtime
