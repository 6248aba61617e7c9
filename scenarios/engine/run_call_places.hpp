#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/scenario.hpp"
#include "switch/calls/software_faults.hpp"

namespace forlopp::scenario {

/// Remembers who calls whom, and so which parts of the exchange a call depends on. Half-calls tell
/// it on their way to the software faults. Of calls so old that as many as it remembers began
/// since, it knows nothing.
class CallPlaces final : public exchange::SoftwareFaults {
 public:
  /// Both outlive it.
  CallPlaces(const Scenario& scenario, exchange::SoftwareFaults& faults);
  /// From now on also without faults in the scenario, which have need of it.
  void remember();

  exchange::Strike at(const exchange::CallPoint& point, runtime::Random& random) override;
  exchange::Strike due(const exchange::CallPoint& point) override { return faults_.due(point); }

  /// What the call depends on, as faults call it: itself, lines, cards and shelves of who calls
  /// and who is called, the trunk group by which it came in and those of its route. Only itself
  /// where nothing more is known.
  std::vector<std::string> objects_of(callmodel::CallId call) const;

 private:
  struct Parties {
    callmodel::CallId call{};
    callmodel::Digits calling;
    callmodel::Digits called;
    callmodel::PortId calling_port{};
  };
  void add_way_in(std::vector<std::string>& objects, callmodel::PortId port) const;
  void add_line(std::vector<std::string>& objects, std::string_view number) const;
  void add_groups(std::vector<std::string>& objects, std::string_view number) const;

  const ExchangePlan& exchange_;
  exchange::SoftwareFaults& faults_;
  std::vector<Parties> remembered_;  ///< Each call at its number, modulo the size.
};

}  // namespace forlopp::scenario
