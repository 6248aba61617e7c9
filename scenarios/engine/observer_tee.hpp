#pragma once

#include <initializer_list>
#include <vector>

#include "runtime/observer.hpp"

namespace forlopp::scenario {

/// Tells several what happens in a node, in their order. They outlive it.
class ObserverTee final : public runtime::Observer {
 public:
  /// Null stands for nobody.
  ObserverTee(std::initializer_list<runtime::Observer*> observers);

  /// From now on this one is not told of traces: it has seen all that it wants.
  void spare_traces(const runtime::Observer& observer);

  void crashed(const runtime::CrashReport& report) override;
  void supervised(const runtime::SupervisorReport& report) override;
  void long_schedule(const runtime::LongSchedule& report) override;
  void long_mailbox(const runtime::LongMailbox& report) override;
  void large_heap(const runtime::LargeHeap& report) override;
  void busy_port(const runtime::BusyPort& report) override;
  void handler_failed(const runtime::HandlerReport& report) override;
  void traced(const runtime::TraceEvent& event) override;

 private:
  std::vector<runtime::Observer*> observers_;
  std::vector<runtime::Observer*> traced_;
};

}  // namespace forlopp::scenario
