#pragma once

#include <cstddef>
#include <cstdint>

namespace forlopp::runtime {

/// What is done about a process that has gone beyond a limit. A killed one ends with reason
/// `killed`, which it cannot trap, and has no last words.
enum class OnLimit : std::uint8_t { nothing, report, kill, report_and_kill };

/// How much a process may have. Reports go to the observer and to whoever asked for warnings
/// (system_monitor.hpp). One that goes on to grow is reported again at twice the size.
struct Limits {
  /// Waiting in the mailbox, counted when the process takes in what has arrived. 0: no limit.
  std::uint32_t mailbox_messages = 0;
  /// In a heap of its own (`SpawnOptions::heap`). 0: no limit.
  std::size_t heap_bytes = 0;
  OnLimit on_limit = OnLimit::report_and_kill;
};

constexpr bool reports(OnLimit what) {
  return what == OnLimit::report || what == OnLimit::report_and_kill;
}
constexpr bool kills(OnLimit what) {
  return what == OnLimit::kill || what == OnLimit::report_and_kill;
}

}  // namespace forlopp::runtime
