#pragma once

#include <string>
#include <vector>

#include "hwsim/card_faults.hpp"
#include "runtime/random.hpp"
#include "runtime/simulated_node.hpp"
#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/scenario_exchange.hpp"
#include "switch/hal/equipment.hpp"

namespace forlopp::scenario {

/// A storm over all lines, or a share of them, takes hold of whole cards: each person joins with
/// that share, if idle, at a time of their own.
bool takes_whole_cards(const Fault& fault);

/// The things of one running exchange that can be broken, and how: turns a target into those that
/// are hit, and a kind of fault into what is done to them.
class Victims {
 public:
  /// One thing that is hit, as scenarios and as the exchange's alarms call it.
  struct Hit {
    std::string target;
    std::string object;
    LineAddress address{0, 0, 0};
  };

  /// `node` and `equipment` outlive it.
  Victims(const ExchangePlan& exchange, runtime::SimulatedNode& node,
          const hal::Equipment& equipment)
      : exchange_{exchange}, node_{node}, equipment_{equipment} {}

  /// Draws who is hit this time.
  std::vector<Hit> choose(const Fault& fault, runtime::Random& random) const;
  /// Does it to one of them.
  void strike(const Fault& fault, const Hit& hit);
  /// Takes it back, where a fault lasts.
  void heal(const Fault& fault, const Hit& hit);
  /// A pulled card goes back after so long from now; zero: never. Nothing, if it is in its slot.
  void leave_out(const Hit& card, Duration back_after);

 private:
  std::vector<Hit> choose(const Target& target, runtime::Random& random) const;
  std::vector<Hit> all(const Target& target) const;
  Hit at_address(const Target& target) const;
  static Hit shelf_hit(int shelf);
  Hit card_hit(int shelf, int card) const;
  Hit line_hit(int line) const;
  runtime::Pid driver_of(const Hit& hit) const;
  void kill(const Hit& hit);

  const ExchangePlan& exchange_;
  runtime::SimulatedNode& node_;
  const hal::Equipment& equipment_;
};

}  // namespace forlopp::scenario
