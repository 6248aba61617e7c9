#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/node.hpp"
#include "runtime/random.hpp"
#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/run_collector.hpp"
#include "switch/calls/software_faults.hpp"

namespace forlopp::scenario {

/// Whether it strikes inside half-calls.
bool is_software(FaultKind kind);

/// The faults of a scenario that are put into half-calls: crashes and poison numbers. Armed when
/// they strike, disarmed when they are over. A crash in a conversation takes one that is going on;
/// the others strike the next half that passes their point in call. For one thread: a simulated
/// run.
class SoftwareFaultPlan final : public exchange::SoftwareFaults {
 public:
  /// `faults` are those that may be armed; `collector` outlives it.
  SoftwareFaultPlan(RunCollector& collector, std::uint64_t seed, const std::vector<Fault>& faults);
  /// Whose clock tells when something struck, and through which halves are told.
  void attach(runtime::Node& node) { node_ = &node; }

  /// From now on it knows the conversations that go on, though no fault may want one yet.
  void watch_conversations() { watches_conversations_ = true; }
  /// Is told of each half that is struck, beside the collector.
  using Struck = std::function<void(const Fault& fault, const std::string& call, Duration now)>;
  void tell(Struck struck) { struck_ = std::move(struck); }

  struct Arming {
    std::optional<std::uint32_t> calls{};  ///< All that the target means without a number.
    runtime::Random* random = nullptr;     ///< Null: the plan's own. Outlives the plan.
  };
  /// So many calls will be struck. `fault` outlives the plan.
  void arm(const Fault& fault, const Arming& arming);
  /// Whether calls may still be struck by it.
  bool is_armed(const Fault& fault) const;
  /// What was armed first of this fault.
  void disarm_oldest(const Fault& fault);
  void disarm(const Fault& fault);

  exchange::Strike at(const exchange::CallPoint& point, runtime::Random& random) override;
  exchange::Strike due(const exchange::CallPoint& point) override;

 private:
  struct Armed {
    const Fault* fault;
    std::uint32_t left;  ///< Calls still to be struck; all when the choice is a share.
    runtime::Random* random;
  };
  /// The halves that are in a conversation.
  using Talking = std::map<std::pair<callmodel::CallId, callmodel::Pic>, runtime::Pid>;

  bool is_poisoned(const Fault& fault, const callmodel::Digits& called) const;
  bool chooses(Armed& armed, const exchange::CallPoint& point) const;
  void note_talking(const exchange::CallPoint& point);
  void strike_conversations(Armed& armed);
  void note(const Fault& fault, const exchange::CallPoint& point);

  RunCollector* collector_;
  std::uint64_t seed_;
  runtime::Random random_;
  runtime::Node* node_ = nullptr;
  std::vector<Armed> armed_{};
  Struck struck_{};
  bool watches_conversations_;  ///< Some fault may want one.
  Talking talking_{};
  std::map<runtime::Pid, const Fault*> due_{};
};

}  // namespace forlopp::scenario
