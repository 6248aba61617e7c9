#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "callmodel/cause.hpp"
#include "callmodel/trunk_signal.hpp"
#include "runtime/process_code.hpp"
#include "runtime/supervisor.hpp"
#include "switch/hal/trunk_message.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/resources/holdings_survey.hpp"
#include "switch/trunks/circuit_table.hpp"
#include "switch/trunks/trunk_call_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Question to a trunk group. Answer: `TrunkBooks`.
struct ReportTrunks {};
struct CircuitBook {
  std::uint16_t circuit = 0;
  callmodel::CallId call{};
  runtime::Pid holder;
};
struct TrunkBooks {
  std::uint16_t group = 0;
  std::uint16_t circuits = 0;
  std::vector<CircuitBook> held{};  ///< By circuit.
  std::uint16_t resetting = 0;
  bool settled = false;  ///< Else half-calls that hold circuits have yet to claim them.
  TrunkTraffic traffic{};
};

/// By an operator: no new calls on this circuit; and again.
struct BlockCircuit {
  std::uint16_t circuit = 0;
};
struct UnblockCircuit {
  std::uint16_t circuit = 0;
};

/// Something of a trunk group has waited for long enough.
struct TrunkTimeout {
  enum class Timer : std::uint8_t { attach, settle, give_up_survey, reset } timer{};
};

/// The process of a trunk group: gives circuits to outgoing calls, starts half-calls for incoming
/// ones, carries the signalling between half-calls and the far exchange, and sees to it that a
/// circuit whose half-call died is idle at both ends before it is used again.
class TrunkGroup final : public runtime::ProcessCode {
 public:
  /// `group` counts from 0.
  TrunkGroup(const ExchangeParts& parts, std::uint16_t group);

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  using Context = runtime::Context;
  using Circuit = std::uint16_t;
  struct Seizure {
    Circuit circuit = 0;
    runtime::Ref monitor;
  };
  struct Use {
    runtime::Pid holder{};
    runtime::Ref start{};  ///< Of an incoming call whose half-call is being started.
    callmodel::CallId call{};
    callmodel::Cause released_early = callmodel::Cause::none;  ///< The far end did not wait for it.
    bool is_incoming = false;
    bool is_connected = false;
    bool is_clearing = false;  ///< We have said REL.
    bool is_cleared = false;   ///< At the far end, which may seize the circuit again.
    bool resets_at_release = false;
  };

  bool from_half_call(Context& context, const runtime::Message& message);
  void on(Context& context, const hal::TrunkMessage& message);
  void on(Context& context, const runtime::Down& down);
  void on(Context& context, const runtime::Reply<runtime::StartChildAnswer>& answer);
  void on(Context& context, const runtime::Reply<Holdings>& answer);
  void on(Context& context, const TrunkTimeout& timeout);

  void attach(Context& context);
  void claimed(Context& context, const Holdings& holdings);
  void settle_when_known(Context& context);
  void settle(Context& context);
  void end_unserved_calls(Context& context) const;
  /// Unless it has ended.
  void abandon(Context& context, callmodel::CallId call,
               callmodel::Cause cause = callmodel::Cause::temporary_failure) const;
  void seize(Context& context, runtime::Pid half, callmodel::CallId call);
  void hold(Context& context, Circuit circuit, runtime::Pid half);
  void release(Context& context, runtime::Pid half);
  void connect(Context& context, runtime::Pid half, callmodel::PortId to);
  void forget(Context& context, Circuit circuit);
  hal::CircuitAddress address_of(Circuit circuit) const;
  void incoming(Context& context, Circuit circuit, const hal::TrunkMessage& iam);
  void dual_seizure(Context& context, Circuit circuit, const hal::TrunkMessage& iam);
  std::optional<hal::TrunkMessage> take_next_call(Circuit circuit);
  void refuse(Context& context, Circuit circuit, callmodel::Cause cause);
  bool keep_if_early(Circuit circuit, const hal::TrunkMessage& message);
  void pass_on(Context& context, Circuit circuit, const hal::TrunkMessage& message);
  void without_call(Context& context, Circuit circuit, hal::Isup kind);
  void reset(Context& context, Circuit circuit);
  void reset_by_far_end(Context& context, const hal::TrunkMessage& message);
  void confirmed_idle(Context& context, Circuit first, std::uint16_t range);
  void holder_lost(Context& context, Circuit circuit, const runtime::ExitReason& reason);
  void report_loss(Context& context, Circuit circuit, callmodel::CallId call,
                   const runtime::ExitReason& reason) const;
  bool admits();
  void report_busy(Context& context) const;
  void say(Context& context, Circuit circuit, hal::Isup kind, std::uint16_t range = 1) const;
  void signal(Context& context, runtime::Pid half, const callmodel::TrunkSignal& signal);
  TrunkBooks books(runtime::Instant now) const;

  const ExchangeParts* parts_;
  std::uint16_t group_;
  runtime::Pid driver_;
  CircuitTable circuits_;
  std::vector<Use> uses_;
  std::unordered_map<runtime::Pid, Seizure> by_holder_;
  /// Half-calls of calls from the far end that have given back their circuit and may have more to
  /// do: should they crash, their calls end here.
  std::unordered_map<runtime::Pid, CircuitBook> ending_;
  HoldingsSurvey survey_;
  std::vector<hal::TrunkMessage>
      early_;  ///< For circuits of which we do not know yet who has them.
  /// IAMs on circuits that the half-calls of the last calls have yet to give back.
  std::vector<hal::TrunkMessage> next_calls_;
  bool may_settle_ = false;
  bool settled_ = false;
  std::uint32_t admit_of_65536_ = 65'536;
  std::uint32_t admission_debt_ = 0;
  bool reset_timer_runs_ = false;
};

}  // namespace forlopp::exchange
