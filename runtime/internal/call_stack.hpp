#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <pthread.h>

namespace forlopp::runtime {

/// Where a thread was, taken down quickly and described later.
struct CallStack {
  static constexpr std::size_t frames_max = 32;
  std::array<std::uintptr_t, frames_max> frames;  ///< Instructions that call, innermost first.
  std::size_t count = 0;
};

/// Takes down the calling thread's own stack. May be called in a signal handler.
void walk(CallStack& stack);
/// The same of another thread of this program, by a signal to it; empty if it does not react within
/// a few milliseconds.
CallStack walk_thread(pthread_t thread);

/// Innermost frame first, demangled; without the machinery of throwing and signals, the scheduler,
/// and functions that have no name outside their file.
std::vector<std::string> describe(const CallStack& stack);

}  // namespace forlopp::runtime
