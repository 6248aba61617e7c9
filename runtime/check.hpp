#pragma once

#include <source_location>
#include <stdexcept>
#include <string_view>

namespace forlopp::runtime {

/// What a failed `check()` throws. Leaving a process with it is an exit with reason `error`.
class CheckFailed : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void fail_check(std::string_view what, std::source_location where);
[[noreturn]] void fail_runtime_check(std::string_view what, std::source_location where);

/// An assertion of process code: when it fails, this process crashes and its supervisor acts.
/// Kept in every build type.
inline void check(bool holds, std::string_view what,
                  std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    fail_check(what, where);
}

/// An assertion of the runtime itself: when it fails, nothing can be trusted and the node ends at
/// once, saying why. Kept in every build type.
inline void runtime_check(bool holds, std::string_view what,
                          std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    fail_runtime_check(what, where);
}

}  // namespace forlopp::runtime
