#pragma once

#include <initializer_list>
#include <vector>

#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::scenario {

/// Tells several what happens in an exchange, in their order. They outlive it.
class ExchangeObserverTee final : public exchange::ExchangeObserver {
 public:
  /// Null stands for nobody.
  ExchangeObserverTee(std::initializer_list<exchange::ExchangeObserver*> observers);

  void attempt_began(callmodel::CallId call, runtime::Instant now) override;
  void call_answered(const callmodel::CallRecord& record) override;
  void attempt_ended(const callmodel::AttemptOutcome& outcome) override;
  void records_written(std::span<const exchange::EndedCall> calls) override;
  void admission_refused(runtime::Instant now) override;
  void circuit_sought(std::uint16_t group, runtime::Instant now, exchange::Sought sought) override;
  void circuits_busy(std::uint16_t group, runtime::Instant now, std::uint32_t circuits) override;
  void recovered(const exchange::Recovery& recovery) override;
  void alarm_raised(const exchange::Alarm& alarm) override;
  void alarm_cleared(const exchange::Alarm& alarm) override;

 private:
  std::vector<exchange::ExchangeObserver*> observers_;
};

}  // namespace forlopp::scenario
