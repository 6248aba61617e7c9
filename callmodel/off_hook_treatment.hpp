#pragma once

#include <cstdint>

#include "callmodel/actions.hpp"
#include "callmodel/context.hpp"
#include "callmodel/state_timer.hpp"

namespace forlopp::callmodel {

/// What a subscriber who does not hang up goes through: a tone, the howler, lock-out. Ends with
/// `stop`, at on-hook.
class OffHookTreatment {
 public:
  void start(ToneId tone, StateTimer& timer, const Context& context, Actions& out);
  /// The timer that `start` or the last step started has expired.
  void proceed(StateTimer& timer, const Context& context, Actions& out);
  void stop(StateTimer& timer, Actions& out);

  bool locked_out() const { return stage_ == Stage::locked_out; }

 private:
  enum class Stage : std::uint8_t { none, tone, howler, locked_out };
  Stage stage_ = Stage::none;
};

}  // namespace forlopp::callmodel
