#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "callmodel/call_record.hpp"
#include "runtime/time.hpp"
#include "switch/alarms/alarm.hpp"
#include "switch/supervision/recovery.hpp"

namespace forlopp::exchange {

struct EndedCall;

/// What a half-call found when it asked a trunk group for a circuit.
enum class Sought : std::uint8_t { found, none };

/// Is told what happens in an exchange, at the moment it happens, on the thread that does it: be
/// quick, be thread-safe under the threaded scheduler, send nothing. Watching changes nothing.
/// Outlives the node.
class ExchangeObserver {
 public:
  virtual ~ExchangeObserver() = default;

  /// A line lifted to make a call, or a circuit was seized from afar. Exactly one `attempt_ended`
  /// follows, whatever crashes.
  virtual void attempt_began(callmodel::CallId, runtime::Instant) {}
  virtual void call_answered(const callmodel::CallRecord&) {}
  virtual void attempt_ended(const callmodel::AttemptOutcome&) {}
  /// These call records are committed.
  virtual void records_written(std::span<const EndedCall>) {}
  /// Overload control refused an origination (its attempt ends with cause 42).
  virtual void admission_refused(runtime::Instant) {}
  /// A half-call asked this trunk group (from 0) for a circuit.
  virtual void circuit_sought(std::uint16_t, runtime::Instant, Sought) {}
  /// So many circuits of this trunk group (from 0) are busy from now on.
  virtual void circuits_busy(std::uint16_t, runtime::Instant, std::uint32_t) {}
  virtual void recovered(const Recovery&) {}
  virtual void alarm_raised(const Alarm&) {}
  virtual void alarm_cleared(const Alarm&) {}
};

}  // namespace forlopp::exchange
