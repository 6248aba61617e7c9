#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/process_code.hpp"
#include "runtime/supervisor.hpp"
#include "switch/charging/call_journal.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Brings answered calls between lines back after all half-calls were lost: their speech paths are
/// still up in the hardware, and the journal knows who talks to whom. All others end with cause 41.
/// Runs once after the supervisor of the half-calls has started, and ends.
class CallRestorer final : public runtime::ProcessCode {
 public:
  /// `open`: the calls that the journal held when no half-call could exist.
  CallRestorer(const ExchangeParts& parts, std::vector<OpenCall> open)
      : parts_{&parts}, open_{std::move(open)} {}

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  /// A call of which one half has been asked for.
  struct Underway {
    runtime::Ref start;
    callmodel::CallRecord record;
    runtime::Pid originating;  ///< Nobody: that is the half that was asked for.
  };
  void give_up(runtime::Context& context, callmodel::CallId call);
  void started(runtime::Context& context, Underway call, const runtime::StartResult& half);
  void finish_if_done(runtime::Context& context) const;

  const ExchangeParts* parts_;
  std::vector<OpenCall> open_;
  std::vector<Underway> under_way_;  ///< In the order of `start`.
  runtime::Pid calls_;
};

}  // namespace forlopp::exchange
