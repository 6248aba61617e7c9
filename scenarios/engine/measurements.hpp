#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/units.hpp"

/// Everything that a run yields, as plain values: whoever runs it fills them in, the reports show
/// them. All points in time count from the start of the run, warm-up included, in virtual time.
/// Text in here may come from a scenario or a subscriber: the reports escape it.
namespace forlopp::scenario {

/// An estimate and where the true value lies with the given confidence.
struct Interval {
  double value = 0;
  double low = 0;
  double high = 0;
  double confidence = 0.99;

  /// Half of its width over the value; 0 for an interval around zero.
  double relative_half_width() const { return value == 0 ? 0 : (high - low) / (2 * value); }
  bool contains(double x) const { return low <= x && x <= high; }
};

/// How many ended with a cause of Q.850; `name` as in the cause table.
struct CauseCount {
  int cause = 0;
  std::string name;
  std::uint64_t count = 0;
};

/// What became of the attempts. Always `attempts == answered + failed + in_progress`.
struct CallCounts {
  std::uint64_t attempts = 0;     ///< A line lifted to make a call, or a circuit seized from afar.
  std::uint64_t answered = 0;     ///< Whatever ended them later.
  std::uint64_t completed = 0;    ///< Answered and ended by one of the two who talked.
  std::uint64_t failed = 0;       ///< Ended before an answer: the sum of `failed_by_cause`.
  std::uint64_t in_progress = 0;  ///< Not yet answered when the run ended.
  std::uint64_t talking = 0;      ///< Answered and not yet over when the run ended.
  std::uint64_t cut_off_transient = 0;  ///< Of the failed: lost by a fault of ours, not congestion.
  std::uint64_t cut_off_stable = 0;     ///< Of the answered: lost by a fault while they talked.
  std::uint64_t struck = 0;             ///< In which a fault made a half-call crash.
  std::uint64_t records = 0;            ///< Call records written.
  std::uint64_t most_at_once = 0;       ///< Calls in progress or talking, the most seen.
  double carried_erlangs = 0;           ///< Talking calls, mean over the measured time.
  std::vector<CauseCount> failed_by_cause;    ///< By cause value, ascending.
  std::vector<CauseCount> answered_by_cause;  ///< How the answered ones ended.
};

/// Delays of up to `upper`, above the bucket before.
struct DelayBucket {
  Duration upper{};
  std::uint64_t count = 0;
};

/// What a delay should be: `p95` stands for 95 % and is zero where only the mean is given.
struct DelayTarget {
  Duration mean{};
  Duration p95{};
  std::string source;  ///< `Q.543 load A`.
};

/// A delay's distribution. Quantiles are upper ends of their bucket: less than 1 % too high.
struct DelayDistribution {
  std::string name;  ///< `dial tone`, `set-up`, `answer`.
  std::uint64_t count = 0;
  Duration least{};
  Duration mean{};
  Duration p50{};
  Duration p95{};
  Duration p99{};
  Duration most{};
  std::optional<DelayTarget> target;
  std::vector<DelayBucket> buckets;  ///< Ascending, empty ones left out.
};

/// What a formula says of the same offered load.
struct TheoryValue {
  std::string formula;  ///< `Erlang B`, `Engset`, `exact overflow`.
  double blocking = 0;
  bool reference = false;  ///< Only to compare with: the traffic is not what the formula takes.
};

/// One group of circuits, one stream of traffic, or a route as a whole, and what it refused.
struct BlockingResult {
  std::string name;
  int circuits = 0;  ///< 0 for a stream that has none of its own.
  std::uint64_t attempts = 0;
  std::uint64_t blocked = 0;
  std::optional<double> offered_erlangs;  ///< None for a stream without circuits.
  std::optional<double> carried_erlangs;
  std::optional<Interval> blocking;  ///< None while there is too little to say.
  std::optional<TheoryValue> theory;
};

/// Calls that come in by one trunk group, as its far end counts them.
struct IncomingResult {
  std::string group;
  int circuits = 0;
  std::uint64_t attempts = 0;  ///< Wanted a circuit at the far end.
  std::uint64_t blocked = 0;   ///< Of these: found none idle there; our exchange never saw them.
  std::uint64_t refused = 0;   ///< Of the others: released by our exchange for congestion.
  std::optional<Interval> blocking;  ///< Of `blocked`; none while there is too little to say.
};

/// The share of attempts that found no circuit; 0 without attempts.
inline double blocked_share(const IncomingResult& result) {
  return result.attempts == 0
             ? 0
             : static_cast<double>(result.blocked) / static_cast<double>(result.attempts);
}

/// Restarts at one place, counted at one level of recovery, smallest level first.
struct RestartCount {
  int level = 0;           ///< 1 half-call, 2 card process, 3 shelf, 4 call processing, 5 node.
  std::string level_name;  ///< `card process`.
  std::string supervisor;
  std::uint64_t count = 0;
  std::uint64_t lost_transient = 0;  ///< Calls not yet answered that went with them.
  std::uint64_t lost_stable = 0;
};

/// A fault as it struck. Detected, recovered and taken back count from `at`; none: not seen, not
/// over, not taken back.
struct FaultRecord {
  Duration at{};
  std::string name;  ///< As the scenario calls it.
  std::string kind;
  std::string target;
  std::optional<Duration> detected_after;
  std::optional<Duration> recovered_after;
  std::uint64_t lost_transient = 0;
  std::uint64_t lost_stable = 0;
  std::optional<Duration> taken_back_after{};  ///< By the scenario's `abort_when`.
  bool outlived_run = false;                   ///< Still at work when the run ended.
};

/// The severities of X.733.
enum class Severity : std::uint8_t { warning, minor, major, critical };

struct AlarmRecord {
  Duration raised_at{};
  std::optional<Duration> cleared_at;
  Severity severity = Severity::warning;
  std::string object;  ///< `shelf 1 card 3`.
  std::string text;
};

/// A process that died of its own fault, with its black box.
struct CrashReport {
  Duration at{};
  std::string process;  ///< `originating half of line 1/2/17`.
  std::string reason;
  std::string supervisor;
  std::string text;    ///< The whole report.
  std::string ladder;  ///< What went between the processes of the call; may be empty.
};

/// A law of conservation, checked.
struct AuditResult {
  std::string law;  ///< `every attempt has one cause`.
  bool held = true;
  std::uint64_t checks = 0;  ///< How often it was looked at, during the run and after it.
  std::string finding;       ///< When it did not hold: what was wrong.
};

/// An expectation of the scenario, as written, with what came out.
struct ExpectationResult {
  std::string text;
  bool held = false;
  std::string measured;  ///< `0.2121 (0.2087 .. 0.2155)`; with its unit.
};

/// One quantity over time: a value for each interval of the timeline.
struct TimelineColumn {
  std::string name;  ///< Among others: `attempts`, `answered`, `blocked`, `calls up`, `restarts`.
  std::string unit;  ///< `/s` for what happened per second, `` for a level.
  std::vector<double> values;
};

/// What happened when, in intervals of equal length from the start of the run.
struct Timeline {
  Duration interval{};
  std::vector<TimelineColumn> columns;
};

/// A call of which the scenario wanted to see the messages.
struct LadderRecord {
  std::string title;  ///< `first call: 210003 to 210017, answered`.
  std::string text;
};

/// Which program ran what, for how long.
struct RunFacts {
  std::string scenario;  ///< Name of the scenario file.
  std::string title;
  std::string about;
  std::string program_version;
  std::uint64_t seed = 0;
  std::string fingerprint;     ///< Empty on the threaded scheduler, which has none.
  std::string scheduler;       ///< `simulated`, `threaded with 2 threads`.
  std::string replay_command;  ///< Gives this run again.
  Duration warm_up{};          ///< The part of `virtual_time` at its start that is not measured.
  Duration virtual_time{};     ///< From start to end, drain included.
  Duration measured{};         ///< The part that counts: without warm-up and drain.
  Duration wall_time{};        ///< By the machine's clock.
  std::uint64_t lines = 0;
  std::uint64_t events = 0;  ///< Messages and signals handled, as far as counted.
  bool interrupted = false;  ///< Ended by the user; the measurements are those so far.

