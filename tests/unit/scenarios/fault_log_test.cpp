#include <map>

#include <gtest/gtest.h>

#include "scenarios/engine/run_fault_log.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using callmodel::CallId;
using exchange::ProbableCause;

/// A log whose calls are where the test says.
class FaultLogTest : public testing::Test {
 protected:
  FaultLogTest() {
    log_.expect([this](CallId call) { return places_[call]; });
  }

  void strike(const char* kind, const std::string& object, Duration at, Duration lasting = {}) {
    log_.struck({.at = at,
                 .name = kind,
                 .kind = kind,
                 .target = object,
                 .object = object,
                 .lasting = lasting});
  }
  void raise(const std::string& object, ProbableCause cause, Duration now) {
    log_.alarm_raised({.object = object,
                       .cause = cause,
                       .severity = exchange::Severity::major,
                       .text = "",
                       .raised = runtime::Instant{now}});
  }
  void clear(const std::string& object, ProbableCause cause, Duration now) {
    log_.alarm_cleared({.object = object,
                        .cause = cause,
                        .severity = exchange::Severity::major,
                        .text = "",
                        .raised = {},
                        .cleared = runtime::Instant{now}});
  }
  void supervise(runtime::SupervisorReport::Kind kind, const char* child, Duration now) {
    log_.supervised({.when = runtime::Instant{now},
                     .kind = kind,
                     .supervisor = {},
                     .supervisor_label = "",
                     .child = child,
                     .pid = {}});
  }
  void lose(CallId call, std::vector<std::string> objects, Duration now) {
    places_[call] = std::move(objects);
    log_.lost_stable(call, now);
  }
  FaultRecord record(std::size_t index) const { return log_.records()[index]; }

  std::map<CallId, std::vector<std::string>> places_{};
  FaultLog log_{};
};

TEST_F(FaultLogTest, EachCallIsLostByTheCardThatItNeeded) {
  strike("card_pulled", "card 1/4", 10s);
  strike("card_pulled", "card 1/5", 10s);
  lose(CallId{1}, {"line 1/4/2", "card 1/4"}, 10s);
  lose(CallId{2}, {"line 1/5/2", "card 1/5"}, 10s);
  lose(CallId{3}, {"line 1/5/3", "card 1/5"}, 11s);
  EXPECT_EQ(record(0).lost_stable, 1U);
  EXPECT_EQ(record(1).lost_stable, 2U);
}

TEST_F(FaultLogTest, ACallThatNeedsNothingBrokenIsLostByNone) {
  strike("card_pulled", "card 1/4", 10s);
  lose(CallId{1}, {"line 2/4/2", "card 2/4"}, 20s);
  lose(CallId{2}, {}, 20s);
  EXPECT_EQ(record(0).lost_stable, 0U);
}

TEST_F(FaultLogTest, AFaultThatIsOverCostsNothingMore) {
  strike("card_pulled", "card 1/4", 10s);
  raise("card 1/4", ProbableCause::replaceable_unit_removed, 11s);
  clear("card 1/4", ProbableCause::replaceable_unit_removed, 70s);
  lose(CallId{1}, {"card 1/4"}, 100s);
  EXPECT_EQ(record(0).recovered_after, 60s);
  EXPECT_EQ(record(0).lost_stable, 0U);
}

TEST_F(FaultLogTest, AProcessThatServesAllCostsThoseThatNothingElseExplains) {
  strike("card_pulled", "card 1/4", 10s);
  strike("supervisor_killed", "calls", 20s);
  lose(CallId{1}, {"card 1/4"}, 20s);
  lose(CallId{2}, {"card 1/5"}, 20s);
  lose(CallId{3}, {"card 1/5"}, 50s);
  EXPECT_EQ(record(0).lost_stable, 1U);
  EXPECT_EQ(record(1).lost_stable, 1U);
}

TEST_F(FaultLogTest, ALaterCrashOfTheCardDoesNotTellOfAStorm) {
  strike("off_hook_storm", "card 1/4", 10s);
  raise("card 1/4", ProbableCause::line_card_problem, 20s);
  clear("card 1/4", ProbableCause::line_card_problem, 30s);
  EXPECT_FALSE(record(0).detected_after);
  EXPECT_FALSE(record(0).recovered_after);
}

TEST_F(FaultLogTest, AStormIsNoticedByOverloadControl) {
  strike("off_hook_storm", "card 1/4", 10s);
  raise("exchange", ProbableCause::congestion, 12s);
  clear("exchange", ProbableCause::congestion, 30s);
  EXPECT_EQ(record(0).detected_after, 2s);
  EXPECT_EQ(record(0).recovered_after, 20s);
}

TEST_F(FaultLogTest, ASignThatComesMuchLaterBelongsToSomethingElse) {
  strike("card_pulled", "card 1/4", 10s);
  raise("card 1/4", ProbableCause::replaceable_unit_removed, 1h);
  clear("card 1/4", ProbableCause::replaceable_unit_removed, 2h);
  EXPECT_FALSE(record(0).detected_after);
  EXPECT_FALSE(record(0).recovered_after);
}

