#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hwsim/far_exchange.hpp"
#include "hwsim/people.hpp"
#include "hwsim/simulated_equipment.hpp"
#include "runtime/node.hpp"
#include "switch/supervision/exchange.hpp"

namespace forlopp::test {

/// A far exchange behind two trunk groups. Calls to it that find no circuit in the first one leave
/// by the second.
struct FarLoad {
  hal::CircuitNumber circuits = 0;     ///< Of each group; 0: there is no far exchange.
  double share = 0.0;                  ///< Of the calls of the lines: these go there.
  double calls_from_each_group = 0.0;  ///< A second, to the lines that answer.
};

/// An exchange and how much its people call each other. The first three tenths of the lines only
/// call, the others only answer.
struct LoadPlan {
  /// 1,000, 10,000, 100,000 or 1,000,000. An exchange takes a hook that moves more than 5 times a
  /// second for a fault, so a line can make two calls a second for long.
  std::uint32_t lines = 1'000;
  double calls_per_idle_caller = 2.0;  ///< A second.
  runtime::Duration conversation{};
  runtime::Duration gives_up_after = std::chrono::seconds{60};  ///< Without a dial tone.
  std::string database{};                                       ///< A file; empty: none.
  FarLoad far{};
};

/// An exchange, the hardware and the people at its lines, on one node. Nobody thinks, hesitates or
/// lets the telephone ring: a call takes as long as the exchange takes for it. Overload control is
/// off.
class BusyExchange {
 public:
  BusyExchange(std::unique_ptr<runtime::Node> node, const LoadPlan& plan,
               exchange::Surroundings surroundings = {});

  void start_traffic();
  /// No new calls. Those that are up go on to their end.
  void stop_traffic();
  /// This line calls that one, if both are idle.
  void place_call(std::uint32_t caller, std::uint32_t called);

  runtime::Node& node() { return *node_; }
  exchange::Exchange& exchange() { return *exchange_; }
  hwsim::SimulatedEquipment& equipment() { return *equipment_; }
  exchange::CallCounts counts() const { return exchange_->counts(); }
  /// No call in progress, nobody talks, every record is written.
  bool is_quiet() const;
  /// What does not add up in the books of a quiet exchange; empty: all is well.
  std::vector<std::string> contradictions() const;
  /// What is held by nobody in a quiet exchange, as its own auditor finds it, and what else its
  /// audits have found since it started; empty: all is well. Lets time pass.
  std::vector<std::string> audit();
  /// All cards of the exchange are up.
  bool is_ready() const;
  /// What the far exchange has counted, all groups together; nothing if it does not answer.
  std::optional<hwsim::TrunkCounts> far_counts();

 private:
  bool has_far() const { return plan_.far.circuits > 0; }

  LoadPlan plan_;
  // In the order in which they may end, the last one first.
  std::unique_ptr<exchange::Exchange> exchange_;
  std::unique_ptr<hwsim::SimulatedEquipment> equipment_;
  std::unique_ptr<runtime::Node> node_;
  std::vector<runtime::Pid> sources_{};
};

}  // namespace forlopp::test
