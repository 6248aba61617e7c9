#include "hwsim/simulated_equipment.hpp"

#include <algorithm>
#include <utility>

#include "hwsim/simulated_shelf.hpp"
#include "runtime/check.hpp"
#include "runtime/name.hpp"

namespace forlopp::hwsim {
namespace {

constexpr std::uint8_t remembered_messages = 16;

runtime::SpawnOptions hardware(const char* kind, std::uint32_t number) {
  return {.label = {kind, number},
          .processor = runtime::Processor::external,
          .black_box = remembered_messages};
}

/// `telephones 1/3`: a card and the people at its lines. A name lives as long as the program.
const char* label_of(hal::CardAddress card) {
  return runtime::Name{"telephones " + to_string(card)}.text().data();
}

std::uint32_t lines_of(const EquipmentPlan& plan) {
  const std::uint32_t most = std::uint32_t{plan.shelves} * plan.slots * plan.ports;
  runtime::check(plan.lines <= most, "more lines than the shelves hold");
  return plan.lines == 0 ? most : plan.lines;
}

RackSize rack_of(const EquipmentPlan& plan) {
  return {plan.shelves, plan.slots, plan.ports,
          static_cast<hal::TrunkGroupNumber>(plan.trunk_groups.size())};
}

}  // namespace

LineNumbers numbers_for(const EquipmentPlan& plan, std::string prefix, std::uint8_t length) {
  return {lines_of(plan), plan.slots, plan.ports, std::move(prefix), length};
}

SimulatedEquipment::SimulatedEquipment(runtime::Node& node, const EquipmentPlan& plan,
                                       std::shared_ptr<const Population> population)
    : node_{node},
      population_{std::move(population)},
      building_{std::make_shared<Backplane>(rack_of(plan))},
      backplane_{building_} {
  const LineNumbers& numbers = population_->numbers;
  runtime::check(
      numbers.lines == lines_of(plan) && numbers.slots == plan.slots && numbers.ports == plan.ports,
      "the numbers are of other lines than the plan's");
  runtime::check(numbers.range() >= numbers.lines, "the numbers are too short for so many lines");
  runtime::check(plan.ports >= 1 && plan.ports <= hal::ports_max, "a card has 1 to 64 ports");
  runtime::check(!population_->classes.empty(), "people are of some class");
  build_cards(plan);
  build_shelves();
  build_trunk_groups(plan);
}

void SimulatedEquipment::build_cards(const EquipmentPlan& plan) {
  const std::uint32_t lines = lines_of(plan);
  for (std::uint32_t line = 0; line < lines; line += plan.ports) {
    const auto ports =
        static_cast<hal::PortNumber>(std::min<std::uint32_t>(plan.ports, lines - line));
    CardPlan card{.card = population_->numbers.address_of(line).card,
                  .ports = ports,
                  .latency = plan.link_latency,
                  .boot_time = plan.boot_time,
                  .event_repeat = plan.event_repeat};
    building_->plug_in(card.card, node_.spawn<SimulatedCard>(hardware(label_of(card.card), 0), card,
                                                             backplane_, population_));
    inventory_.push_back({card.card, ports});
  }
}

void SimulatedEquipment::build_shelves() {
  for (std::uint16_t shelf = 1; shelf <= backplane_->size().shelves; ++shelf) {
    std::vector<hal::CardInventory> cards;
    std::ranges::copy_if(inventory_, std::back_inserter(cards),
                         [&](const auto& card) { return card.card.shelf == shelf; });
    building_->plug_in_shelf(shelf,
                             node_.spawn<SimulatedShelf>(hardware("rack shelf", shelf), cards));
  }
}

void SimulatedEquipment::build_trunk_groups(const EquipmentPlan& plan) {
  hal::TrunkGroupNumber number = 0;
  for (FarExchangePlan group : plan.trunk_groups) {
    group.group = ++number;
    building_->plug_in(number, node_.spawn<FarExchange>(hardware("far exchange", number), group,
                                                        backplane_, population_));
  }
}

runtime::Pid SimulatedEquipment::card_of_line(std::uint32_t line) const {
  return backplane_->card(population_->numbers.address_of(line).card);
}

runtime::Pid SimulatedEquipment::start_traffic(const TrafficPlan& plan) {
  const runtime::Pid source = node_.spawn<TrafficSource>(
      hardware("traffic", plan.calling_class + std::uint32_t{1}), plan, backplane_, population_);
  node_.send(source, StartTraffic{});
  return source;
}

void SimulatedEquipment::report_outcomes_to(runtime::Pid collector) {
  tell_cards(ReportOutcomesTo{collector});
  for (hal::TrunkGroupNumber group = 1; group <= backplane_->size().trunk_groups; ++group)
    node_.send(backplane_->trunk_group(group), ReportOutcomesTo{collector});
}

}  // namespace forlopp::hwsim
