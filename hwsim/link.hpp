#pragma once

#include <array>
#include <cstdint>

#include "hwsim/distribution.hpp"
#include "runtime/random.hpp"
#include "runtime/time.hpp"

namespace forlopp::hwsim {

/// What goes wrong on a link, each for every message by itself and in both directions.
/// Probabilities in [0, 1]; 0 is a sound link.
struct LinkFaults {
  double loss = 0.0;
  double duplication = 0.0;
  double reordering = 0.0;  ///< Is held back so that later ones overtake it.
  double corruption = 0.0;  ///< Arrives with a wrong checksum.
  double slowness = 0.0;    ///< Takes `delay` longer, and so do those behind it.
  Distribution delay{};
};

/// What becomes of one message.
struct Passage {
  struct Copy {
    runtime::Duration delay{};
    bool damaged = false;
  };
  std::array<Copy, 2> copies{};
  std::uint8_t arriving = 1;  ///< 0: lost; 2: doubled.
};

/// One direction of the link between a card and the exchange. Without faults it keeps the order.
class LinkDirection {
 public:
  /// `latency` is what each message takes on a sound link. `now` never decreases.
  Passage pass(const LinkFaults& faults, const Distribution& latency, runtime::Instant now,
               runtime::Random& random);

 private:
  runtime::Duration in_order(runtime::Instant now, runtime::Duration delay);

  runtime::Instant last_arrival_{};
};

/// How long a message that is overtaken is held back, at most.
inline constexpr runtime::Duration held_back_max = std::chrono::milliseconds{50};

}  // namespace forlopp::hwsim
