#include <algorithm>
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hwsim/traffic_source.hpp"
#include "tests/unit/hwsim/telephone_lab.hpp"

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;

LabPlan town(std::uint16_t cards = 16) {
  LabPlan plan{.equipment = {.shelves = 1, .slots = cards, .ports = 32}, .number_length = 5};
  CallingClass& callers = plan.people.classes.front();
  callers.habits.holding_time = Distribution::exponential(90s);
  callers.habits.answer_delay = {};
  callers.destinations = {{.kind = DestinationKind::local}};
  return plan;
}

std::ptrdiff_t count(const std::vector<CallOutcome>& outcomes, CallResult result) {
  return std::ranges::count(outcomes, result, &CallOutcome::result);
}

TEST(Traffic, ArrivesAtTheRateThatWasAskedFor) {
  TelephoneLab lab{town()};
  const runtime::Pid source = lab.equipment().start_traffic({.rate = 0.5, .lines = 512});
  lab.pass(4h);
  const auto counts = lab.ask<TrafficCounts>(source, CountTraffic{});
  EXPECT_NEAR(static_cast<double>(counts.arrivals), 7'200.0, 4 * 85.0);
  EXPECT_EQ(counts.without_line, 0U);
}

TEST(Traffic, GivesEveryArrivalAnOutcome) {
  TelephoneLab lab{town()};
  const runtime::Pid source = lab.equipment().start_traffic({.rate = 0.5, .lines = 512});
  lab.pass(2h);
  lab.node().send(source, StopTraffic{});
  lab.pass(1h);
  const auto counts = lab.ask<TrafficCounts>(source, CountTraffic{});
  EXPECT_EQ(lab.outcomes().size(), counts.arrivals);
  EXPECT_EQ(count(lab.outcomes(), CallResult::answered) + count(lab.outcomes(), CallResult::busy),
            static_cast<std::ptrdiff_t>(counts.arrivals));
}

/// 4 erlangs on 6 channels lose 11.7 % (Erlang B); calls to busy lines are kept rare by many lines.
TEST(Traffic, IsBlockedAsErlangFound) {
  LabPlan plan = town(64);
  plan.exchange.calls_max = 6;
  TelephoneLab lab{std::move(plan)};
  lab.equipment().start_traffic({.rate = 4.0 / 90.0, .lines = 2'048});
  lab.pass(100h);
  const auto congested = static_cast<double>(count(lab.outcomes(), CallResult::congestion));
  const double share = congested / static_cast<double>(lab.outcomes().size());
  EXPECT_NEAR(share, 0.1172, 0.012);
}

TEST(Traffic, OfFiniteSourcesSlowsDownWhileTheyTalk) {
  LabPlan plan = town(1);
  TelephoneLab lab{std::move(plan)};
  // Each line calls once in 90 s when idle and talks for 90 s; being called makes it busier still.
  lab.equipment().start_traffic({.model = SourceModel::finite, .rate = 1.0 / 90.0, .lines = 32});
  lab.pass(10h);
  const double attempts = static_cast<double>(lab.people_of(0).attempts);
  const double if_always_idle = 32.0 * 36'000.0 / 90.0;
  EXPECT_LT(attempts, 0.75 * if_always_idle);
  EXPECT_GT(attempts, 0.40 * if_always_idle);
}

TEST(Traffic, StopsWhenItIsTold) {
  TelephoneLab lab{town(1)};
  const runtime::Pid source = lab.equipment().start_traffic(
      {.model = SourceModel::finite, .rate = 1.0 / 90.0, .lines = 32});
  lab.pass(1h);
  lab.node().send(source, StopTraffic{});
  lab.pass(1h);
  const auto before = lab.people_of(0).attempts;
  lab.pass(1h);
  EXPECT_EQ(lab.people_of(0).attempts, before);
  EXPECT_EQ(lab.people_of(0).outcomes, before);
}

TEST(Traffic, FollowsItsProfile) {
  LabPlan plan = town();
  plan.people.classes.front().profile.step(1h, 0.0).step(2h, 2.0);
  TelephoneLab lab{std::move(plan)};
  const runtime::Pid source = lab.equipment().start_traffic({.rate = 0.2, .lines = 512});
  auto arrivals_in_an_hour = [&, so_far = std::uint64_t{0}]() mutable {
    lab.pass(1h);
    const auto total = lab.ask<TrafficCounts>(source, CountTraffic{}).arrivals;
    return static_cast<double>(total - std::exchange(so_far, total));
  };
  EXPECT_NEAR(arrivals_in_an_hour(), 720.0, 110.0);
  EXPECT_EQ(arrivals_in_an_hour(), 0.0);
  EXPECT_NEAR(arrivals_in_an_hour(), 1'440.0, 155.0);
}

TEST(Traffic, CountsArrivalsThatFindNoIdleLine) {
  LabPlan plan{.equipment = {.shelves = 1, .slots = 1, .ports = 2}};
  plan.people.classes.front().destinations = {{.kind = DestinationKind::no_digits}};
  plan.people.classes.front().habits.silence_patience = Distribution::constant(1h);
  TelephoneLab lab{std::move(plan)};
  const runtime::Pid source = lab.equipment().start_traffic({.rate = 1.0, .lines = 2});
  lab.pass(1min);
  const auto counts = lab.ask<TrafficCounts>(source, CountTraffic{});
  EXPECT_EQ(counts.arrivals - counts.without_line, 2U);
}

TEST(Traffic, IsTheSameForTheSameSeed) {
  const auto fingerprint = [](std::uint64_t seed) {
    LabPlan plan = town(2);
    plan.seed = seed;
    TelephoneLab lab{std::move(plan)};
    lab.equipment().start_traffic({.rate = 0.2, .lines = 64});
    lab.tell_card_of(0, LoseMessages{0.01});
    lab.tell_card_of(32, BabbleLine{.port = 4, .rate = 10.0, .lasting = 10s});
    lab.pass(1h);
    return lab.node().fingerprint();
  };
  EXPECT_EQ(fingerprint(7), fingerprint(7));
  EXPECT_NE(fingerprint(7), fingerprint(8));
}

TEST(LoadProfile, IsOneForEverWhenEmpty) {
  const LoadProfile profile;
  EXPECT_EQ(profile.factor(100h), 1.0);
  EXPECT_EQ(profile.factor_max(), 1.0);
}

TEST(LoadProfile, RampsEvenlyAndStays) {
  LoadProfile profile;
  profile.ramp(1h, 2h, 3.0);
  EXPECT_EQ(profile.factor(1h), 1.0);
  EXPECT_DOUBLE_EQ(profile.factor(90min), 2.0);
  EXPECT_EQ(profile.factor(5h), 3.0);
  EXPECT_EQ(profile.factor_max(), 3.0);
}

TEST(LoadProfile, MultipliesAMassCall) {
  LoadProfile profile;
  profile.step(0s, 0.5).mass_call(10min, 20min, 10.0);
  EXPECT_EQ(profile.factor(5min), 0.5);
  EXPECT_EQ(profile.factor(10min), 5.0);
  EXPECT_EQ(profile.factor(20min), 0.5);
  EXPECT_GE(profile.factor_max(), 5.0);
}

}  // namespace
}  // namespace forlopp::hwsim
