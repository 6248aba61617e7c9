// Goal: a client can stop a run at any moment, and say where it shall stop next.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/live/arguments.hpp"
#include "tests/unit/live/client.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::EventClass;
using management::Map;
using testing::HasSubstr;

const std::string pulled =
    "  - {fault: card_pulled, target: card 1/2, at: 20s, "
    "reinserted_after: 10s}\n";
const std::string killed = "  - {fault: process_killed, target: process path_finder, at: 20s}\n";

/// How the run stood when it came to stand for the second time: after what it was told first.
struct Stop {
  RunStatus status;
  std::int64_t steps = 0;
  std::uint64_t messages = 0;
};

Stop stop_after(const std::string& what, const Map& arguments, const std::string& faults = {}) {
  Client client;
  Stop stop;
  client.then(what, arguments).then([&] {
    stop.status = client.status();
    stop.steps = number_in(client.events(EventClass::lifecycle, "paused").back(), "at_step");
    stop.messages = client.inside().node.counts().messages;
  });
  client.drive(small_exchange(faults));
  return stop;
}

TEST(Modes, StandsStillBeforeItsFirstEventIfToldSo) {
  Client client;
  client.drive(small_exchange());
  EXPECT_EQ(client.statuses().front().mode, RunMode::paused);
  EXPECT_EQ(client.statuses().front().vtime, 0s);
  EXPECT_EQ(client.statuses().front().messages, 0U);
  EXPECT_EQ(client.status().mode, RunMode::over);
}

TEST(Modes, IsTheRunThatItWouldBeAlone) {
  Client client;
  client.then("step", {{"kind", "event"}, {"count", 1000}})
      .then("step", {{"kind", "tick"}})
      .then("until", {{"vtime", "20.0001s"}})
      .then("inspect")
      .then("dry_run", {{"fault", "card_crash"}, {"target", "any card"}})
      .then("until", {{"metric", "attempts >= 30"}})
      .then("pause");
  EXPECT_EQ(report_of(client.drive(small_exchange(pulled))),
            report_of(run_with(small_exchange(pulled))));
}

TEST(Modes, TellsWhatTheRunDoes) {
  Client client;
  client.drive(small_exchange());
  for (const char* kind : {"started", "paused", "runs", "over"}) {
    EXPECT_EQ(client.events(EventClass::lifecycle, kind).size(), 1U) << kind;
  }
  EXPECT_EQ(client.events(EventClass::lifecycle, "phase").size(), 2U);
}

TEST(Step, GoesEventByEvent) {
  EXPECT_EQ(stop_after("step", {{"kind", "event"}}).steps, 1);
  EXPECT_EQ(stop_after("step", {{"kind", "event"}, {"count", 100}}).steps, 100);
}

TEST(Step, GoesMessageByMessage) {
  EXPECT_EQ(stop_after("step", {{"kind", "message"}, {"count", 50}}).messages, 50U);
}

TEST(Step, GoesToTheNextMomentAtWhichSomethingIsDue) {
  const Stop one = stop_after("step", {{"kind", "tick"}});
  const Stop two = stop_after("step", {{"kind", "tick"}, {"count", 2}});
  EXPECT_GT(one.status.vtime, 0s);
  EXPECT_GT(two.status.vtime, one.status.vtime);
}

TEST(Step, GoesToTheNextThingThatASupervisorDoes) {
  const Stop stop = stop_after("step", {{"kind", "supervision"}}, killed);
  EXPECT_EQ(stop.status.vtime, 20s);
}

TEST(Step, FollowsOneProcess) {
  Client client;
  runtime::Pid store;
  client.then("until", {{"vtime", "10s"}})
      .then("step", {{"kind", "focus"}, {"process", "path_finder"}})
      .then([&] {
        store = client.inside().node.whereis(runtime::Name{"path_finder"});
        EXPECT_EQ(client.inside().node.last_to_run(), store);
      });
  client.drive(small_exchange());
  EXPECT_TRUE(store);
}

TEST(Until, StopsExactlyAtATime) {
  EXPECT_EQ(stop_after("until", {{"vtime", "12.345s"}}).status.vtime, 12345ms);
  EXPECT_EQ(stop_after("until", {{"vtime", 12'345'000'001}}).status.vtime, 12345000001ns);
  EXPECT_EQ(stop_after("until", {{"vtime", "20s"}}).status.vtime, 20s);
}

TEST(Until, StopsAtAnEvent) {
  Client client;
  client.then("until", {{"event", 6}}).then([&] {
    EXPECT_GE(client.events(EventClass::fault).size(), 2U);
    EXPECT_EQ(client.status().vtime, 20s);
  });
  client.drive(small_exchange(pulled));
}

TEST(Until, StopsAtARecovery) {
  EXPECT_EQ(stop_after("until", {{"level", 2}}, killed).status.vtime, 20s);
}

TEST(Until, StopsAtAnAlarm) {
  const Stop stop = stop_after("until", {{"alarm", "major"}}, pulled);
  EXPECT_GE(stop.status.vtime, 20s);
  EXPECT_LT(stop.status.vtime, 25s);
}

TEST(Until, StopsWhenAMeasurementIsReached) {
  const Stop stop = stop_after("until", {{"metric", "attempts >= 10"}});
  EXPECT_GT(stop.status.vtime, 1s);
  EXPECT_LT(stop.status.vtime, 40s);
  EXPECT_EQ(stop.status.vtime % 100ms, 0s);
}

TEST(Until, SaysWhatItWaitsFor) {
  Client client;
  client.then("until", {{"metric", "attempts >= 10"}});
  client.drive(small_exchange());
  EXPECT_EQ(find(client.done(0).result, "until")->get_if<std::string>()->substr(0, 8), "attempts");
}

TEST(Modes, SayWhichArgumentIsWrong) {
  Client client;
  client.then("step", {{"kind", "jump"}})
      .then("step", {{"count", 0}})
      .then("step", {{"kind", "focus"}, {"process", "nobody"}})
      .then("until", {})
      .then("until", {{"vtime", "soon"}})
      .then("until", {{"event", 1}})
      .then("until", {{"level", 9}})
      .then("until", {{"alarm", "terrible"}})
      .then("until", {{"metric", "carried > 3 E"}})
      .then("run", {{"pace", -1}})
      .then("dance");
  client.drive(small_exchange());
  EXPECT_THAT(client.refused(0), HasSubstr("kind: "));
  EXPECT_THAT(client.refused(1), HasSubstr("count: "));
  EXPECT_THAT(client.refused(2), HasSubstr("process: "));
  EXPECT_THAT(client.refused(3), HasSubstr("until: "));
  EXPECT_THAT(client.refused(4), HasSubstr("vtime: "));
  EXPECT_THAT(client.refused(5), HasSubstr("event: "));
  EXPECT_THAT(client.refused(6), HasSubstr("level: "));
  EXPECT_THAT(client.refused(7), HasSubstr("alarm: "));
  EXPECT_THAT(client.refused(8), HasSubstr("metric: "));
  EXPECT_THAT(client.refused(9), HasSubstr("pace: "));
  EXPECT_THAT(client.refused(10), HasSubstr("no such word"));
}

TEST(Modes, StayAndAnswerWhenTheRunIsOver) {
  Client client;
  client.then("run").then("inspect").then("pause").then(
      [&] { EXPECT_EQ(client.status().mode, RunMode::over); });
  client.drive(small_exchange(), RunControlOptions::Ending::stay);
  EXPECT_EQ(client.refused(1), "done");
  EXPECT_EQ(client.refused(2), "the run has ended");
}

}  // namespace
}  // namespace forlopp::live
