#pragma once

#include <cstdint>
#include <type_traits>

#include "callmodel/attempt.hpp"
#include "callmodel/circuit_leg.hpp"
#include "callmodel/half.hpp"
#include "callmodel/state_timer.hpp"

namespace forlopp::callmodel {

/// The originating half of a call that arrives over a trunk: walks o_bcsm with a circuit for
/// access. The first event is the IAM, which carries the whole number; failures go back as REL with
/// their cause, the tone is the origin's affair. The circuit is held from the start; ReleaseCircuit
/// gives it back. One per call; not thread-safe.
class IncomingTrunkHalf : public Half<IncomingTrunkHalf> {
 public:
  IncomingTrunkHalf(CallId call, PortId port);

  /// A half in O_Active for a stable call that survived a restart of call processing: its circuit
  /// is engaged, its other half exists (or will be reported lost), its record is open.
  static IncomingTrunkHalf resume(const CallRecord& open);

  Cause cause() const { return attempt_.cause(); }  ///< `none` until the attempt has ended.
  const CallRecord& facts() const { return attempt_.facts(); }

 private:
  friend class Half<IncomingTrunkHalf>;
  using Half::on;

  void on(const TrunkSignal& event, const Context& context, Actions& out);
  void on(const CircuitLost&, const Context& context, Actions& out);
  void on(const AdmissionGranted&, const Context& context, Actions& out);
  void on(const AdmissionRefused& event, const Context& context, Actions& out);
  void on(const RouteSelected& event, const Context& context, Actions& out);
  void on(const RouteFailed& event, const Context& context, Actions& out);
  void on(const TimerExpired& event, const Context& context, Actions& out);
  void on(const Proceeding&, const Context& context, Actions& out);
  void on(const Alerting&, const Context& context, Actions& out);
  void on(const Progress&, const Context& context, Actions& out);
  void on(const Answer& event, const Context& context, Actions& out);
  void on(const Suspend&, const Context& context, Actions& out);
  void on(const Resume&, const Context& context, Actions& out);

  void begin(const TrunkSignal& iam, const Context& context, Actions& out);
  void analyse(const Context& context, Actions& out);
  void far_end_released(Cause cause, const Context& context, Actions& out);
  void peer_ended(Cause cause, const Context& context, Actions& out);
  struct End {
    BcsmEvent event{};
    Cause cause{};
    ReleasedBy by{};
  };
  void end(const End& how, const Context& context, Actions& out);
  void finish_when_done(Actions& out);
  void advance(BcsmEvent event, Actions& out);

  Attempt attempt_;
  CircuitLeg circuit_;
  StateTimer timer_;
};

static_assert(std::is_trivially_copyable_v<IncomingTrunkHalf>);
static_assert(sizeof(IncomingTrunkHalf) <= 200);

}  // namespace forlopp::callmodel
