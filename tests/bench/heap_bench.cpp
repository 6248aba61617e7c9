#include <memory>
#include <vector>

#include <benchmark/benchmark.h>

#include "runtime/script.hpp"
#include "tests/bench/nodes.hpp"

/// What memory costs: for everybody, and in a process with a heap of its own.
namespace forlopp::bench {
namespace {

using namespace runtime;

constexpr std::size_t blocks = 64;

/// Made and freed in another order, as containers do.
void make_and_free(std::vector<char*>& held, std::size_t size) {
  for (std::size_t i = 0; i < blocks; ++i) held[i] = static_cast<char*>(::operator new(size));
  benchmark::DoNotOptimize(held.data());
  for (std::size_t i = 0; i < blocks; ++i) ::operator delete(held[i * 7 % blocks]);
}

class Allocating final : public ProcessCode {
 public:
  explicit Allocating(benchmark::State* state) : state_{state} {}
  void init(Context& context) override {
    std::vector<char*> held(blocks);
    for (auto _ : *state_) make_and_free(held, static_cast<std::size_t>(state_->range(0)));
    context.stop();
  }
  void receive(Context&, Message) override {}

 private:
  benchmark::State* state_;
};

void allocate(benchmark::State& state, Heap heap) {
  SimulatedNode node;
  node.spawn<Allocating>({.heap = heap}, &state);
  node.run_until_idle();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(blocks));
}

class Ending final : public ProcessCode {
 public:
  void init(Context& context) override { context.stop(); }
  void receive(Context&, Message) override {}
};

class Spawning final : public ProcessCode {
 public:
  Spawning(benchmark::State* state, Heap heap) : state_{state}, options_{.heap = heap} {}
  void init(Context& context) override { next(context); }
  void receive(Context& context, Message) override { next(context); }

 private:
  void next(Context& context) {
    if (state_->KeepRunning()) {
      context.spawn_monitor<Ending>(options_);
    } else {
      context.stop();
    }
  }
  benchmark::State* state_;
  SpawnOptions options_;
};

void spawn_and_exit(benchmark::State& state, Heap heap) {
  SimulatedNode node;
  node.spawn<Spawning>({}, &state, heap);
  node.run_until_idle();
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(allocate, common, Heap::common)->Name("new_delete/common")->Arg(48)->Arg(1000);
BENCHMARK_CAPTURE(allocate, own, Heap::own)->Name("new_delete/own_heap")->Arg(48)->Arg(1000);
BENCHMARK_CAPTURE(spawn_and_exit, common, Heap::common)->Name("spawn_monitor_exit/common_heap");
BENCHMARK_CAPTURE(spawn_and_exit, own, Heap::own)->Name("spawn_monitor_exit/own_heap");

}  // namespace
}  // namespace forlopp::bench
