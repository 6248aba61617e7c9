#pragma once

#include "runtime/pid.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

/// A timer that has not fired yet.
struct PendingTimer {
  Instant when;
  Pid target;  ///< Nobody if it goes to a name.
};

}  // namespace forlopp::runtime
