#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "scenarios/live/recent_steps.hpp"
#include "scenarios/live/trace_subject.hpp"

namespace forlopp::live {

/// All that is told of one subject: every step in which somebody of it takes part, of a call also
/// what comes of that at others, and of each step what it came of. Keeps the last ones and counts
/// the others.
class Trace {
 public:
  static constexpr std::size_t steps_max = 5'000;

  /// `before`: what is known from before anybody looked.
  Trace(TraceParty party, runtime::Instant since, std::vector<TracedStep> before)
      : party_{std::move(party)}, since_{since}, before_{std::move(before)} {}

  void take(const runtime::TraceEvent& event, const RecentSteps::News& news,
            const RecentSteps& recent);
  /// The supervisor of this process has started it again: that spawn is a restart.
  void restarted(const runtime::SupervisorReport& report);
  /// Ends by itself some time after the last of its subject has, or when none of it has come.
  void pass(runtime::Instant now);

  /// Nobody wants it any more. What was recorded stays.
  void stop() { is_over_ = true; }
  bool records() const { return !is_over_; }

  const TraceParty& party() const { return party_; }
  runtime::Instant since() const { return since_; }
  std::uint64_t forgotten() const { return forgotten_; }
  /// Null if it is not of this trace, or forgotten.
  const TracedStep* find(std::uint64_t step) const;
  /// What came of a step at once.
  std::vector<std::uint64_t> effects_of(std::uint64_t step) const;
  /// In the order in which they were handled; those from before first.
  std::vector<TracedStep> steps() const;

 private:
  struct Kept {
    TracedStep step{};
    int distance = 0;  ///< From the subject, in steps; below 0: only because something came of it.
  };
  std::optional<int> distance_of(const runtime::TraceEvent& event, const TracedStep& step) const;
  void keep(const TracedStep& step, int distance);
  void keep_causes(std::uint64_t cause, const RecentSteps& recent);

  TraceParty party_;
  runtime::Instant since_;
  std::vector<TracedStep> before_;
  std::map<std::uint64_t, Kept> steps_{};
  std::uint64_t forgotten_ = 0;
  std::optional<runtime::Instant> ended_{};
  bool is_over_ = false;
};

}  // namespace forlopp::live
