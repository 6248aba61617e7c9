#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/run_collector.hpp"
#include "switch/calls/software_faults.hpp"

namespace forlopp::runtime {
class Node;
}

namespace forlopp::scenario {

/// The faults of a scenario that are put into half-calls: crashes and poison numbers. Armed when
/// they strike, disarmed when they are over. For one thread: a simulated run.
class SoftwareFaultPlan final : public exchange::SoftwareFaults {
 public:
  explicit SoftwareFaultPlan(RunCollector& collector) : collector_{&collector} {}
  /// Whose clock tells when something struck.
  void attach(const runtime::Node& node) { node_ = &node; }

  void arm(const Fault& fault);
  void disarm(const std::string& name);

  exchange::Strike at(const exchange::CallPoint& point, runtime::Random& random) override;

 private:
  struct Armed {
    const Fault* fault;
    std::uint32_t left;  ///< Calls still to be struck; all when the choice is a share.
  };
  static bool chooses(Armed& armed, const exchange::CallPoint& point, runtime::Random& random);
  void note(const Fault& fault, const exchange::CallPoint& point);

  RunCollector* collector_;
  const runtime::Node* node_ = nullptr;
  std::vector<Armed> armed_{};
};

}  // namespace forlopp::scenario
