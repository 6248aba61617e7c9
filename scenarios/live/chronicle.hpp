#pragma once

#include <cstdint>

#include "runtime/observer.hpp"
#include "scenarios/live/books.hpp"
#include "switch/mgmt/event_log.hpp"
#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::live {

/// Writes down what happens in a run, as it happens: each thing as an event of the log, and in the
/// books what is shown of it later. Of one run the events are always the same, whoever looks. For
/// one thread.
class Chronicle final : public runtime::Observer, public exchange::ExchangeObserver {
 public:
  /// Both outlive it.
  Chronicle(management::EventLog& log, Books& books) : log_{log}, books_{books} {}

  /// Another run comes, with a log and books that are empty.
  void start_anew() { second_of_boxes_ = -1; }

  void crashed(const runtime::CrashReport& report) override;
  void supervised(const runtime::SupervisorReport& report) override;

  void attempt_began(callmodel::CallId call, runtime::Instant now) override;
  void call_answered(const callmodel::CallRecord& record) override;
  void attempt_ended(const callmodel::AttemptOutcome& outcome) override;
  void records_written(std::span<const exchange::EndedCall> calls) override;
  void circuit_sought(std::uint16_t group, runtime::Instant now, exchange::Sought sought) override;
  void circuits_busy(std::uint16_t group, runtime::Instant now, std::uint32_t circuits) override;
  void recovered(const exchange::Recovery& recovery) override;
  void alarm_raised(const exchange::Alarm& alarm) override;
  void alarm_cleared(const exchange::Alarm& alarm) override;

 private:
  /// In a storm the first crashes of a second bring their black boxes along; the others can be
  /// inspected.
  bool has_room_for_black_box(runtime::Instant now);
  void add_outcome(management::Map& fields, const runtime::SupervisorReport& report,
                   const std::string& supervisor) const;
  void log_restart_level(const runtime::SupervisorReport& report);
  void log_alarm(const char* kind, const exchange::Alarm& alarm, runtime::Instant when);

  management::EventLog& log_;
  Books& books_;
  std::int64_t second_of_boxes_ = -1;
  int boxes_in_second_ = 0;
};

}  // namespace forlopp::live
