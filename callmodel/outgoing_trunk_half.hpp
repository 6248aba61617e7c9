#pragma once

#include <cstdint>
#include <type_traits>

#include "callmodel/circuit_leg.hpp"
#include "callmodel/half.hpp"
#include "callmodel/state_timer.hpp"

namespace forlopp::callmodel {

/// The terminating half of a call that leaves over a trunk: walks t_bcsm with a circuit for access.
/// It seizes a circuit of its route (the exchange hunts over the groups, with overflow), then the
/// path, and speaks IAM, ACM, ANM, SUS, RES, REL, RLC with the far exchange. The path is connected
/// at ACM, since ringback comes from there. One per call; not thread-safe.
class OutgoingTrunkHalf : public Half<OutgoingTrunkHalf> {
 public:
  /// How many circuits are tried when the far end seizes the same one each time.
  static constexpr std::uint8_t tries_max = 3;

  explicit OutgoingTrunkHalf(const Route& route) : Half{Pic::t_null}, route_{route} {}

  /// A half in T_Active for a stable call that survived a restart of call processing: its circuit
  /// is seized and engaged, its path connected.
  static OutgoingTrunkHalf resume(const Route& route, const Setup& setup);

  Cause cause() const { return cause_; }  ///< `none` until the call has ended.
  const Setup& setup() const { return setup_; }

 private:
  friend class Half<OutgoingTrunkHalf>;
  using Half::on;

  enum class Path : std::uint8_t { none, requested, reserved, connected };

  void on(const CircuitSeized& event, const Context& context, Actions& out);
  void on(const CircuitRefused& event, const Context& context, Actions& out);
  void on(const PathGranted&, const Context& context, Actions& out);
  void on(const PathRefused&, const Context& context, Actions& out);
  void on(const PathLost&, const Context& context, Actions& out);
  void on(const TimerExpired& event, const Context& context, Actions& out);
  void on(const TrunkSignal& event, const Context& context, Actions& out);
  void on(const DualSeizure&, const Context& context, Actions& out);
  void on(const CircuitLost&, const Context& context, Actions& out);
  void on(const Setup& event, const Context& context, Actions& out);

  void hunt(const Context& context, Actions& out);
  void hunt_again(const Context& context, Actions& out);
  void address_complete(const Context& context, Actions& out);
  void answer(Actions& out);
  void suspend(const Context& context, Actions& out);
  void resume(Actions& out);
  void far_end_released(Cause cause, const Context& context, Actions& out);
  void connect_path(Actions& out);
  void release_path(Actions& out);
  void supervision_expired(TimerId timer, const Context& context, Actions& out);
  void peer_ended(Cause cause, const Context& context, Actions& out);
  void end(BcsmEvent event, Cause cause, const Context& context, Actions& out);
  void finish_when_done(Actions& out);
  void advance(BcsmEvent event, Actions& out);

  Setup setup_;
  Route route_;
  CircuitLeg circuit_;
  StateTimer timer_;
  Cause cause_ = Cause::none;
  Path path_ = Path::none;
  std::uint8_t tries_ = 0;
};

static_assert(std::is_trivially_copyable_v<OutgoingTrunkHalf>);
static_assert(sizeof(OutgoingTrunkHalf) <= 200);

}  // namespace forlopp::callmodel
