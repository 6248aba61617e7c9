#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "callmodel/cause.hpp"
#include "runtime/context.hpp"
#include "runtime/supervisor.hpp"
#include "switch/hal/trunk_message.hpp"
#include "switch/resources/holdings_survey.hpp"
#include "switch/trunks/circuit.hpp"
#include "switch/trunks/circuit_hunting.hpp"
#include "switch/trunks/trunk_call_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Question to a trunk group. Answer: `TrunkGroupBooks`.
struct ReportTrunkGroup {};
struct TrunkGroupBooks {
  std::uint16_t group = 0;
  std::vector<Circuit> circuits{};
};

/// The process of one trunk group: lends its circuits to half-calls, takes calls from afar, and
/// passes messages between half-calls and the far exchange. A circuit whose half-call has crashed
/// is reset before it is used again. After a crash of its own it asks the half-calls for theirs,
/// and resets all others: it may not guess what the far end believes.
class TrunkGroup final : public runtime::ProcessCode {
 public:
  /// `group` counts from 0, as in the configuration.
  TrunkGroup(const ExchangeParts& parts, std::uint16_t group);

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  using Context = runtime::Context;
  using Number = std::uint16_t;  ///< Of a circuit, from 0.
  enum class Timer : std::uint8_t { settled, repeat_resets };
  struct Timeout {
    Timer timer{};
  };

  void from_half_call(Context& context, runtime::Message& message);
  void seize(Context& context, runtime::Pid half, callmodel::CallId call);
  void give_back(Context& context, runtime::Pid half);
  void reset_by_half(Context& context, runtime::Pid half);
  void signal(Context& context, runtime::Pid half, const callmodel::TrunkSignal& signal);

  void from_far_end(Context& context, const hal::TrunkMessage& message);
  void call_from_afar(Context& context, Number number, const hal::TrunkMessage& iam);
  void pass_on(Context& context, Number number, const hal::TrunkMessage& message);
  void nobodys(Context& context, Number number, hal::Isup kind);
  void reset_from_afar(Context& context, const hal::TrunkMessage& message);

  void half_started(Context& context, const runtime::Reply<runtime::StartChildAnswer>& answer);
  void half_ended(Context& context, const runtime::Down& down);
  void claim(Context& context, runtime::Pid half, const Holdings& holdings);
  void settle(Context& context);

  void lend(Context& context, Number number, runtime::Pid half);
  void take_back(Context& context, Number number);
  void make_idle(Context& context, Number number);
  void begin_reset(Context& context, Number number);
  void reset_done(Context& context, Number number);
  void repeat_resets(Context& context);
  void send(Context& context, hal::TrunkMessage message, Number number) const;
  void send(Context& context, hal::Isup kind, Number number) const;
  callmodel::Cause why_none() const;
  void report_load(Context& context);

  const ExchangeParts* parts_;
  std::uint16_t group_;
  std::vector<Circuit> circuits_;
  CircuitHunting hunting_;
  std::unordered_map<runtime::Pid, Number> held_by_{};
  HoldingsSurvey survey_{};
  std::uint32_t busy_ = 0;
  std::uint32_t resetting_ = 0;
  bool repeating_ = false;
  bool alarmed_ = false;
};

}  // namespace forlopp::exchange
