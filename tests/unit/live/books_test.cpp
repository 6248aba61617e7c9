// Goal: the books of a run count right where a run does not lead by chance.
#include "scenarios/live/books.hpp"

#include <chrono>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/supervisor.hpp"
#include "scenarios/live/arguments.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using runtime::Instant;
using runtime::Pid;
using Kind = runtime::SupervisorReport::Kind;

runtime::SupervisorReport report(Instant when, Kind kind, Pid child, std::uint32_t counted) {
  return {.when = when,
          .kind = kind,
          .supervisor = Pid{1, 1},
          .supervisor_label = "top",
          .child = "worker",
          .pid = child,
          .restarts_in_period = counted,
          .restarts_max = 3};
}

TEST(RestartBook, CountsARestartAsLongAsThePeriodLasts) {
  RestartBook book;
  book.note(report(Instant{0s}, Kind::child_started, Pid{2, 1}, 0));
  for (std::uint32_t i = 1; i <= 3; ++i) {
    const Instant when{i * 1s};
    book.note(report(when, Kind::child_terminated, Pid{2, i}, i - 1));
    book.note(report(when, Kind::child_restarted, Pid{2, i + 1}, i));
  }
  EXPECT_EQ(book.budget_used(Pid{1, 1}, 5s, Instant{3s}), 3U);
  EXPECT_EQ(book.budget_used(Pid{1, 1}, 5s, Instant{6500ms}), 2U);
  EXPECT_EQ(book.budget_used(Pid{1, 1}, 5s, Instant{9s}), 0U);
  EXPECT_EQ(book.restarts_of("top/worker"), 3U);
  EXPECT_EQ(*book.key_of(Pid{2, 4}), "top/worker");
  EXPECT_EQ(book.key_of(Pid{2, 1}), std::nullopt);
}

TEST(RestartBook, CountsOneRestartHoweverManyChildrenItStarts) {
  RestartBook book;
  book.note(report(Instant{1s}, Kind::child_terminated, Pid{2, 1}, 0));
  for (std::uint32_t i = 2; i <= 4; ++i) {
    book.note(report(Instant{i * 1s}, Kind::child_restarted, Pid{i, 2}, 1));
  }
  EXPECT_EQ(book.budget_used(Pid{1, 1}, 60s, Instant{5s}), 1U);
  EXPECT_EQ(book.restarts(), 3U);
}

TEST(RestartBook, RemembersForFiveSecondsWhatWasRestarted) {
  RestartBook book;
  book.note(report(Instant{1s}, Kind::child_restarted, Pid{2, 2}, 1));
  EXPECT_EQ(book.recency_of(Pid{2, 2}, Instant{2s}), management::State::restarting);
  EXPECT_EQ(book.recency_of(Pid{2, 2}, Instant{4s}), management::State::recovered);
  EXPECT_EQ(book.recency_of(Pid{2, 2}, Instant{7s}), std::nullopt);
  book.forget_before(Instant{7s});
  EXPECT_FALSE(book.has_recent());
}

TEST(RestartBook, KnowsWhoHadAKeyBeforeAndWhoIsAboveItsSupervisor) {
  RestartBook book;
  book.note(report(Instant{0s}, Kind::child_started, Pid{2, 1}, 0));
  EXPECT_EQ(book.former_of("top/worker"), Pid{});
  book.note(report(Instant{1s}, Kind::child_terminated, Pid{2, 1}, 0));
  runtime::SupervisorReport again = report(Instant{1s}, Kind::child_restarted, Pid{2, 2}, 1);
  book.note(again);
  EXPECT_EQ(book.former_of("top/worker"), (Pid{2, 1}));
  EXPECT_EQ(book.key_above(again), std::nullopt);
  again.supervisor = Pid{2, 2};
  again.supervisor_label = "worker";
  EXPECT_EQ(book.key_above(again), "top");
  EXPECT_EQ(book.label_above(again), "top");
}

TEST(RestartBook, SaysNothingOfAFormerProcessThatItCannotTell) {
  RestartBook book;
  const auto note = [&](Kind kind, Pid pid) {
    runtime::SupervisorReport one = report(Instant{1s}, kind, pid, 1);
    one.strategy = runtime::Strategy::simple_one_for_one;
    one.is_restarted = kind == Kind::child_terminated;
    book.note(one);
  };
  note(Kind::child_terminated, Pid{2, 1});
  note(Kind::start_error, Pid{2, 1});
  note(Kind::child_terminated, Pid{3, 1});
  note(Kind::child_restarted, Pid{3, 2});
  EXPECT_EQ(book.former_of("top/worker"), (Pid{3, 1}));
  note(Kind::child_restarted, Pid{4, 2});
  EXPECT_EQ(book.former_of("top/worker"), Pid{});
}

TEST(CallBook, CountsThoseThatAreAnsweredAndUp) {
  CallBook book;
  for (std::uint64_t i = 1; i <= 3; ++i) book.began(callmodel::CallId{i}, Instant{});
  book.answered({.call = callmodel::CallId{1}});
  book.answered({.call = callmodel::CallId{1}});
  book.answered({.call = callmodel::CallId{2}});
  EXPECT_EQ(book.stable(), 2U);
  book.ended({.call = callmodel::CallId{1}});
  book.ended({.call = callmodel::CallId{3}});
  EXPECT_EQ(book.stable(), 1U);
}

