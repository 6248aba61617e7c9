#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "runtime/observer.hpp"
#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/run_blocking.hpp"
#include "scenarios/engine/run_crashes.hpp"
#include "scenarios/engine/run_fault_log.hpp"
#include "scenarios/engine/run_ladders.hpp"
#include "scenarios/engine/statistics_cause.hpp"
#include "scenarios/engine/statistics_delay.hpp"
#include "scenarios/engine/statistics_level.hpp"
#include "scenarios/engine/statistics_timeline.hpp"
#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::scenario {

/// Watches an exchange from its first to its last moment and counts. Calls that began during the
/// warm-up are not counted; everything else is. For one thread: a simulated run.
class RunCollector final : public exchange::ExchangeObserver, public runtime::Observer {
 public:
  /// `blocking` and `ladders` outlive it. Calls that begin before `warm_up` do not count; the
  /// timeline is fine enough for calls that begin until `traffic_ends`.
  RunCollector(BlockingLog& blocking, LadderRecorder& ladders, Duration warm_up,
               Duration traffic_ends);

  /// The warm-up is over.
  void begin_measurement(Duration now);
  /// No new calls any more: what is a mean over time ends here.
  void end_measurement(Duration now);

  void attempt_began(callmodel::CallId call, runtime::Instant now) override;
  void call_answered(const callmodel::CallRecord& record) override;
  void attempt_ended(const callmodel::AttemptOutcome& outcome) override;
  void records_written(std::span<const exchange::EndedCall> calls) override;
  void recovered(const exchange::Recovery& recovery) override;
  void alarm_raised(const exchange::Alarm& alarm) override;
  void alarm_cleared(const exchange::Alarm& alarm) override;
  void circuit_sought(std::uint16_t group, runtime::Instant now, exchange::Sought sought) override;
  void circuits_busy(std::uint16_t group, runtime::Instant now, std::uint32_t circuits) override;
  void crashed(const runtime::CrashReport& report) override;
  void supervised(const runtime::SupervisorReport& report) override;
  void traced(const runtime::TraceEvent& event) override { ladders_.traced(event); }

  /// What a caller waited for, as heard at the telephone; counts if lifted after the warm-up.
  void dial_tone_heard(Duration lifted, Duration delay);
  void ringback_heard(Duration lifted, Duration delay);
  void answer_heard(Duration lifted, Duration delay);
  /// How a conversation ended, as its caller sees it: the exchange itself cannot tell a party that
  /// hangs up from one that heard nothing any more.
  enum class Conversation : std::uint8_t { completed, cut_off };
  void conversation_ended(Duration lifted, Conversation how);
  /// A software fault has struck this call.
  void call_struck(callmodel::CallId call);

  FaultLog& faults() { return faults_; }
  const FaultLog& faults() const { return faults_; }
  std::uint64_t calls_up() const { return static_cast<std::uint64_t>(calls_up_.level()); }
  /// Since the start of the run, warm-up included.
  std::uint64_t attempts_seen() const { return attempts_seen_; }
  std::uint64_t restarts() const { return restarts_total_; }
  /// From the last digit to the first ringback heard, of calls that count.
  const DelayHistogram& set_up_delays() const { return set_up_; }
  /// What can be read at any time: counts, restarts, faults.
  Measurements so_far() const;
  /// Everything that was collected until the run ended, into a measurement whose facts the caller
  /// fills in.
  void fill(Measurements& measured, Duration end) const;

 private:
  /// Calls are numbered as they begin.
  bool counts(callmodel::CallId call) const { return call >= first_counted_; }
  RestartCount& restart_row(int level, const std::string& level_name, const std::string& what);
  void count_restart(int level, const std::string& level_name, const std::string& what);
  void end_level(Duration now, bool was_answered);
  void put_struck_right(callmodel::CallId call, Duration now);
  void count_lost(const callmodel::AttemptOutcome& outcome);

  BlockingLog& blocking_;
  LadderRecorder& ladders_;
  Duration warm_up_;
  CallCounts counts_{};
  CauseCounter failed_{};
  CauseCounter answered_{};
  LevelMeter calls_up_{};
  LevelMeter talking_{};
  DelayHistogram dial_tone_{};
  DelayHistogram set_up_{};
  DelayHistogram answer_{};
  TimelineRecorder timeline_;
  TimelineRecorder::Column attempts_column_;
  TimelineRecorder::Column answered_column_;
  TimelineRecorder::Column failed_column_;
  TimelineRecorder::Column blocked_column_;
  TimelineRecorder::Column restarts_column_;
  TimelineRecorder::Column up_column_;
  std::vector<RestartCount> restarts_{};
  std::uint64_t restarts_total_ = 0;
  std::uint64_t attempts_seen_ = 0;
  double carried_erlangs_ = 0;
  std::vector<BlockingResult> blocking_results_{};
  std::vector<IncomingResult> incoming_results_{};
  callmodel::CallId first_counted_{UINT64_MAX};
  std::vector<callmodel::CallId> struck_{};  ///< By a software fault, and not over yet.
  std::vector<AlarmRecord> alarms_{};
  std::map<std::pair<std::string, exchange::ProbableCause>, std::size_t> standing_{};
  CrashCollection crashes_{};
  FaultLog faults_{};
};

}  // namespace forlopp::scenario
