#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hwsim/backplane.hpp"
#include "hwsim/far_exchange.hpp"
#include "hwsim/population.hpp"
#include "hwsim/simulated_card.hpp"
#include "hwsim/traffic_source.hpp"
#include "runtime/node.hpp"
#include "switch/hal/equipment.hpp"

namespace forlopp::hwsim {

/// What to build.
struct EquipmentPlan {
  std::uint16_t shelves = 1;
  std::uint16_t slots = 16;  ///< Of each shelf, all with a card as long as there are lines.
  hal::PortNumber ports = 32;
  std::uint32_t lines = 0;  ///< 0: as many as fit; the last card may have fewer ports.
  Distribution link_latency{};
  runtime::Duration boot_time = std::chrono::seconds{1};
  runtime::Duration event_repeat = std::chrono::milliseconds{500};
  /// Trunk groups, numbered from 1 in this order (`group` is filled in).
  std::vector<FarExchangePlan> trunk_groups{};
};

/// Shelves, cards and far exchanges on a node, driven by processes that cost the node's processor
/// nothing. They live as long as the node. Destroy it after the node where processes of an exchange
/// still ask it: any thread may.
class SimulatedEquipment final : public hal::Equipment {
 public:
  /// `population.numbers` must fit the plan, or a check fails; `numbers_for` makes it so. `node` is
  /// used by its functions, not by its destructor.
  SimulatedEquipment(runtime::Node& node, const EquipmentPlan& plan,
                     std::shared_ptr<const Population> population);

  std::vector<hal::CardInventory> inventory() const override { return inventory_; }
  runtime::Pid card_driver(hal::CardAddress card) const override { return backplane_->card(card); }
  runtime::Pid trunk_driver(hal::TrunkGroupNumber group) const override {
    return backplane_->trunk_group(group);
  }
  runtime::Pid shelf_driver(std::uint16_t shelf) const override { return backplane_->shelf(shelf); }

  /// The simulated card with this line, counted from 0: where telephones and faults are.
  runtime::Pid card_of_line(std::uint32_t line) const;
  const Population& population() const { return *population_; }
  const std::shared_ptr<const Backplane>& backplane() const { return backplane_; }

  /// Starts the calls of one class; the source stops with `StopTraffic`. `StartTraffic` is sent.
  runtime::Pid start_traffic(const TrafficPlan& plan);
  /// Every caller's `CallOutcome` goes there, from now on.
  void report_outcomes_to(runtime::Pid collector);
  /// The same message to all cards.
  template <class M>
  void tell_cards(const M& message) {
    for (const hal::CardInventory& card : inventory_)
      node_.send(backplane_->card(card.card), message);
  }

 private:
  void build_cards(const EquipmentPlan& plan);
  void build_shelves();
  void build_trunk_groups(const EquipmentPlan& plan);

  runtime::Node& node_;
  std::shared_ptr<const Population> population_;
  std::shared_ptr<Backplane> building_;
  std::shared_ptr<const Backplane> backplane_;
  std::vector<hal::CardInventory> inventory_{};
};

/// The numbering of all lines of a plan.
LineNumbers numbers_for(const EquipmentPlan& plan, std::string prefix, std::uint8_t length);

}  // namespace forlopp::hwsim
