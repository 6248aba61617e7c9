#include "runtime/random.hpp"

#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace forlopp::runtime {
namespace {

using namespace std::chrono_literals;

double relative_error(double got, double wanted) {
  return wanted == 0 ? std::abs(got) : std::abs(got / wanted - 1);
}

struct Moments {
  double mean = 0;
  double variance = 0;
  double skewness = 0;
};

template <class Draw>
Moments moments_of(Draw draw, int count) {
  std::vector<double> drawn;
  for (int i = 0; i < count; ++i) drawn.push_back(draw());
  Moments m;
  for (const auto x : drawn) m.mean += x / count;
  double cubes = 0;
  for (const auto x : drawn) {
    m.variance += (x - m.mean) * (x - m.mean) / count;
    cubes += std::pow(x - m.mean, 3) / count;
  }
  m.skewness = cubes / std::pow(m.variance, 1.5);
  return m;
}

TEST(Random, FollowsTheReferenceImplementationOfXoshiro256StarStar) {
  // Seeded by splitmix64 from 42, as the authors recommend; values of their C programs.
  Random random{42};
  EXPECT_EQ(random.next(), 1546998764402558742u);
  EXPECT_EQ(random.next(), 6990951692964543102u);
  EXPECT_EQ(random.next(), 12544586762248559009u);
}

TEST(Random, SameSeedGivesTheSameNumbersAndAnotherSeedOthers) {
  Random a{7}, b{7}, c{8};
  for (int i = 0; i < 100; ++i) {
    const auto drawn = a.next();
    EXPECT_EQ(drawn, b.next());
    EXPECT_NE(drawn, c.next());
  }
}

TEST(Random, BelowStaysBelowAndReachesEveryValueEquallyOften) {
  Random random{1};
  std::array<int, 6> counts{};
  for (int i = 0; i < 60'000; ++i) ++counts.at(random.below(6));
  for (const auto count : counts) EXPECT_NEAR(count, 10'000, 400);
  EXPECT_EQ(random.below(1), 0u);
}

TEST(Random, BelowHasNoBiasForABoundNearTheFullRange) {
  Random random{2};
  const std::uint64_t bound = (std::uint64_t{3} << 62) + 1;  // Naively, a third would be doubled.
  int low = 0;
  for (int i = 0; i < 30'000; ++i) low += random.below(bound) < bound / 3 ? 1 : 0;
  EXPECT_NEAR(low, 10'000, 330);
}

TEST(Random, UniformLiesInTheUnitIntervalWithItsMoments) {
  Random random{3};
  const auto m = moments_of(
      [&] {
        const double u = random.uniform();
        EXPECT_GE(u, 0);
        EXPECT_LT(u, 1);
        return u;
      },
      100'000);
  EXPECT_NEAR(m.mean, 0.5, 0.004);
  EXPECT_NEAR(m.variance, 1.0 / 12, 0.002);
}

TEST(Random, ExponentialHasMeanAndVarianceOneAndIsNeverZero) {
  Random random{4};
  const auto m = moments_of(
      [&] {
        const double x = random.exponential();
        EXPECT_GT(x, 0);
        return x;
      },
      200'000);
  EXPECT_NEAR(m.mean, 1, 0.01);
  EXPECT_NEAR(m.variance, 1, 0.03);
  EXPECT_NEAR(m.skewness, 2, 0.12);
}

TEST(Random, NormalHasTheMomentsAndTheTailsOfTheStandardNormal) {
  Random random{5};
  int beyond_two = 0;
  const auto m = moments_of(
      [&] {
        const double x = random.normal();
        beyond_two += std::abs(x) > 1.959963985 ? 1 : 0;
        return x;
      },
      200'000);
  EXPECT_NEAR(m.mean, 0, 0.01);
  EXPECT_NEAR(m.variance, 1, 0.015);
  EXPECT_NEAR(m.skewness, 0, 0.03);
  EXPECT_NEAR(beyond_two, 10'000, 400);
}

TEST(Random, NormalIsTheInverseOfTheDistributionFunction) {
  // The generator is a value: its copy tells which uniform number the normal one was made of.
  Random random{6};
  for (int i = 0; i < 20'000; ++i) {
    auto copy = random;
    const double u = (static_cast<double>(copy.next() >> 12) + 0.5) / 4503599627370496.0;
    const double p = 0.5 * std::erfc(-random.normal() / std::sqrt(2.0));
    EXPECT_LT(relative_error(p, u), 1e-13);
  }
}

TEST(Random, ExponentialDurationsHaveTheirMean) {
  Random random{8};
  std::chrono::nanoseconds sum{0};
  for (int i = 0; i < 100'000; ++i) sum += random.exponential(90s);
  EXPECT_NEAR(static_cast<double>((sum / 100'000).count()), 90e9, 1.2e9);
}

TEST(Random, AnExponentialDurationBeyondTheRangeIsTheLongest) {
  Random random{9};
  bool longest = false;
  for (int i = 0; i < 50; ++i) {
    const auto drawn = random.exponential(std::chrono::nanoseconds::max());
    EXPECT_GE(drawn, 0ns);
    longest = longest || drawn == std::chrono::nanoseconds::max();
  }
  EXPECT_TRUE(longest);
}

TEST(Random, ChanceIsClampedToTheUnitInterval) {
  Random random{10};
  int hits = 0;
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_FALSE(random.chance(-1));
    EXPECT_TRUE(random.chance(2));
    hits += random.chance(0.3) ? 1 : 0;
  }
  EXPECT_NEAR(hits, 3'000, 180);
}

TEST(Random, SplittingDoesNotAdvanceAndGivesIndependentStreams) {
  Random parent{11};
  const Random untouched = parent;
  auto first = parent.split(1);
  auto again = parent.split(1);
  auto second = parent.split(2);
  double correlation = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double x = first.uniform();
    EXPECT_EQ(x, again.uniform());
    correlation += (x - 0.5) * (second.uniform() - 0.5) * 12 / 20'000;
  }
  EXPECT_NEAR(correlation, 0, 0.03);
  auto copy = untouched;
  EXPECT_EQ(parent.next(), copy.next());
  EXPECT_NE(parent.split(1).next(), untouched.split(1).next());
}

TEST(PortableLog, AgreesWithTheLibraryOverTheWholeRange) {
  Random random{12};
  for (int i = 0; i < 100'000; ++i) {
    const double x = std::ldexp(1 + random.uniform(), static_cast<int>(random.below(2040)) - 1020);
    EXPECT_LT(relative_error(portable_log(x), std::log(x)), 1e-14) << x;
  }
}

TEST(PortableLog, KeepsItsRelativeAccuracyNearOne) {
  for (double distance = 0.4; distance > 1e-15; distance /= 1.7) {
    const double above = 1 + distance;
    const double below = 1 - distance;
    EXPECT_LT(relative_error(portable_log(above), std::log(above)), 1e-14) << distance;
    EXPECT_LT(relative_error(portable_log(below), std::log(below)), 1e-14) << distance;
  }
  EXPECT_EQ(portable_log(1), 0);
}

TEST(PortableLog, TakesDenormalNumbers) {
  const double least = std::numeric_limits<double>::denorm_min();
  EXPECT_LT(relative_error(portable_log(least), std::log(least)), 1e-14);
}

TEST(PortableExp, AgreesWithTheLibraryOverTheNormalRange) {
  Random random{13};
  for (int i = 0; i < 100'000; ++i) {
    const double x = (random.uniform() - 0.5) * 1400;
    EXPECT_LT(relative_error(portable_exp(x), std::exp(x)), 1e-14) << x;
  }
  EXPECT_EQ(portable_exp(0), 1);
}

TEST(PortableExp, EndsInInfinityAndZero) {
  EXPECT_EQ(portable_exp(710), std::numeric_limits<double>::infinity());
  EXPECT_EQ(portable_exp(-746), 0);
  EXPECT_GT(portable_exp(-744), 0);
}

TEST(PortableNormalQuantile, AgreesWithTheTables) {
  EXPECT_EQ(portable_normal_quantile(0.5), 0);
  EXPECT_NEAR(portable_normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(portable_normal_quantile(0.995), 2.575829303548901, 1e-14);
  EXPECT_NEAR(portable_normal_quantile(1e-10), -6.361340902404056, 1e-13);
}

TEST(PortableLogAndExp, GiveTheSameBitsEverywhere) {
  // Recorded once; the point of these functions is that no machine and no option changes them.
  EXPECT_EQ(portable_log(10), 0x1.26bb1bbb55516p+1);
  EXPECT_EQ(portable_exp(1), 0x1.5bf0a8b14576ap+1);
  Random random{14};
  std::uint64_t digest = 0;
  for (int i = 0; i < 10'000; ++i) {
    digest = digest * 31 + std::bit_cast<std::uint64_t>(random.normal());
    digest = digest * 31 + std::bit_cast<std::uint64_t>(random.exponential());
    digest = digest * 31 + std::bit_cast<std::uint64_t>(portable_exp(random.normal() * 10));
  }
  EXPECT_EQ(digest, 802974029503493909u);
}

}  // namespace
}  // namespace forlopp::runtime
