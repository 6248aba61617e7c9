#pragma once

#include <deque>
#include <vector>

#include "runtime/observer.hpp"
#include "scenarios/live/trace.hpp"

namespace forlopp::live {

/// What clients want to see in full, and what has been told of it. Wants a traced node while
/// anybody wants anything; that costs speed and changes nothing of the run. All on the thread that
/// runs.
class TraceBook final : public runtime::Observer {
 public:
  /// The oldest one makes room for another.
  static constexpr std::size_t traces_max = 16;

  /// A run begins, perhaps again: what was traced before it is not of this run.
  void start_anew(const runtime::SimulatedNode& node);

  /// The node goes: nothing is recorded until the next one is there.
  void let_go() { node_ = nullptr; }

  void traced(const runtime::TraceEvent& event) override;
  void supervised(const runtime::SupervisorReport& report) override;

  /// Records a subject from now on, if that is not done yet; then `before` is how it begins.
  void begin(TraceParty party, std::vector<TracedStep> before);
  /// No longer; false if it was not recorded. What was recorded stays.
  bool end(const TraceSubject& subject);
  /// Those whose subjects are no more end by themselves.
  void pass(runtime::Instant now);
  bool wants_trace() const;

  /// Null if nobody has wanted it.
  const Trace* find(const TraceSubject& subject) const;
  /// The newest that this process belongs to as a whole subject; null if there is none.
  const Trace* find(runtime::Pid process) const;
  /// The trace that knows a step; null if it is not known, or not any more.
  const Trace* with_step(std::uint64_t step) const;

 private:
  const runtime::SimulatedNode* node_ = nullptr;
  RecentSteps recent_{};
  std::deque<Trace> traces_{};
};

}  // namespace forlopp::live
