#include "scenarios/engine/scenario_distribution.hpp"

#include <chrono>
#include <cmath>

#include <gtest/gtest.h>

#include "hwsim/distribution.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using hwsim::Distribution;

double seconds_of(std::chrono::nanoseconds duration) {
  return static_cast<double>(duration.count()) / 1e9;
}

struct Moments {
  double mean = 0;
  double deviation = 0;
};

Moments moments_of(const Distribution& distribution) {
  constexpr int draws = 200'000;
  runtime::Random random{7};
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < draws; ++i) {
    const double value = seconds_of(distribution.sample(random));
    sum += value;
    squares += value * value;
  }
  const double mean = sum / draws;
  return {mean, std::sqrt(squares / draws - mean * mean)};
}

TEST(Distribution, OfAConstantIsAlwaysTheSame) {
  const auto moments = moments_of(Distribution::constant(90s));
  EXPECT_DOUBLE_EQ(moments.mean, 90.0);
}

TEST(Distribution, UniformHasItsMeanAndDeviation) {
  const auto distribution = Distribution::uniform(1s, 3s);
  const auto moments = moments_of(distribution);
  EXPECT_EQ(distribution.mean(), 2s);
  EXPECT_NEAR(moments.mean, 2.0, 0.01);
  EXPECT_NEAR(moments.deviation, 2.0 / std::sqrt(12.0), 0.01);
}

TEST(Distribution, ExponentialDeviatesByItsMean) {
  const auto moments = moments_of(Distribution::exponential(90s));
  EXPECT_NEAR(moments.mean, 90.0, 1.0);
  EXPECT_NEAR(moments.deviation, 90.0, 1.0);
}

TEST(Distribution, ErlangDeviatesLessTheMorePhasesItHas) {
  const auto moments = moments_of(Distribution::erlang(4, 90s));
  EXPECT_NEAR(moments.mean, 90.0, 0.5);
  EXPECT_NEAR(moments.deviation, 45.0, 0.5);
}

TEST(Distribution, LognormalByItsMeanHasThatMean) {
  const auto distribution = Distribution::lognormal_with_mean(90s, 2.0);
  EXPECT_NEAR(seconds_of(distribution.mean()), 90.0, 1e-6);
  EXPECT_NEAR(moments_of(distribution).mean, 90.0, 1.0);
}

TEST(Distribution, LognormalHasHalfOfItsDrawsBelowTheMedian) {
  const auto distribution = Distribution::lognormal(8s, 2.0);
  runtime::Random random{11};
  int below = 0;
  for (int i = 0; i < 100'000; ++i) below += distribution.sample(random) < 8s ? 1 : 0;
  EXPECT_NEAR(below, 50'000, 500);
}

TEST(Distribution, DrawsTheSameDurationsOnEveryMachine) {
  runtime::Random random{1};
  const auto lognormal = Distribution::lognormal(8s, 2.0);
  const auto first = lognormal.sample(random);
  runtime::Random again{1};
  EXPECT_EQ(lognormal.sample(again), first);
}

TEST(Distribution, IsReadAsItIsWritten) {
  const Distribution all[] = {Distribution::constant(2s), Distribution::uniform(1s, 3s),
                              Distribution::exponential(90s), Distribution::lognormal(8s, 1.5),
                              Distribution::erlang(3, 90s)};
  for (const auto& distribution : all)
    EXPECT_EQ(parse_distribution(distribution.text()), distribution) << distribution.text();
  EXPECT_EQ(parse_distribution("2s"), Distribution::constant(2s));
}

TEST(Distribution, ThatIsImpossibleIsRefused) {
  for (const auto* text : {"uniform 3s..1s", "lognormal median 8s spread 0.5", "erlang-0 90s",
                           "erlang-2000 90s", "exponential", "exponential -1s", "uniform 1s"})
    EXPECT_FALSE(parse_distribution(text)) << text;
}

}  // namespace
}  // namespace forlopp::scenario