  /// Virtual time over wall time; 0 when either is unknown.
  double speed_factor() const {
    return wall_time.count() <= 0
               ? 0
               : static_cast<double>(virtual_time.count()) / static_cast<double>(wall_time.count());
  }
};

struct Measurements {
  RunFacts run;
  CallCounts calls;
  std::vector<DelayDistribution> delays;
  std::vector<BlockingResult> blocking;
  std::vector<IncomingResult>
      incoming;                        ///< Groups by which somebody wanted to call, as configured.
  std::vector<RestartCount> restarts;  ///< By level, then supervisor.
  std::vector<FaultRecord> faults;     ///< In the order in which they struck.
  std::vector<AlarmRecord> alarms;
  std::vector<CrashReport> crashes;  ///< The first ones; `crashes_total` counts all.
  std::uint64_t crashes_total = 0;
  std::vector<LadderRecord> ladders;
  std::vector<AuditResult> audits;
  std::vector<ExpectationResult> expectations;
  Timeline timeline;
};

enum class Verdict : std::uint8_t {
  passed,  ///< All expectations and all laws of conservation held.
  failed,  ///< One did not; of an interrupted run, a law: expectations may still have come true.
  interrupted,  ///< Ended too early to say.
};

inline Verdict verdict_of(const Measurements& measured) {
  for (const auto& audit : measured.audits) {
    if (!audit.held) return Verdict::failed;
  }
  if (measured.run.interrupted) return Verdict::interrupted;
  for (const auto& expectation : measured.expectations) {
    if (!expectation.held) return Verdict::failed;
  }
  return Verdict::passed;
}

inline bool passed(const Measurements& measured) {
  return verdict_of(measured) == Verdict::passed;
}

}  // namespace forlopp::scenario
