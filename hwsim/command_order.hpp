#pragma once

#include <cstdint>

#include "switch/hal/command.hpp"

namespace forlopp::hwsim {

/// Lets each command of one port through once and in order, and remembers how the last ones ended.
/// Commands are numbered from 1.
class CommandOrder {
 public:
  enum class Verdict : std::uint8_t {
    carry_out,  ///< It is the next one.
    repeated,   ///< It was done; `outcome()` says how it ended.
    too_early,  ///< Its predecessor is missing.
    too_old,    ///< So old that its sender cannot be waiting for it.
  };

  Verdict judge(std::uint32_t number) const;
  /// Of the next command.
  void done(hal::CommandOutcome outcome);
  /// Of one that `judge` called repeated.
  hal::CommandOutcome outcome(std::uint32_t number) const;

 private:
  static constexpr unsigned bits = 4;
  static_assert(bits * hal::commands_in_flight_max == 32);

  std::uint32_t last_ = 0;
  std::uint32_t outcomes_ = 0;  // Of the last eight, the newest in the lowest bits.
};

}  // namespace forlopp::hwsim
