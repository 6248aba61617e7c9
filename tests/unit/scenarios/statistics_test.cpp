#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/random.hpp"
#include "scenarios/engine/statistics_blocking.hpp"
#include "scenarios/engine/statistics_cause.hpp"
#include "scenarios/engine/statistics_delay.hpp"
#include "scenarios/engine/statistics_interval.hpp"
#include "scenarios/engine/statistics_level.hpp"
#include "scenarios/engine/statistics_timeline.hpp"
#include "scenarios/engine/teletraffic.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using runtime::Random;
using testing::DoubleNear;
using testing::ElementsAre;

TEST(StudentQuantile, AgreesWithTheTables) {
  EXPECT_NEAR(student_quantile(0.995, 10), 3.16927, 0.003);
  EXPECT_NEAR(student_quantile(0.995, 15), 2.94671, 0.001);
  EXPECT_NEAR(student_quantile(0.995, 30), 2.75000, 1e-4);
  EXPECT_NEAR(student_quantile(0.975, 20), 2.08596, 1e-4);
  EXPECT_NEAR(student_quantile(0.005, 120), -2.61742, 1e-5);
  EXPECT_NEAR(student_quantile(0.95, 60), 1.67065, 1e-5);
}

TEST(StudentQuantile, IsTheNormalOneForManyDegrees) {
  EXPECT_NEAR(student_quantile(0.995, 1'000'000), 2.575829, 1e-5);
}

/// A group of circuits in its plainest form: Poisson arrivals, exponential holding of mean 90 s.
class CircuitGroup {
 public:
  CircuitGroup(double offered, int circuits, std::uint64_t seed)
      : random_{seed}, mean_gap_{static_cast<std::int64_t>(90e9 / offered)}, circuits_{circuits} {}

  Duration now() const { return now_; }
  AttemptResult next_attempt() {
    now_ += random_.exponential(mean_gap_);
    while (!releases_.empty() && releases_.top() <= now_) releases_.pop();
    if (static_cast<int>(releases_.size()) == circuits_) return AttemptResult::blocked;
    releases_.push(now_ + random_.exponential(90s));
    return AttemptResult::carried;
  }

 private:
  Random random_;
  Duration mean_gap_;
  int circuits_;
  Duration now_{};
  std::priority_queue<Duration, std::vector<Duration>, std::greater<>> releases_;
};

TEST(BlockingEstimator, CoversTheTruthAsOftenAsItPromises) {
  int covered = 0;
  constexpr int runs = 300;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    CircuitGroup group{10, 10, seed};
    BlockingEstimator estimator{900s};
    for (int i = 0; i < 6'000; ++i) {
      const auto result = group.next_attempt();
      estimator.add(group.now(), result);
    }
    const auto interval = estimator.interval();
    ASSERT_TRUE(interval);
    covered += interval->contains(erlang_b(10, 10)) ? 1 : 0;
  }
  EXPECT_GE(covered, runs * 97 / 100);
}

TEST(BlockingEstimator, IsWiderThanIndependentTrialsWouldAllow) {
  CircuitGroup group{10, 10, 1};
  BlockingEstimator estimator{900s};
  for (int i = 0; i < 100'000; ++i) {
    const auto result = group.next_attempt();
    estimator.add(group.now(), result);
  }
  const auto interval = *estimator.interval();
  const double independent =
      2.576 * std::sqrt(interval.value * (1 - interval.value) / 100'000) / interval.value;
  EXPECT_GT(interval.relative_half_width(), 1.3 * independent);
  EXPECT_LT(interval.relative_half_width(), 4 * independent);
}

TEST(BlockingEstimator, StillCoversTheTruthWhenItDecidesWhenToStop) {
  int covered = 0;
  constexpr int runs = 100;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    CircuitGroup group{10, 10, seed};
    BlockingEstimator estimator{900s};
    for (int i = 1; i % 1'000 != 0 || !is_precise(estimator.interval(), 0.05); ++i) {
      const auto result = group.next_attempt();
      estimator.add(group.now(), result);
    }
    covered += estimator.interval()->contains(erlang_b(10, 10)) ? 1 : 0;
  }
  EXPECT_GE(covered, 96);
}

TEST(BlockingEstimator, CoversTheTruthInAShortRunToo) {
  int covered = 0;
  constexpr int runs = 1000;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    CircuitGroup group{10, 10, seed};
    while (group.now() < 900s) group.next_attempt();
    BlockingEstimator estimator{900s};
    estimator.restart(group.now());
    for (const Duration end = group.now() + 1h; group.now() < end;) {
      const auto result = group.next_attempt();
      estimator.add(group.now(), result);
    }
    ASSERT_FALSE(estimator.interval());
    const auto interval = estimator.interval_of_short_run();
    ASSERT_TRUE(interval);
    covered += interval->contains(erlang_b(10, 10)) ? 1 : 0;
  }
  RecordProperty("covered", covered);
  EXPECT_GE(covered, runs * 98 / 100);
}

