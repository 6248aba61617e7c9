#pragma once

#include "runtime/process_code.hpp"
#include "scenarios/engine/run_blocking.hpp"
#include "scenarios/engine/run_collector.hpp"

namespace forlopp::scenario {

/// Listens to what callers say of their attempts. Run it with `Processor::external`.
class OutcomeListener final : public runtime::ProcessCode {
 public:
  /// Both outlive it.
  OutcomeListener(RunCollector& collector, BlockingLog& blocking)
      : collector_{&collector}, blocking_{&blocking} {}

  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  RunCollector* collector_;
  BlockingLog* blocking_;
};

}  // namespace forlopp::scenario
