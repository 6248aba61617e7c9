#pragma once

#include "runtime/exit_reason.hpp"

namespace forlopp::runtime {

/// Thrown by `Context::exit`; caught where the scheduler called the process.
struct ProcessExit {
  ExitReason reason;
};

}  // namespace forlopp::runtime
