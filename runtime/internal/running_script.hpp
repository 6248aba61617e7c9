#pragma once

#include <coroutine>
#include <utility>

namespace forlopp::runtime {

class Script;

/// What this thread knows while the coroutine of a script runs.
struct RunningScript {
  Script* script = nullptr;
  std::coroutine_handle<>* next = nullptr;  ///< To be resumed when the current one has suspended.
};
RunningScript& running_script();

/// Scripts nest when one starts another and waits for its `init`: afterwards the outer one is the
/// running one again, however the inner one has ended.
class RunningScriptScope {
 public:
  explicit RunningScriptScope(RunningScript now) : before_{std::exchange(running_script(), now)} {}
  ~RunningScriptScope() { running_script() = before_; }
  RunningScriptScope(const RunningScriptScope&) = delete;
  RunningScriptScope& operator=(const RunningScriptScope&) = delete;

 private:
  RunningScript before_;
};

}  // namespace forlopp::runtime
