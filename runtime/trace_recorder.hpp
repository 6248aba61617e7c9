#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "runtime/observer.hpp"

namespace forlopp::runtime {

/// A `TraceEvent` that can be kept.
struct TraceStep {
  std::uint64_t id = 0;
  std::uint64_t cause = 0;
  Instant when{};
  TraceEvent::Kind kind{};
  Pid from{};
  Pid to{};
  std::string from_label{};
  std::string to_label{};
  std::string what{};
  std::string text{};  ///< The message itself, if its type has a `describe`.
};

/// Keeps the last events of a traced node. Thread-safe.
class TraceRecorder : public Observer {
 public:
  explicit TraceRecorder(std::size_t steps_max = 100'000) : steps_max_{steps_max} {}

  void traced(const TraceEvent& event) override;
  /// In the order of their ids.
  std::vector<TraceStep> steps() const;
  /// How many there were before those.
  std::uint64_t forgotten() const;

 private:
  const std::size_t steps_max_;
  mutable std::mutex mutex_{};
  std::deque<TraceStep> steps_{};
  std::uint64_t forgotten_ = 0;
};

/// What arrived at, began, or ended one of these processes and came from one of them, or from
/// nobody.
std::vector<TraceStep> between(std::span<const TraceStep> steps, std::span<const Pid> processes);
/// A step and what it came of, as far back as is known; the first cause first.
std::vector<TraceStep> causes_of(std::span<const TraceStep> steps, std::uint64_t id);
/// A step and all that came of it.
std::vector<TraceStep> effects_of(std::span<const TraceStep> steps, std::uint64_t id);

/// A message sequence chart: `draw_ladder` of the messages and signals that arrived, the spawns and
/// the ends.
std::string draw_ladder_of(std::span<const TraceStep> steps);

}  // namespace forlopp::runtime
