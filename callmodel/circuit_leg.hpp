#pragma once

#include <cstdint>

#include "callmodel/actions.hpp"
#include "callmodel/context.hpp"
#include "callmodel/state_timer.hpp"

namespace forlopp::callmodel {

/// A trunk half's side of its circuit, from seizure to release. Once the far exchange knows of the
/// call it ends by REL and RLC, whoever begins; REL is repeated by T1 until T5 gives the circuit to
/// maintenance (Q.764, 2.3).
class CircuitLeg {
 public:
  void request(const Route& route, Actions& out);
  /// A seizure by us; false if none was asked for.
  bool seized();
  void refused() { state_ = State::none; }
  /// The far exchange knows of the call: IAM was sent or received.
  void engage() { state_ = State::engaged; }
  bool engaged() const { return state_ == State::engaged; }
  bool requested() const { return state_ == State::requested; }
  bool gone() const { return state_ == State::none; }

  /// Ends the call on the circuit from this side, as far as it had come.
  void release(Cause cause, const Context& context, Actions& out);
  /// REL or RSC came: confirms it and gives the circuit back. True if it was the far end's word
  /// that ended the call, false if it was ending anyway.
  bool on_release(Actions& out);
  /// RLC came; false if it was not waited for.
  bool on_release_complete(Actions& out);
  /// The circuit is another call's or out of service: gives it back without a word.
  void drop(Actions& out);
  /// T1 or T5; false if the timer is not of this leg, or stale.
  bool on_timer(TimerId timer, const Context& context, Actions& out);

 private:
  enum class State : std::uint8_t { none, requested, seized, engaged, releasing };
  void give_back(Actions& out);

  StateTimer repeat_;  // T1
  StateTimer limit_;   // T5
  Cause cause_{};
  State state_ = State::none;
};

}  // namespace forlopp::callmodel
