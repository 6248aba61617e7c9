#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/time.hpp"

namespace forlopp::exchange {

/// How much was started again to get rid of a fault, smallest first.
enum class RecoveryLevel : std::uint8_t {
  message,          ///< One message was repeated or thrown away.
  half_call,        ///< A call was released.
  card_process,     ///< A card's software started again; its calls stayed.
  shelf,            ///< All card processes of a shelf.
  call_processing,  ///< All half-calls: transient calls lost.
  node,             ///< Everything.
};
inline constexpr std::size_t recovery_level_count = 6;

std::string_view name(RecoveryLevel level);

/// One recovery, for whoever counts them.
struct Recovery {
  runtime::Instant when;
  RecoveryLevel level;
  std::string what;                  ///< `card 1/3`, `half-call of 2000017`.
  std::string reason;                ///< As the runtime says it.
  std::uint32_t lost_transient = 0;  ///< Calls not yet answered that went with it.
  std::uint32_t lost_stable = 0;
};

}  // namespace forlopp::exchange
