#include "scenarios/engine/scenario_traffic.hpp"

#include <gtest/gtest.h>

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using hwsim::Distribution;
using Shape = LoadChange::Shape;

TrafficClass class_that_offers(OfferedLoad load) {
  TrafficClass traffic;
  traffic.lines = {0, 100};
  traffic.offered = load;
  traffic.destinations = {{DestinationKind::trunk, "0", 1.0}};
  traffic.behaviour.holding_time = Distribution::exponential(85s);
  traffic.behaviour.answer_delay = Distribution::constant(5s);
  return traffic;
}

ExchangePlan exchange() {
  ExchangePlan plan;
  plan.admission.engineered_capacity = 20.0;
  return plan;
}

TEST(OfferedLoad, InErlangsIsAttemptsTimesOccupancy) {
  const auto traffic = class_that_offers({LoadMeasure::erlangs, 9.0});
  EXPECT_DOUBLE_EQ(mean_occupancy(traffic, exchange()), 90.0);
  EXPECT_DOUBLE_EQ(attempts_per_second(traffic, exchange()), 0.1);
  EXPECT_DOUBLE_EQ(offered_erlangs(traffic, exchange()), 9.0);
}

TEST(OfferedLoad, PerLineIsThatOfAllLines) {
  EXPECT_DOUBLE_EQ(
      offered_erlangs(class_that_offers({LoadMeasure::erlangs_per_line, 0.06}), exchange()), 6.0);
  EXPECT_DOUBLE_EQ(
      attempts_per_second(class_that_offers({LoadMeasure::attempts_per_line, 0.01}), exchange()),
      1.0);
}

TEST(OfferedLoad, MayBeAShareOfTheEngineeredCapacity) {
  EXPECT_DOUBLE_EQ(
      attempts_per_second(class_that_offers({LoadMeasure::share_of_capacity, 1.3}), exchange()),
      26.0);
}

TEST(OfferedLoad, OfAnIdleLineIsEngsetsBeta) {
  auto traffic = class_that_offers({LoadMeasure::erlangs_per_idle_line, 0.2});
  traffic.source = SourceModel::finite;
  EXPECT_DOUBLE_EQ(attempts_per_idle_line(traffic, exchange()), 0.2 / 90.0);
}

TEST(OfferedLoad, OfFiniteSourcesComesFromTheLinesThatAreIdle) {
  auto traffic = class_that_offers({LoadMeasure::erlangs_per_line, 0.2});
  traffic.source = SourceModel::finite;
  EXPECT_DOUBLE_EQ(attempts_per_idle_line(traffic, exchange()), 0.2 / 90.0 / 0.8);
}

TEST(OfferedLoad, CountsRingingAloneOfCallsThatAreNotAnswered) {
  auto traffic = class_that_offers({LoadMeasure::attempts, 1.0});
  traffic.behaviour.no_answer_share = 0.5;
  traffic.behaviour.patience = Distribution::constant(30s);
  EXPECT_DOUBLE_EQ(mean_occupancy(traffic, exchange()), 0.5 * 30.0 + 0.5 * 90.0);
}

TEST(OfferedLoad, CountsNothingOfCallsThatAreMisdialled) {
  auto traffic = class_that_offers({LoadMeasure::attempts, 1.0});
  traffic.destinations = {{DestinationKind::trunk, "0", 0.75},
                          {DestinationKind::incomplete, "", 0.25}};
  EXPECT_DOUBLE_EQ(mean_occupancy(traffic, exchange()), 0.75 * 90.0);
}

TEST(LoadProfile, StepsStayUntilTheNextChange) {
  const std::vector<LoadChange> profile{{Shape::step, 10s, 10s, 0.5}, {Shape::step, 20s, 20s, 2.0}};
  EXPECT_DOUBLE_EQ(load_factor(profile, 9s), 1.0);
  EXPECT_DOUBLE_EQ(load_factor(profile, 10s), 0.5);
  EXPECT_DOUBLE_EQ(load_factor(profile, 25s), 2.0);
  EXPECT_DOUBLE_EQ(load_factor_max(profile), 2.0);
}

TEST(LoadProfile, RampsMoveEvenly) {
  const std::vector<LoadChange> profile{{Shape::step, 0s, 0s, 0.5}, {Shape::ramp, 10s, 20s, 1.5}};
  EXPECT_DOUBLE_EQ(load_factor(profile, 10s), 0.5);
  EXPECT_DOUBLE_EQ(load_factor(profile, 15s), 1.0);
  EXPECT_DOUBLE_EQ(load_factor(profile, 30s), 1.5);
}

TEST(LoadProfile, MassCallsMultiplyTheLevelForATime) {
  const std::vector<LoadChange> profile{{Shape::step, 0s, 0s, 0.5},
                                        {Shape::mass_call, 10s, 20s, 10.0}};
  EXPECT_DOUBLE_EQ(load_factor(profile, 15s), 5.0);
  EXPECT_DOUBLE_EQ(load_factor(profile, 20s), 0.5);
  EXPECT_DOUBLE_EQ(load_factor_max(profile), 5.0);
}

TEST(Numbering, GivesEachLineItsNumberAndPlace) {
  const NumberingPlan numbers{"21", 6};
  EXPECT_EQ(directory_number(numbers, 0), "210000");
  EXPECT_EQ(directory_number(numbers, 17), "210017");
  const LinePlan lines{2, 16, 30, 960};
  EXPECT_EQ(address_of(lines, 0), (LineAddress{1, 1, 1}));
  EXPECT_EQ(address_of(lines, 480), (LineAddress{2, 1, 1}));
  for (int line = 0; line < 960; ++line) EXPECT_EQ(line_at(lines, address_of(lines, line)), line);
}

TEST(Routing, TakesTheLongestPrefix) {
  ExchangePlan plan;
  plan.routes = {{"0", 8, {"near"}}, {"00", 12, {"far"}}};
  EXPECT_EQ(find_route(plan, "00461")->prefix, "00");
  EXPECT_EQ(find_route(plan, "0461")->prefix, "0");
  EXPECT_EQ(find_route(plan, "1"), nullptr);
}

}  // namespace
}  // namespace forlopp::scenario
