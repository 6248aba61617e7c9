#pragma once

#include "callmodel/digit_tree.hpp"
#include "callmodel/identifiers.hpp"
#include "callmodel/timers.hpp"

namespace forlopp::callmodel {

/// What a half-call is told with each event: the time, and the configuration in force. The
/// referred-to objects must live as long as the call of `handle`.
struct Context {
  Instant now;
  const DigitTree& numbering;
  const TimerSet& timers;
};

}  // namespace forlopp::callmodel