TEST(GroupBook, KnowsTheTrafficOfTheLastQuarterOfAnHour) {
  GroupBook book;
  book.busy(0, Instant{0min}, 4);
  book.busy(0, Instant{60min}, 0);
  EXPECT_NEAR(book.traffic(0, Instant{60min}).carried, 4, 0.1);
  EXPECT_NEAR(book.traffic(0, Instant{67min + 30s}).carried, 2, 0.1);
  EXPECT_NEAR(book.traffic(0, Instant{90min}).carried, 0, 1e-9);
}

TEST(GroupBook, TakesWhatWasRefusedForTrafficThatWasOffered) {
  GroupBook book;
  book.busy(2, Instant{0s}, 3);
  book.sought(2, Instant{10s}, exchange::Sought::found);
  book.sought(2, Instant{20s}, exchange::Sought::none);
  const GroupBook::Traffic traffic = book.traffic(2, Instant{30s});
  EXPECT_NEAR(traffic.carried, 3, 1e-9);
  EXPECT_NEAR(traffic.offered, 6, 1e-9);
  EXPECT_NEAR(traffic.blocking, 0.5, 1e-9);
  EXPECT_EQ(book.group(2).blocked, 1U);
  EXPECT_EQ(book.group(7).offered, 0U);
}

TEST(GroupBook, KeepsEachTenSecondsOfTheLastHour) {
  GroupBook book;
  book.open(2);
  book.busy(1, Instant{5s}, 4);
  book.sought(1, Instant{12s}, exchange::Sought::none);
  book.busy(1, Instant{15s}, 0);
  book.pass(Instant{31s});
  const auto& slots = book.slots(1);
  ASSERT_EQ(slots.size(), 4U);
  EXPECT_NEAR(slots[0].busy_seconds, 20, 1e-9);
  EXPECT_NEAR(slots[1].busy_seconds, 20, 1e-9);
  EXPECT_EQ(slots[1].refused, 1U);
  EXPECT_NEAR(slots[2].busy_seconds, 0, 1e-9);
  EXPECT_EQ(book.slots(0).size(), 4U);
  EXPECT_TRUE(book.slots(2).empty());
  book.pass(Instant{2h});
  ASSERT_EQ(book.slots(1).size(), 360U);
  EXPECT_EQ(book.slots(1).front().number, 361);
}

TEST(GroupBook, TellsTheTrafficUntilASlotAsItWasThen) {
  GroupBook book;
  std::vector<double> then;
  for (std::int64_t slot = 0; slot < 200; ++slot) {
    const Instant start{slot * 10s};
    book.busy(0, start + 3s, static_cast<std::uint32_t>(slot % 7));
    book.sought(0, start + 4s, slot % 3 == 0 ? exchange::Sought::none : exchange::Sought::found);
    book.pass(start + 10s - 1ns);
    then.push_back(book.traffic(0, start + 10s - 1ns).offered);
  }
  for (std::int64_t slot = 0; slot < 199; ++slot) {
    EXPECT_NEAR(book.traffic_until(0, slot).offered, then[static_cast<std::size_t>(slot)], 1e-6);
  }
}

TEST(CallBook, DropsTheOldestOfTooManyThatHaveEnded) {
  CallBook book;
  for (std::uint64_t i = 1; i <= CallBook::ended_max + 5; ++i) {
    book.began(callmodel::CallId{i}, Instant{});
    book.ended({.call = callmodel::CallId{i}});
  }
  EXPECT_EQ(book.calls().size(), CallBook::ended_max);
  EXPECT_EQ(book.living(), 0U);
  EXPECT_EQ(book.dropped_since(0)->size(), 5U);
  EXPECT_TRUE(book.dropped_since(book.version())->empty());
}

TEST(SeriesBook, HasASecondForEachSecond) {
  SeriesBook book;
  book.call_began(Instant{500ms});
  book.call_began(Instant{3500ms});
  book.pass(Instant{4s});
  ASSERT_EQ(book.seconds().size(), 5U);
  EXPECT_EQ(book.seconds()[0].attempts, 1U);
  EXPECT_EQ(book.seconds()[1].attempts, 0U);
  EXPECT_EQ(book.seconds()[2].calls_up, 1U);
  EXPECT_EQ(book.seconds()[4].calls_up, 2U);
  EXPECT_EQ(book.sum_of_last(2).attempts, 1U);
  EXPECT_EQ(book.sum_of_last(60).attempts, 2U);
}

TEST(Arguments, ReadPidsAsTheyArePrinted) {
  EXPECT_EQ(read_pid(to_string(Pid{17, 3})), (Pid{17, 3}));
  for (const char* wrong : {"", "<>", "<0.1>", "<0.1.2", "0.1.2", "<0.1.2.3>", "<1.1.1>", "<0.1.0>",
                            "<0.-1.1>", "<0.1.99999999999>"}) {
    EXPECT_FALSE(read_pid(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace forlopp::live
