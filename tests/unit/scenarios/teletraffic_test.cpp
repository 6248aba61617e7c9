#include "scenarios/engine/teletraffic.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include <gtest/gtest.h>

namespace forlopp::scenario {
namespace {

// The known answers were computed by recursion and checked against published tables; the number of
// digits written is the number that must agree.

struct Blocking {
  double offered;
  int circuits;
  double blocking;
};

TEST(ErlangB, AgreesWithTheTables) {
  const auto known = std::to_array<Blocking>({{1, 1, 0.5},
                                              {1, 2, 0.2},
                                              {2, 2, 0.4},
                                              {5, 5, 0.28486782},
                                              {5, 10, 0.01838457},
                                              {10, 10, 0.21458234},
                                              {10, 15, 0.03649695},
                                              {10, 20, 0.00186905},
                                              {20, 20, 0.15889196},
                                              {20, 30, 0.00845750},
                                              {50, 60, 0.02166847},
                                              {100, 100, 0.07570045},
                                              {100, 120, 0.00569005}});
  for (const auto& [offered, circuits, blocking] : known) {
    EXPECT_NEAR(erlang_b(offered, circuits), blocking, 5e-9) << offered << " on " << circuits;
  }
}

TEST(ErlangB, HoldsAtTheEdges) {
  EXPECT_EQ(erlang_b(10, 0), 1);
  EXPECT_EQ(erlang_b(0, 5), 0);
  EXPECT_NEAR(erlang_b(1e6, 10), 1 - 10 / 1e6, 1e-9);
  EXPECT_GT(erlang_b(5'000, 6'000), 0);
}

TEST(ErlangB, ContinuesTheTablesBetweenWholeNumbersOfCircuits) {
  EXPECT_NEAR(erlang_b_continuous(10, 10), erlang_b(10, 10), 1e-15);
  EXPECT_NEAR(erlang_b_continuous(10, 1e-9), 1, 1e-8);
  EXPECT_NEAR(erlang_b_continuous(10, 10 - 1e-9), erlang_b(10, 10), 1e-9);
  EXPECT_NEAR(erlang_b_continuous(0.01, 1 - 1e-9), erlang_b(0.01, 1), 1e-8);
  // 1/B(1, 1/2) is the integral of exp(-u) sqrt(1 + u): 1 + e sqrt(pi)/2 erfc(1).
  const double inverse = 1 + std::exp(1) * std::sqrt(std::numbers::pi) / 2 * std::erfc(1);
  EXPECT_NEAR(erlang_b_continuous(1, 0.5), 1 / inverse, 1e-12);
}

TEST(OfferedLoad, AgreesWithTheTables) {
  struct Row {
    int circuits;
    std::array<double, 5> offered;
  };
  constexpr std::array<double, 5> blocking{0.001, 0.005, 0.01, 0.02, 0.05};
  const auto known = std::to_array<Row>({{5, {0.7621, 1.1320, 1.3608, 1.6571, 2.2185}},
                                         {10, {3.0920, 3.9607, 4.4612, 5.0840, 6.2157}},
                                         {15, {6.0772, 7.3755, 8.1080, 9.0096, 10.6327}},
                                         {20, {9.4115, 11.0916, 12.0306, 13.1815, 15.2493}},
                                         {24, {12.2432, 14.2038, 15.2950, 16.6306, 19.0307}},
                                         {30, {16.6839, 19.0339, 20.3373, 21.9316, 24.8018}},
                                         {50, {32.5119, 35.9818, 37.9014, 40.2551, 44.5331}},
                                         {100, {75.2420, 80.9099, 84.0642, 87.9720, 95.2404}}});
  for (const auto& row : known) {
    for (std::size_t i = 0; i < blocking.size(); ++i) {
      EXPECT_NEAR(offered_load_for(row.circuits, blocking[i]), row.offered[i], 6e-5)
          << row.circuits << " circuits at " << blocking[i];
    }
  }
}

TEST(OfferedLoad, AgreesWithThePublishedOnePerCentTable) {
  EXPECT_NEAR(offered_load_for(40, 0.01), 29.007, 6e-4);
  EXPECT_NEAR(offered_load_for(60, 0.01), 46.950, 6e-4);
  EXPECT_NEAR(offered_load_for(72, 0.01), 57.956, 6e-4);
}

TEST(Circuits, AreTheFewestThatBlockAtMostSoMuch) {
  struct Row {
    double offered;
    std::array<int, 3> circuits;
  };
  const auto known = std::to_array<Row>(
      {{10, {17, 18, 21}}, {20, {28, 30, 35}}, {50, {61, 64, 71}}, {100, {113, 117, 128}}});
  for (const auto& [offered, circuits] : known) {
    EXPECT_EQ(circuits_for(offered, 0.02), circuits[0]);
    EXPECT_EQ(circuits_for(offered, 0.01), circuits[1]);
    EXPECT_EQ(circuits_for(offered, 0.001), circuits[2]);
  }
  EXPECT_EQ(circuits_for(0, 0.01), 1);
}

TEST(ErlangC, AgreesWithTheTables) {
  const auto known = std::to_array<Blocking>({{1, 2, 0.333333},
                                              {5, 7, 0.324150},
                                              {8, 10, 0.409180},
                                              {10, 12, 0.449388},
                                              {20, 24, 0.298072}});
  for (const auto& [offered, circuits, waiting] : known) {
    EXPECT_NEAR(erlang_c(offered, circuits), waiting, 5e-7) << offered << " on " << circuits;
  }
  EXPECT_EQ(erlang_c(12, 12), 1);
}

TEST(ExtendedErlangB, FindsTheLoadWithItsOwnRetries) {
  const auto all = extended_erlang_b(10, 15, 1);
  EXPECT_NEAR(all.offered, 10.490784, 5e-7);
  EXPECT_NEAR(all.blocking, 0.046782, 5e-7);
  const auto most = extended_erlang_b(10, 15, 0.7);
  EXPECT_NEAR(most.offered, 10.308982, 5e-7);
  EXPECT_NEAR(most.blocking, 0.042817, 5e-7);
  EXPECT_DOUBLE_EQ(extended_erlang_b(10, 15, 0).blocking, erlang_b(10, 15));
}

TEST(ExtendedErlangB, NeedsElevenLinesForThePublishedExample) {
  EXPECT_NEAR(extended_erlang_b(5.5, 10, 0.5).blocking, 0.0315, 5e-5);
  EXPECT_NEAR(extended_erlang_b(5.5, 11, 0.5).blocking, 0.0150, 5e-5);
}

TEST(Engset, AgreesWithTheKnownAnswers) {
  struct Row {
    int sources;
    int circuits;
    double offered_when_idle;
    double time;
    double call;
  };
  const auto known = std::to_array<Row>({{4, 2, 1.0 / 3, 0.22222222, 0.14285714},
                                         {10, 4, 0.2, 0.05511811, 0.03942428},
                                         {20, 6, 0.2, 0.06720067, 0.05592244},
                                         {100, 10, 0.07, 0.06011397, 0.05767134}});
  for (const auto& row : known) {
    const auto result = engset(row.sources, row.circuits, row.offered_when_idle);
    EXPECT_NEAR(result.time_congestion, row.time, 5e-9);
    EXPECT_NEAR(result.call_congestion, row.call, 5e-9);
  }
  EXPECT_NEAR(engset(4, 2, 1.0 / 3).carried, 0.888889, 5e-7);
}

TEST(Engset, BlocksNothingWhenEverySourceHasItsCircuit) {
  EXPECT_EQ(engset(4, 4, 0.5).call_congestion, 0);
  EXPECT_GT(engset(4, 4, 0.5).time_congestion, 0);
  EXPECT_EQ(engset(4, 9, 0.5).time_congestion, 0);
}

TEST(Engset, ComesNearErlangBWithManySources) {
  EXPECT_NEAR(engset(1'000'000, 10, 10.0 / 1'000'000).call_congestion, erlang_b(10, 10), 1e-4);
}

TEST(Overflow, HasWilkinsonsMoments) {
  struct Row {
    double offered;
    int circuits;
    double mean;
    double variance;
    double peakedness;
  };
  const auto known = std::to_array<Row>({{10, 10, 2.14582, 4.36245, 2.03299},
                                         {20, 20, 3.17784, 8.29201, 2.60932},
                                         {5, 5, 1.42434, 2.33318, 1.63808}});
  for (const auto& row : known) {
    const auto overflow = wilkinson_overflow(row.offered, row.circuits);
    EXPECT_NEAR(overflow.mean, row.mean, 6e-6);
    EXPECT_NEAR(overflow.variance, row.variance, 6e-6);
    EXPECT_NEAR(overflow.peakedness(), row.peakedness, 6e-6);
  }
}

OverflowTraffic both_groups() {
  return wilkinson_overflow(10, 10) + wilkinson_overflow(20, 20);
}

TEST(EquivalentRandom, ComesNearTheKnownAnswersForACommonFinalGroup) {
  EXPECT_NEAR(equivalent_random_blocking(both_groups(), 5), 0.4357, 6e-5);
  EXPECT_NEAR(equivalent_random_blocking(both_groups(), 8), 0.2161, 6e-5);
  EXPECT_NEAR(equivalent_random_blocking(both_groups(), 10), 0.1212, 6e-5);
}

TEST(EquivalentRandom, FindsTheGroupThatAnOverflowCameFrom) {
  const auto found = equivalent_random(wilkinson_overflow(20, 20));
  EXPECT_NEAR(found.offered, 20, 1.2);  // The approximation is known to be this good.
  EXPECT_NEAR(found.circuits, 20, 1.2);
}

TEST(Hayward, ComesNearTheExactSolutionAndIsErlangBForPoissonTraffic) {
  EXPECT_NEAR(hayward_blocking(both_groups(), 8), 0.2084, 0.02);
  EXPECT_NEAR(hayward_blocking({10, 10}, 10), erlang_b(10, 10), 1e-12);
}

struct Common {
  int final_circuits;
  double lost;
  double congestion;
  double overall;
  std::array<double, 2> streams;
};

class CommonFinalGroup : public testing::TestWithParam<Common> {};

TEST_P(CommonFinalGroup, IsSolvedExactly) {
  const auto& known = GetParam();
  const auto solved = common_overflow({{{10, 10}, {20, 20}}}, known.final_circuits);
  EXPECT_NEAR(solved.overflow_erlangs, 5.323663, 5.1e-7);
  EXPECT_NEAR(solved.lost_erlangs, known.lost, 5.1e-7);
  EXPECT_NEAR(solved.final_congestion, known.congestion, 5.1e-7);
  EXPECT_NEAR(solved.overall_loss, known.overall, 5.1e-7);
  EXPECT_NEAR(solved.stream_loss[0], known.streams[0], 5.1e-7);
  EXPECT_NEAR(solved.stream_loss[1], known.streams[1], 5.1e-7);
}

INSTANTIATE_TEST_SUITE_P(
    Known, CommonFinalGroup,
    testing::Values(Common{5, 2.257417, 0.424035, 0.075247, {0.080732, 0.072505}},
                    Common{8, 1.109321, 0.208376, 0.036977, {0.037320, 0.036806}},
                    Common{10, 0.625787, 0.117548, 0.020860, {0.020428, 0.021075}}),
    [](const auto& tested) { return "circuits_" + std::to_string(tested.param.final_circuits); });

TEST(CommonOverflow, OfGroupsWithoutCircuitsIsErlangB) {
  const auto solved = common_overflow({{{3, 0}, {7, 0}}}, 10);
  EXPECT_NEAR(solved.overall_loss, erlang_b(10, 10), 1e-10);
  EXPECT_NEAR(solved.stream_loss[0], erlang_b(10, 10), 1e-10);
}

TEST(CommonOverflow, OfOneGroupIsThatOfAsManyCircuitsTogether) {
  const auto solved = common_overflow({{{10, 10}, {0, 0}}}, 5);
  EXPECT_NEAR(solved.overall_loss, erlang_b(10, 15), 1e-10);
  EXPECT_EQ(solved.stream_loss[1], 0);
}

TEST(CommonOverflow, WithoutAFinalGroupLosesAllThatOverflows) {
  const auto solved = common_overflow({{{10, 10}, {20, 20}}}, 0);
  EXPECT_NEAR(solved.final_congestion, 1, 1e-12);
  EXPECT_NEAR(solved.stream_loss[0], erlang_b(10, 10), 1e-10);
}

}  // namespace
}  // namespace forlopp::scenario
