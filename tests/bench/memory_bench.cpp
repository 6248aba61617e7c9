#include <benchmark/benchmark.h>

#include "tests/bench/nodes.hpp"

/// What an idle process weighs, everything included.
namespace forlopp::bench {
namespace {

using namespace runtime;

class Idler final : public ProcessCode {
 public:
  void receive(Context&, Message) override {}
};

void idle_processes(benchmark::State& state) {
  constexpr std::size_t processes = 1'000'000;
  double bytes = 0;
  for (auto _ : state) {
    SimulatedNode node;
    const std::size_t before = resident_memory();
    for (std::size_t i = 0; i < processes; ++i) node.spawn<Idler>({.label = {"idler"}});
    node.run_until_idle();
    const auto grown = static_cast<double>(resident_memory()) - static_cast<double>(before);
    if (grown <= 0) state.SkipWithError("run it by itself: it used room that others have left");
    bytes = grown / static_cast<double>(processes);
  }
  state.counters["bytes_per_process"] = bytes;
}

BENCHMARK(idle_processes)
    ->Name("memory/idle_process")
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace forlopp::bench
