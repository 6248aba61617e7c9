#include "scenarios/engine/exchange_observer_tee.hpp"

namespace forlopp::scenario {

ExchangeObserverTee::ExchangeObserverTee(
    std::initializer_list<exchange::ExchangeObserver*> observers)
    : observers_{observers} {
  std::erase(observers_, nullptr);
}

void ExchangeObserverTee::attempt_began(callmodel::CallId call, runtime::Instant now) {
  for (auto* each : observers_) each->attempt_began(call, now);
}

void ExchangeObserverTee::call_answered(const callmodel::CallRecord& record) {
  for (auto* each : observers_) each->call_answered(record);
}

void ExchangeObserverTee::attempt_ended(const callmodel::AttemptOutcome& outcome) {
  for (auto* each : observers_) each->attempt_ended(outcome);
}

void ExchangeObserverTee::records_written(std::span<const exchange::EndedCall> calls) {
  for (auto* each : observers_) each->records_written(calls);
}

void ExchangeObserverTee::admission_refused(runtime::Instant now) {
  for (auto* each : observers_) each->admission_refused(now);
}

void ExchangeObserverTee::circuit_sought(std::uint16_t group, runtime::Instant now,
                                         exchange::Sought sought) {
  for (auto* each : observers_) each->circuit_sought(group, now, sought);
}

void ExchangeObserverTee::circuits_busy(std::uint16_t group, runtime::Instant now,
                                        std::uint32_t circuits) {
  for (auto* each : observers_) each->circuits_busy(group, now, circuits);
}

void ExchangeObserverTee::recovered(const exchange::Recovery& recovery) {
  for (auto* each : observers_) each->recovered(recovery);
}

void ExchangeObserverTee::alarm_raised(const exchange::Alarm& alarm) {
  for (auto* each : observers_) each->alarm_raised(alarm);
}

void ExchangeObserverTee::alarm_cleared(const exchange::Alarm& alarm) {
  for (auto* each : observers_) each->alarm_cleared(alarm);
}

}  // namespace forlopp::scenario
