#pragma once

#include "callmodel/actions.hpp"
#include "callmodel/context.hpp"
#include "callmodel/state_timer.hpp"

namespace forlopp::callmodel {

/// A half-call's side of the relation with the other half. Once attached, it ends by exactly one
/// of: our Release confirmed by ReleaseComplete, a Release of the other half, a collision of the
/// two, the death of the other half, or the release guard timer.
class PeerLeg {
 public:
  void attach() { state_ = State::attached; }
  bool attached() const { return state_ == State::attached; }
  bool gone() const { return state_ == State::gone; }

  /// Sends a primitive if the other half is still there to hear it.
  void send(const Primitive& primitive, Actions& out) const {
    if (attached()) out.push(SendToPeer{primitive});
  }

  /// Ends the relation from this side; nothing if it has ended or is ending.
  void release(Cause cause, const Context& context, Actions& out) {
    if (!attached()) return;
    out.push(SendToPeer{Release{cause}});
    guard_.start(TimerId::release_guard, context, out);
    state_ = State::releasing;
  }

  /// What a message of the other half meant for the relation.
  enum class Heard { ended_by_peer, confirmed, stale };

  Heard on_release(Actions& out) {
    if (attached()) out.push(SendToPeer{ReleaseComplete{}});
    return end(out);
  }
  Heard on_lost(Actions& out) { return end(out); }
  Heard on_release_complete(Actions& out) {
    return state_ == State::releasing ? end(out) : Heard::stale;
  }
  Heard on_timer(TimerId timer) {
    if (!guard_.expire(timer)) return Heard::stale;
    state_ = State::gone;
    return Heard::confirmed;
  }

 private:
  enum class State : std::uint8_t { gone, attached, releasing };

  Heard end(Actions& out) {
    guard_.stop(out);
    const State before = state_;
    state_ = State::gone;
    switch (before) {
      case State::gone: return Heard::stale;
      case State::attached: return Heard::ended_by_peer;
      case State::releasing: return Heard::confirmed;
    }
    return Heard::stale;
  }

  State state_ = State::gone;
  StateTimer guard_;
};

}  // namespace forlopp::callmodel
