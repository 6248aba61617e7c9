#include <chrono>

#include <benchmark/benchmark.h>

#include "scenarios/engine/run.hpp"
#include "scenarios/engine/yaml_scenario.hpp"

/// How much faster than reality a scenario runs.
namespace forlopp::bench {
namespace {

double seconds(scenario::Duration time) {
  return std::chrono::duration<double>(time).count();
}

void busy_hour(benchmark::State& state) {
  const auto plan = scenario::load_scenario(FORLOPP_SCENARIOS "/busy_hour.yaml");
  if (!plan) return state.SkipWithError(plan.error().front().c_str());
  for (auto _ : state) {
    const auto measured = scenario::run(*plan, {});
    if (!measured) return state.SkipWithError(measured.error().c_str());
    const double real = seconds(measured->run.wall_time);
    state.SetIterationTime(real);
    state.counters["times_real_time"] = seconds(measured->run.virtual_time) / real;
    state.counters["attempts"] = static_cast<double>(measured->calls.attempts);
    state.counters["messages"] = static_cast<double>(measured->run.events);
  }
}

BENCHMARK(busy_hour)
    ->Name("scenario/busy_hour")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace forlopp::bench
