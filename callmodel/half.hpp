#pragma once

#include <cstdint>
#include <variant>

#include "callmodel/actions.hpp"
#include "callmodel/context.hpp"
#include "callmodel/events.hpp"
#include "callmodel/peer_leg.hpp"
#include "callmodel/point_in_call.hpp"

namespace forlopp::callmodel {

/// What the four kinds of half-call share: a point in call, the relation with the other half, and
/// the rule that an event which does not fit is discarded and counted. A kind has a private
/// `on(event, context, out)` for each event that means something to it, `peer_ended(cause, context,
/// out)` for the end that comes from the other half, `finish_when_done(out)`, and befriends this.
template <class Self>
class Half {
 public:
  void handle(const Event& event, const Context& context, Actions& out) {
    std::visit(
        [&](const auto& happened) {
          if constexpr (requires(Self & self) { self.on(happened, context, out); }) {
            self().on(happened, context, out);
          } else {
            discard();
          }
        },
        event);
  }

  Pic pic() const { return point_.pic(); }
  bool finished() const { return life_ == Life::finished; }
  std::uint32_t discarded() const { return discarded_; }  ///< Events that did not fit.

 protected:
  enum class Life : std::uint8_t { fresh, running, finished };

  explicit Half(Pic null) : point_{null} {}

  void on(const Release& event, const Context& context, Actions& out) {
    heard(peer_.on_release(out), event.cause, context, out);
  }
  void on(const HalfLost&, const Context& context, Actions& out) {
    heard(peer_.on_lost(out), Cause::temporary_failure, context, out);
  }
  void on(const ReleaseComplete&, const Context& context, Actions& out) {
    heard(peer_.on_release_complete(out), Cause::none, context, out);
  }

  void discard() { ++discarded_; }
  bool running_in(Pic pic) const { return life_ == Life::running && point_.pic() == pic; }

  PointInCall point_;
  PeerLeg peer_;
  std::uint32_t discarded_ = 0;
  Life life_ = Life::fresh;

 private:
  Self& self() { return static_cast<Self&>(*this); }

  void heard(PeerLeg::Heard what, Cause cause, const Context& context, Actions& out) {
    switch (what) {
      case PeerLeg::Heard::ended_by_peer: return self().peer_ended(cause, context, out);
      case PeerLeg::Heard::confirmed: return self().finish_when_done(out);
      case PeerLeg::Heard::stale: return discard();
    }
  }
};

/// Who ended a call whose other half gave this cause.
constexpr ReleasedBy released_by_peer(Cause cause) {
  return cause == Cause::normal_clearing ? ReleasedBy::called_party : ReleasedBy::network;
}

}  // namespace forlopp::callmodel
