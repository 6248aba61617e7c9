#include "runtime/threaded_node.hpp"

#include <chrono>
#include <future>
#include <thread>

#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/threaded_scheduler.hpp"

namespace forlopp::runtime {
namespace {

constexpr auto between_looks = std::chrono::microseconds{100};

/// Lives until another process has ended, and tells a thread outside.
class Watcher final : public ProcessCode {
 public:
  Watcher(Pid watched, std::promise<void> ended) : watched_{watched}, ended_{std::move(ended)} {}
  void init(Context& context) override { context.monitor(watched_); }
  void receive(Context& context, Message) override {
    ended_.set_value();
    context.stop();
  }

 private:
  Pid watched_;
  std::promise<void> ended_;
};

}  // namespace

ThreadedNode::ThreadedNode(ThreadedOptions options)
    : Node{std::make_unique<ThreadedScheduler>(options.schedulers, options.long_schedule),
           {.observer = options.observer,
            .limits = options.limits,
            .heap = options.heap,
            .processes_max = options.processes_max}} {
  threaded().start(*this);
}

ThreadedNode::~ThreadedNode() {
  threaded().stop();
  end_all();
}

ThreadedScheduler& ThreadedNode::threaded() const {
  return static_cast<ThreadedScheduler&>(scheduler());
}

unsigned ThreadedNode::schedulers() const {
  return threaded().threads();
}

bool ThreadedNode::wait_for_exit(Pid pid, Duration timeout) {
  std::promise<void> ended;
  std::future<void> future = ended.get_future();
  const SpawnOptions options{.label = {"watcher"}, .priority = Priority::high, .limits = Limits{}};
  if (!spawn<Watcher>(options, pid, std::move(ended))) return look_until_exit(pid, timeout);
  if (timeout != infinity) return future.wait_for(timeout) == std::future_status::ready;
  future.wait();
  return true;
}

bool ThreadedNode::look_until_exit(Pid pid, Duration timeout) const {
  const Instant deadline = later(now(), timeout);
  while (is_alive(pid)) {
    if (now() >= deadline) return false;
    std::this_thread::sleep_for(between_looks);
  }
  return true;
}

void ThreadedNode::wait_until_idle() {
  while (!threaded().is_idle()) std::this_thread::sleep_for(between_looks);
}

}  // namespace forlopp::runtime
