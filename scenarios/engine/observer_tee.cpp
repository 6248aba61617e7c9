#include "scenarios/engine/observer_tee.hpp"

namespace forlopp::scenario {

ObserverTee::ObserverTee(std::initializer_list<runtime::Observer*> observers)
    : observers_{observers} {
  std::erase(observers_, nullptr);
  traced_ = observers_;
}

void ObserverTee::spare_traces(const runtime::Observer& observer) {
  std::erase(traced_, &observer);
}

void ObserverTee::crashed(const runtime::CrashReport& report) {
  for (runtime::Observer* each : observers_) each->crashed(report);
}

void ObserverTee::supervised(const runtime::SupervisorReport& report) {
  for (runtime::Observer* each : observers_) each->supervised(report);
}

void ObserverTee::long_schedule(const runtime::LongSchedule& report) {
  for (runtime::Observer* each : observers_) each->long_schedule(report);
}

void ObserverTee::long_mailbox(const runtime::LongMailbox& report) {
  for (runtime::Observer* each : observers_) each->long_mailbox(report);
}

void ObserverTee::large_heap(const runtime::LargeHeap& report) {
  for (runtime::Observer* each : observers_) each->large_heap(report);
}

void ObserverTee::busy_port(const runtime::BusyPort& report) {
  for (runtime::Observer* each : observers_) each->busy_port(report);
}

void ObserverTee::handler_failed(const runtime::HandlerReport& report) {
  for (runtime::Observer* each : observers_) each->handler_failed(report);
}

void ObserverTee::traced(const runtime::TraceEvent& event) {
  for (runtime::Observer* each : traced_) each->traced(event);
}

}  // namespace forlopp::scenario
