#pragma once

#include "runtime/exit_reason.hpp"

namespace forlopp::runtime {

/// Thrown by `Context::exit`; caught where the scheduler called the process.
struct ProcessExit {
  ExitReason reason;
};

/// Thrown by `Context::checkpoint`: something else has ended the process, for the reason that its
/// control block holds.
struct ProcessEnding {};

}  // namespace forlopp::runtime
