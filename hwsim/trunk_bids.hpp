#pragma once

#include <cstdint>

#include "runtime/time.hpp"
#include "switch/hal/trunk_message.hpp"

namespace forlopp::hwsim {

/// What somebody at a far exchange who wants to call gets there.
enum class Bid : std::uint8_t {
  circuit,
  none_idle,  ///< All circuits are busy or blocked, or the far exchange stands still.
};

/// Is told what becomes of calls to the exchange, seen from the far end of their trunk group: of
/// those that get no circuit the exchange hears nothing. Groups count from 1. Called by the
/// processes of the far exchanges, on any thread of their node; must not throw.
class TrunkBids {
 public:
  virtual ~TrunkBids() = default;
  virtual void bid(hal::TrunkGroupNumber group, runtime::Instant now, Bid bid) = 0;
  /// The exchange has released a call that had a circuit, before an answer.
  virtual void refused(hal::TrunkGroupNumber group, runtime::Instant now,
                       hal::CauseValue cause) = 0;

 protected:
  TrunkBids() = default;
  TrunkBids(const TrunkBids&) = default;
  TrunkBids& operator=(const TrunkBids&) = default;
};

}  // namespace forlopp::hwsim
