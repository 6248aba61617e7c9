#pragma once

#include <chrono>
#include <functional>
#include <utility>

#include "runtime/process_code.hpp"
#include "runtime/threaded_node.hpp"

namespace forlopp::test {

struct Look {};

/// Looks again and again, and ends when it has seen what it looks for.
class Lookout final : public runtime::ProcessCode {
 public:
  Lookout(std::function<bool()> condition, runtime::Duration period)
      : condition_{std::move(condition)}, period_{period} {}

  void init(runtime::Context& context) override { context.send(context.self(), Look{}); }
  void receive(runtime::Context& context, runtime::Message) override {
    if (condition_()) return context.stop();
    context.send_after(period_, context.self(), Look{});
  }

 private:
  std::function<bool()> condition_;
  runtime::Duration period_;
};

/// Blocks until the condition, which is looked at on the node's threads, is true; false if it still
/// is not after `timeout`.
inline bool wait_until(runtime::ThreadedNode& node, std::function<bool()> condition,
                       runtime::Duration timeout) {
  const runtime::SpawnOptions lookout{.label = {"lookout"}, .priority = runtime::Priority::max};
  const runtime::Duration period = std::chrono::milliseconds{2};
  const runtime::Pid pid = node.spawn<Lookout>(lookout, std::move(condition), period);
  return node.wait_for_exit(pid, timeout);
}

}  // namespace forlopp::test
