#include <vector>

#include <benchmark/benchmark.h>

#include "tests/bench/nodes.hpp"

/// Timers as calls use them: most are cancelled long before they expire, many are pending.
namespace forlopp::bench {
namespace {

using namespace runtime;
using namespace std::chrono_literals;

struct Expired {};
struct GoOn {};

constexpr std::int64_t timers = 1'000'000;
constexpr std::int64_t at_a_time = 1'000;
constexpr int others_pending = 100'000;

/// Starts and cancels a batch of timers per message, with many others pending.
class Canceller final : public ProcessCode {
 public:
  void init(Context& context) override {
    for (int i = 0; i < others_pending; ++i) {
      const Duration delay = std::chrono::hours{1} + std::chrono::microseconds{i};
      context.send_after(delay, context.self(), Expired{});
    }
    context.send(context.self(), GoOn{});
  }
  void receive(Context& context, Message) override {
    refs_.clear();
    for (std::int64_t i = 0; i < at_a_time; ++i) {
      refs_.push_back(context.send_after(10s + i * 1ms, context.self(), Expired{}));
    }
    for (const Ref ref : refs_) context.cancel_timer(ref);
    left_ -= at_a_time;
    if (left_ <= 0) return context.stop();
    context.send(context.self(), GoOn{});
  }

 private:
  std::int64_t left_ = timers;
  std::vector<Ref> refs_{};
};

/// Has this many timers pending all the time; each that expires is started again.
class Waiter final : public ProcessCode {
 public:
  void init(Context& context) override {
    for (std::int64_t i = 0; i < at_a_time; ++i) start(context);
  }
  void receive(Context& context, Message) override {
    if (--left_ == 0) return context.stop();
    start(context);
  }

 private:
  void start(Context& context) {
    const auto within = static_cast<Duration::rep>(context.random().below(100'000));
    context.send_after(Duration{within}, context.self(), Expired{});
  }
  std::int64_t left_ = timers;
};

template <class Code>
void run(benchmark::State& state, const NodeKind& kind) {
  for (auto _ : state) {
    run_to_end(kind,
               [](Node& node) { return node.spawn<Code>({.label = {"timers"}, .black_box = 0}); });
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * timers);
}

void start_and_cancel(benchmark::State& state, const NodeKind& kind) {
  run<Canceller>(state, kind);
}
void expire(benchmark::State& state, const NodeKind& kind) {
  run<Waiter>(state, kind);
}

BENCHMARK_CAPTURE(start_and_cancel, simulated, simulated)
    ->Name("timer/start_cancel/simulated")
    ->UseRealTime();
BENCHMARK_CAPTURE(start_and_cancel, one, one_thread)
    ->Name("timer/start_cancel/1_scheduler")
    ->UseRealTime();
BENCHMARK_CAPTURE(expire, simulated, simulated)->Name("timer/expire/simulated")->UseRealTime();

}  // namespace
}  // namespace forlopp::bench