TEST(BlockingEstimator, SaysNothingBeforeItHasEnoughBatches) {
  BlockingEstimator estimator{10s};
  for (int second = 0; second < 160; ++second) {
    EXPECT_FALSE(estimator.interval());
    estimator.add(std::chrono::seconds{second}, AttemptResult::carried);
  }
  estimator.add(160s, AttemptResult::carried);
  EXPECT_TRUE(estimator.interval());
}

TEST(BlockingEstimator, ThatNeverSawABlockedAttemptSaysWhatIsStillLikely) {
  BlockingEstimator estimator{10s};
  for (int second = 0; second < 1'000; ++second) {
    estimator.add(std::chrono::seconds{second}, AttemptResult::carried);
  }
  const auto interval = *estimator.interval();
  EXPECT_EQ(interval.value, 0);
  EXPECT_EQ(interval.low, 0);
  EXPECT_NEAR(interval.high, std::log(100) / 1'000, 1e-9);
  EXPECT_FALSE(is_precise(interval, 0.05));
}

TEST(BlockingEstimator, ForgetsTheWarmUp) {
  BlockingEstimator estimator{10s};
  for (int second = 0; second < 500; ++second) {
    estimator.add(std::chrono::seconds{second}, AttemptResult::blocked);
  }
  estimator.restart(500s);
  EXPECT_EQ(estimator.attempts(), 0u);
  EXPECT_FALSE(estimator.interval());
  for (int second = 500; second < 900; ++second) {
    estimator.add(std::chrono::seconds{second},
                  second % 4 == 0 ? AttemptResult::blocked : AttemptResult::carried);
  }
  EXPECT_EQ(estimator.attempts(), 400u);
  EXPECT_EQ(estimator.blocked(), 100u);
  EXPECT_DOUBLE_EQ(estimator.interval()->value, 0.25);
}

TEST(BlockingEstimator, TakesALongSilenceForEmptyBatches) {
  BlockingEstimator estimator{1s};
  estimator.add(0s, AttemptResult::blocked);
  estimator.add(1h, AttemptResult::carried);
  EXPECT_DOUBLE_EQ(estimator.interval()->value, 0.5);
  EXPECT_EQ(estimator.interval()->high, 1);
}

TEST(DelayHistogram, HasQuantilesThatAreAtMostABucketTooHigh) {
  DelayHistogram histogram;
  for (int i = 1; i <= 10'000; ++i) histogram.add(std::chrono::milliseconds{i});
  EXPECT_EQ(histogram.count(), 10'000u);
  EXPECT_EQ(histogram.least(), 1ms);
  EXPECT_EQ(histogram.most(), 10s);
  EXPECT_EQ(histogram.mean(), 5'000'500us);
  for (const double share : {0.01, 0.5, 0.95, 0.99, 0.999}) {
    const auto exact = 10e9 * share;
    const auto measured = static_cast<double>(histogram.quantile(share).count());
    EXPECT_GE(measured, exact);
    EXPECT_LE(measured, exact * 1.008);
  }
  EXPECT_EQ(histogram.quantile(1), 10s);
}

TEST(DelayHistogram, IsExactForOneValue) {
  DelayHistogram histogram;
  histogram.add(123'456'789ns);
  EXPECT_EQ(histogram.quantile(0.5), 123'456'789ns);
  EXPECT_EQ(histogram.mean(), 123'456'789ns);
}

TEST(DelayHistogram, OfNothingIsZero) {
  const DelayHistogram histogram;
  EXPECT_EQ(histogram.quantile(0.99), 0ns);
  EXPECT_EQ(histogram.mean(), 0ns);
  EXPECT_EQ(histogram.least(), 0ns);
  EXPECT_TRUE(histogram.distribution("none").buckets.empty());
}

TEST(DelayHistogram, TakesTheShortestAndTheLongest) {
  DelayHistogram histogram;
  histogram.add(-1ns);
  histogram.add(Duration::max());
  EXPECT_EQ(histogram.least(), 0ns);
  EXPECT_EQ(histogram.quantile(1), Duration::max());
}

TEST(DelayHistogram, KeepsEveryDelayInItsDrawnBuckets) {
  DelayHistogram histogram;
  Random random{1};
  for (int i = 0; i < 5'000; ++i) histogram.add(random.exponential(300ms));
  const auto distribution = histogram.distribution("dial tone");
  EXPECT_EQ(distribution.name, "dial tone");
  std::uint64_t total = 0;
  Duration last{-1};
  for (const auto& bucket : distribution.buckets) {
    EXPECT_GT(bucket.upper, last);
    last = bucket.upper;
    total += bucket.count;
  }
  EXPECT_EQ(total, 5'000u);
  EXPECT_GE(last, distribution.most);
  EXPECT_LT(distribution.buckets.size(), 300u);
}

TEST(DelayHistogram, MergesAsIfAllHadBeenAddedToOne) {
  DelayHistogram one, two, both;
  Random random{2};
  for (int i = 0; i < 1'000; ++i) {
    const auto delay = random.exponential(1s);
    (i % 3 == 0 ? one : two).add(delay);
    both.add(delay);
  }
  one.merge(two);
  EXPECT_EQ(one.count(), both.count());
  EXPECT_EQ(one.quantile(0.95), both.quantile(0.95));
  EXPECT_EQ(one.least(), both.least());
  EXPECT_EQ(one.most(), both.most());
}

TEST(LevelMeter, GivesTheMeanOverTime) {
  LevelMeter busy;
  busy.add(10s, +4);
  busy.add(20s, -2);
  EXPECT_DOUBLE_EQ(busy.mean(40s), (4 * 10 + 2 * 20) / 40.0);
  EXPECT_EQ(busy.most(), 4);
  busy.restart(40s);
  EXPECT_DOUBLE_EQ(busy.mean(40s), 2);
  busy.add(50s, +6);
  EXPECT_DOUBLE_EQ(busy.mean(60s), 5);
}

TEST(CauseCounter, ListsWhatOccurredByValue) {
  CauseCounter counter;
  counter.add(callmodel::Cause::no_circuit_available);
  counter.add(callmodel::Cause::user_busy);
  counter.add(callmodel::Cause::user_busy);
  EXPECT_EQ(counter.total(), 3u);
  const auto counts = counter.counts();
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].cause, 17);
  EXPECT_EQ(counts[0].name, "user busy");
  EXPECT_EQ(counts[0].count, 2u);
  EXPECT_EQ(counts[1].cause, 34);
}

TEST(Timeline, CountsPerSecondAndAveragesLevels) {
  TimelineRecorder recorder{10s};
  const auto attempts = recorder.add_rate("attempts");
  const auto calls = recorder.add_level("calls up");
  recorder.count(attempts, 1s, 20);
  recorder.set(calls, 5s, 8);
  recorder.set(calls, 25s, 0);
  recorder.count(attempts, 29s);
  const auto timeline = recorder.timeline(30s);
  EXPECT_EQ(timeline.interval, 10s);
  ASSERT_EQ(timeline.columns.size(), 2u);
  EXPECT_EQ(timeline.columns[0].unit, "/s");
  EXPECT_THAT(timeline.columns[0].values,
              ElementsAre(DoubleNear(2, 1e-9), DoubleNear(0, 1e-9), DoubleNear(0.1, 1e-9)));
  EXPECT_THAT(timeline.columns[1].values,
              ElementsAre(DoubleNear(4, 1e-9), DoubleNear(8, 1e-9), DoubleNear(4, 1e-9)));
}

TEST(Timeline, CountsAShorterLastIntervalByItsOwnLength) {
  TimelineRecorder recorder{10s};
  const auto attempts = recorder.add_rate("attempts");
  recorder.count(attempts, 11s, 10);
  EXPECT_THAT(recorder.timeline(12s).columns[0].values, ElementsAre(0, DoubleNear(5, 1e-9)));
}

TEST(Timeline, JoinsIntervalsSoThatMemoryIsBounded) {
  TimelineRecorder recorder{1s};
  const auto attempts = recorder.add_rate("attempts");
  const auto calls = recorder.add_level("calls up");
  recorder.set(calls, 0s, 3);
  for (int second = 0; second < 10'000; ++second) {
    recorder.count(attempts, std::chrono::seconds{second}, 2);
  }
  const auto timeline = recorder.timeline(10'000s);
  EXPECT_EQ(timeline.interval, 32s);
  ASSERT_EQ(timeline.columns[0].values.size(), 313u);
  for (const double rate : timeline.columns[0].values) EXPECT_NEAR(rate, 2, 1e-9);
  for (const double level : timeline.columns[1].values) EXPECT_NEAR(level, 3, 1e-9);
}

TEST(Timeline, ShowsALevelThatNobodyTouchedForLong) {
  TimelineRecorder recorder{1s};
  const auto calls = recorder.add_level("calls up");
  recorder.set(calls, 0s, 7);
  const auto timeline = recorder.timeline(1h);
  EXPECT_LE(timeline.columns[0].values.size(), 512u);
  for (const double level : timeline.columns[0].values) EXPECT_NEAR(level, 7, 1e-9);
}

}  // namespace
}  // namespace forlopp::scenario
