#pragma once

#include <cstdint>
#include <vector>

#include "runtime/simulated_node.hpp"
#include "scenarios/live/traced_step.hpp"

namespace forlopp::live {

/// The last events of a traced node as steps, whoever they concern: where the causes of a step are
/// found. A message that is sent and handled is two events and one step, which has the number of
/// its sending.
class RecentSteps {
 public:
  /// What an event has made of a step.
  struct News {
    TracedStep* step = nullptr;  ///< Valid until the next event; null: nothing to be shown.
    bool is_arrival = false;     ///< Of a step that is older.
  };

  News note(const runtime::TraceEvent& event, const runtime::SimulatedNode& node);
  /// Null if it is too old.
  const TracedStep* find(std::uint64_t step) const;
  /// The step that an event belongs to; 0 if it is too old.
  std::uint64_t step_of(std::uint64_t event) const;
  /// Gives back its memory.
  void clear() { ring_ = {}; }

 private:
  static constexpr std::size_t kept = 8'192;

  struct Entry {
    std::uint64_t event = 0;
    std::uint64_t step = 0;
    TracedStep told{};  ///< If the event began it.
  };
  Entry& entry(std::uint64_t event) { return ring_[event % kept]; }
  const Entry* known(std::uint64_t event) const;
  News begin(const runtime::TraceEvent& event);
  News arrive(const runtime::TraceEvent& event, const runtime::SimulatedNode& node);

  std::vector<Entry> ring_{};
  TracedStep old_{};  ///< What arrives of a step that is too old.
};

}  // namespace forlopp::live