TEST_F(FaultLogTest, ABabblingLineIsRightAgainOnlyWhenItBabblesNoMore) {
  strike("babbling_line", "line 1/3/7", 0s, 10min);
  raise("line 1/3/7", ProbableCause::line_babbling, 1s);
  clear("line 1/3/7", ProbableCause::line_babbling, 11s);
  raise("line 1/3/7", ProbableCause::line_babbling, 12s);
  log_.passed(10min);
  EXPECT_FALSE(record(0).recovered_after);
  clear("line 1/3/7", ProbableCause::line_babbling, 12min);
  EXPECT_EQ(record(0).detected_after, 1s);
  EXPECT_EQ(record(0).recovered_after, 12min);
}

TEST_F(FaultLogTest, WhatEndsByItselfWithNoAlarmLeftIsOverThen) {
  strike("message_loss", "link of card 1/3", 1min, 5min);
  log_.passed(5min);
  EXPECT_FALSE(record(0).recovered_after);
  log_.passed(7min);
  EXPECT_EQ(record(0).recovered_after, 5min);
}

TEST_F(FaultLogTest, FaultsOfOneNameLastAsLongAsEachOfThemSays) {
  strike("message_loss", "link of card 1/3", 0s, 5min);
  strike("message_loss", "link of card 1/4", 0s, 7min);
  log_.passed(8min);
  EXPECT_EQ(record(0).recovered_after, 5min);
  EXPECT_EQ(record(1).recovered_after, 7min);
}

TEST_F(FaultLogTest, WhatIsTakenBackIsOverThenAndSaysSo) {
  strike("message_loss", "link of card 1/3", 1min, 5min);
  strike("message_loss", "link of card 1/4", 1min);
  log_.taken_back("message_loss", "link of card 1/3", 2min);
  log_.taken_back("message_loss", "link of card 1/4", 3min);
  log_.passed(10min);
  EXPECT_EQ(record(0).recovered_after, 1min);
  EXPECT_EQ(record(0).taken_back_after, 1min);
  EXPECT_EQ(record(1).recovered_after, 2min);
}

TEST_F(FaultLogTest, ACardThatIsPutBackIsRightWhenTheExchangeShowsIt) {
  strike("card_pulled", "card 1/4", 10s);
  raise("card 1/4", ProbableCause::replaceable_unit_removed, 11s);
  log_.taken_back("card_pulled", "card 1/4", 30s);
  EXPECT_FALSE(record(0).recovered_after);
  clear("card 1/4", ProbableCause::replaceable_unit_removed, 32s);
  EXPECT_EQ(record(0).taken_back_after, 20s);
  EXPECT_EQ(record(0).recovered_after, 22s);
}

TEST_F(FaultLogTest, WhatIsAlreadyOverIsNotTakenBack) {
  strike("message_loss", "link of card 1/3", 1min, 1min);
  log_.passed(2min);
  log_.taken_back("message_loss", "link of card 1/3", 3min);
  EXPECT_FALSE(record(0).taken_back_after);
  EXPECT_EQ(record(0).recovered_after, 1min);
}

TEST_F(FaultLogTest, WhatLastsLongerThanTheRunOutlivesIt) {
  strike("permanent_off_hook", "line 1/3/7", 1min);
  strike("message_loss", "link of card 1/3", 1min, 10min);
  strike("card_pulled", "card 1/4", 1min);
  log_.passed(5min);
  const auto records = log_.records_at_end(5min);
  EXPECT_TRUE(records[0].outlived_run);
  EXPECT_TRUE(records[1].outlived_run);
  EXPECT_FALSE(records[2].outlived_run);
}

TEST_F(FaultLogTest, AKilledProcessIsMatchedWithItsSupervisorsReports) {
  using Kind = runtime::SupervisorReport::Kind;
  strike("process_killed", "card 1/9", 10s);
  raise("card 1/9", ProbableCause::line_card_problem, 10s);
  EXPECT_FALSE(record(0).detected_after);
  supervise(Kind::child_terminated, "card 1/9", 11s);
  supervise(Kind::child_restarted, "card 1/9", 12s);
  EXPECT_EQ(record(0).detected_after, 1s);
  EXPECT_EQ(record(0).recovered_after, 2s);
}

TEST_F(FaultLogTest, AStruckCallIsOverWhenItIsReleasedAndIsItsOwnLoss) {
  strike("half_call_crash", "call 7", 10s);
  log_.call_released(CallId{7}, 11s);
  lose(CallId{7}, {"call 7", "card 1/4"}, 11s);
  EXPECT_EQ(record(0).recovered_after, 1s);
  EXPECT_EQ(record(0).lost_stable, 1U);
}

}  // namespace
}  // namespace forlopp::scenario
