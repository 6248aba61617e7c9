#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hwsim/simulated_equipment.hpp"
#include "runtime/check.hpp"
#include "runtime/simulated_node.hpp"

namespace forlopp::hwsim {
namespace {

using ::testing::SizeIs;

std::shared_ptr<const Population> people_for(const EquipmentPlan& plan, std::uint8_t length = 4) {
  Population people{.classes = {CallingClass{}}};
  people.numbers = numbers_for(plan, "2", length);
  return std::make_shared<const Population>(people);
}

TEST(Equipment, FillsCardsInTheOrderOfTheirPlaces) {
  runtime::SimulatedNode node;
  const EquipmentPlan plan{.shelves = 2, .slots = 2, .ports = 4, .lines = 13};
  const SimulatedEquipment equipment{node, plan, people_for(plan)};
  const auto cards = equipment.inventory();
  ASSERT_THAT(cards, SizeIs(4));
  EXPECT_EQ(cards.at(1).card, (hal::CardAddress{1, 2}));
  EXPECT_EQ(cards.at(2).ports, 4);
  EXPECT_EQ(cards.at(3).card, (hal::CardAddress{2, 2}));
  EXPECT_EQ(cards.at(3).ports, 1);
}

TEST(Equipment, LeavesSlotsEmptyWhenItRunsOutOfLines) {
  runtime::SimulatedNode node;
  const EquipmentPlan plan{.shelves = 1, .slots = 3, .ports = 4, .lines = 4};
  const SimulatedEquipment equipment{node, plan, people_for(plan)};
  EXPECT_THAT(equipment.inventory(), SizeIs(1));
  EXPECT_TRUE(equipment.card_driver({1, 1}));
  EXPECT_FALSE(equipment.card_driver({1, 2}));
}

TEST(Equipment, HasADriverForEachTrunkGroupAndShelf) {
  runtime::SimulatedNode node;
  const EquipmentPlan plan{.shelves = 2, .slots = 1, .trunk_groups = {{}, {.circuits = 10}}};
  const SimulatedEquipment equipment{node, plan, people_for(plan)};
  EXPECT_TRUE(equipment.trunk_driver(2));
  EXPECT_FALSE(equipment.trunk_driver(3));
  EXPECT_FALSE(equipment.trunk_driver(0));
  EXPECT_TRUE(equipment.shelf_driver(2));
  EXPECT_FALSE(equipment.shelf_driver(3));
}

TEST(Equipment, NeedsNumbersForAllItsLines) {
  runtime::SimulatedNode node;
  const EquipmentPlan plan{.shelves = 1, .slots = 16, .ports = 32};
  EXPECT_THROW((SimulatedEquipment{node, plan, people_for(plan, 3)}), runtime::CheckFailed);
  EXPECT_THROW((SimulatedEquipment{node, {.slots = 1}, people_for(plan)}), runtime::CheckFailed);
}

}  // namespace
}  // namespace forlopp::hwsim
