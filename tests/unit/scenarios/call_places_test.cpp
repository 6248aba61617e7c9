#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/run_call_places.hpp"
#include "switch/config/addresses.hpp"

namespace forlopp::scenario {
namespace {

using callmodel::CallId;
using testing::ElementsAre;

class NoFaults final : public exchange::SoftwareFaults {
 public:
  exchange::Strike at(const exchange::CallPoint&, runtime::Random&) override {
    return exchange::Strike::none;
  }
};

Scenario two_groups() {
  Scenario scenario;
  scenario.exchange.lines = {.cards_per_shelf = 2, .lines_per_card = 10, .lines = 20};
  scenario.exchange.trunk_groups = {{.name = "north", .circuits = 4}, {.name = "south"}};
  scenario.exchange.routes = {{.prefix = "040", .digits = 5, .groups = {"south"}}};
  scenario.faults.emplace_back();
  return scenario;
}

class CallPlacesTest : public testing::Test {
 protected:
  std::vector<std::string> objects(std::string_view called) {
    const auto circuit = exchange::port_of(exchange::CircuitId{.group = 0, .circuit = 3});
    places_.at({.call = CallId{7},
                .half = {},
                .calling = {},
                .called = *callmodel::Digits::parse(called),
                .pic = {},
                .calling_port = circuit},
               random_);
    return places_.objects_of(CallId{7});
  }

  Scenario scenario_ = two_groups();
  NoFaults none_{};
  CallPlaces places_{scenario_, none_};
  runtime::Random random_{1};
};

TEST_F(CallPlacesTest, ACallThatCameInDependsOnItsTrunkGroupAndOnTheLineThatItCalls) {
  EXPECT_THAT(objects("200012"), ElementsAre("call 7", "trunk_group north", "line 1/2/3",
                                             "card 1/2", "link of card 1/2", "shelf 1"));
}

TEST_F(CallPlacesTest, ACallThatGoesThroughDependsOnBothTrunkGroups) {
  EXPECT_THAT(objects("04012"), ElementsAre("call 7", "trunk_group north", "trunk_group south"));
}

}  // namespace
}  // namespace forlopp::scenario
