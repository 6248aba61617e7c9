#pragma once

#include <string>
#include <vector>

/// Remembers the call stack of each throw on this thread while asked to, by standing in front of
/// the C++ library's `__cxa_throw`. Costs a stack walk per throw, and nothing otherwise.
namespace forlopp::runtime::throw_stack {

/// Whether this thread's throws are remembered.
inline constinit thread_local bool recording = false;
/// Innermost frame first, demangled; without the throwing machinery, the scheduler, and functions
/// that have no name outside their file.
std::vector<std::string> last();

}  // namespace forlopp::runtime::throw_stack
