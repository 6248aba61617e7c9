#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/run_strikes_list.hpp"

namespace forlopp::scenario {

/// Judges the faults of which something is expected. Looks only: the run takes its course whether
/// it judges or not.
class Verdicts {
 public:
  /// What has been found out of one expectation.
  struct Finding {
    std::size_t fault = 0;
    ExpectationResult result;
  };

  /// `fault` outlives it.
  void expect(std::size_t index, const Fault& fault);
  /// Whether something is still to be judged.
  bool is_waiting() const { return open_ > 0; }
  /// When the next one is due; Duration::max() if that is not known yet.
  Duration next() const;

  /// The fault is about to strike; `so_far` is what was measured until now. Its first strike
  /// counts.
  void strikes(std::size_t index, Duration now, const Measurements& so_far);
  /// It does nothing any more, and will not.
  void is_over(std::size_t index, Duration now);
  /// Those that can be judged now. What has not struck is never judged.
  std::vector<Finding> judge(Duration now, const Measurements& so_far);
  /// All that are left: the run is over.
  std::vector<Finding> judge_rest(const Measurements& so_far);

  std::vector<std::size_t> waiting() const;
  FaultVerdict of(std::size_t index) const;
  /// `calls_lost == 0: 2; recovered within 5s: 0.8 s`; without what is not known yet.
  std::string text_of(std::size_t index) const;
  /// In the order in which they are expected. What has not been judged is not held.
  std::vector<ExpectationResult> results_of(std::size_t index) const;

 private:
  struct Case {
    const Fault* fault = nullptr;
    std::optional<Duration> struck{};
    std::optional<Duration> over{};
    Measurements before{};
    std::vector<std::optional<ExpectationResult>> results{};

    bool is_closed() const;
    Duration due() const;
  };
  enum class Look : std::uint8_t { early, last };
  void judge(std::size_t index, Case& one, const Measurements& so_far, Look look,
             std::vector<Finding>& findings);
  void close(Case& one);

  std::map<std::size_t, Case> cases_{};
  std::size_t open_ = 0;
};

}  // namespace forlopp::scenario
