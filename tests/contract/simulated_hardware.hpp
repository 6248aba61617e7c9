#pragma once

#include <memory>

#include "hwsim/card_faults.hpp"
#include "hwsim/simulated_equipment.hpp"
#include "hwsim/telephone.hpp"
#include "runtime/simulated_node.hpp"

namespace forlopp::contract {

/// Hardware under the contract test: one card with four lines, and hands that use the telephones.
/// Any other kind of hardware that offers the same functions can be held to the contract.
class SimulatedHardware {
 public:
  explicit SimulatedHardware(std::uint64_t seed = 1)
      : node_{{.seed = seed}}, equipment_{node_, plan(), population()} {}

  runtime::Node& node() { return node_; }
  const hal::Equipment& equipment() const { return equipment_; }
  void pass(runtime::Duration time) { node_.run_for(time); }

  void lift(hal::PortNumber port) { tell(hwsim::Lift{port}); }
  void hang_up(hal::PortNumber port) { tell(hwsim::HangUp{port}); }
  void press(hal::PortNumber port, char symbol) { tell(hwsim::Press{port, symbol}); }
  void flash(hal::PortNumber port) { tell(hwsim::PressFlash{port}); }

  void lose(double share) { tell(hwsim::LoseMessages{share}); }
  void repeat(double share) { tell(hwsim::DoubleMessages{share}); }
  void reorder(double share) { tell(hwsim::ReorderMessages{share}); }
  void damage(double share) { tell(hwsim::DamageMessages{share}); }
  void delay(double share, runtime::Duration time) {
    tell(hwsim::DelayMessages{share, hwsim::Distribution::constant(time)});
  }
  void heal_link() { tell(hwsim::HealLink{}); }
  void hang_firmware() { tell(hwsim::HangFirmware{}); }
  void crash(runtime::Duration reset_after) { tell(hwsim::CrashCard{reset_after}); }
  void pull() { tell(hwsim::PullCard{}); }
  void insert() { tell(hwsim::InsertCard{}); }

 private:
  static hwsim::EquipmentPlan plan() { return {.shelves = 1, .slots = 1, .ports = 4}; }
  static std::shared_ptr<const hwsim::Population> population() {
    return std::make_shared<const hwsim::Population>(hwsim::Population{
        .numbers = hwsim::numbers_for(plan(), "2", 3), .classes = {hwsim::CallingClass{}}});
  }
  template <class M>
  void tell(const M& message) {
    node_.send(equipment_.card_driver({1, 1}), message);
    node_.settle();
  }

  runtime::SimulatedNode node_;
  hwsim::SimulatedEquipment equipment_;
};

}  // namespace forlopp::contract
