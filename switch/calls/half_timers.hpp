#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "callmodel/timers.hpp"
#include "runtime/context.hpp"

namespace forlopp::exchange {

/// A timer of a half-call has run out.
struct HalfTimer {
  callmodel::TimerId timer{};
  std::uint8_t serial = 0;
};

/// The running timers of one half-call, few at a time. An expiry that was already on its way when
/// its timer was stopped or started anew does not count.
class HalfTimers {
 public:
  void start(runtime::Context& context, callmodel::TimerId timer, runtime::Duration duration);
  void stop(runtime::Context& context, callmodel::TimerId timer);
  /// Takes note of an expiry; false if it does not count.
  bool expired(const HalfTimer& expiry);

 private:
  static constexpr std::size_t at_once_max = 4;
  struct Running {
    runtime::Ref ref;
    callmodel::TimerId timer{};
    std::uint8_t serial = 0;
  };
  Running* find(callmodel::TimerId timer);

  std::array<Running, at_once_max> running_{};
  std::uint8_t last_serial_ = 0;
};

}  // namespace forlopp::exchange
