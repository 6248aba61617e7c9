#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include "tests/bench/nodes.hpp"
#include "tests/support/busy_exchange.hpp"
#include "tests/support/wait_until.hpp"

/// Complete calls, from lifting to the record in the database.
namespace forlopp::bench {
namespace {

using namespace std::chrono_literals;
using runtime::Duration;
using runtime::Instant;
using runtime::SimulatedNode;
using runtime::ThreadedNode;
using test::BusyExchange;
using test::LoadPlan;
using Clock = std::chrono::steady_clock;

/// Only to end a benchmark of an exchange that stands still.
constexpr Duration patience = 60s;
constexpr std::uint64_t calls_measured = 100'000;

/// A folder that goes away again.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "forlopp-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string database() const { return (path_ / "calls.db").string(); }

 private:
  std::filesystem::path path_;
};

/// What all threads of the program have used, in seconds.
double processor_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

/// Counts calls, messages and time between two moments.
class Meter {
 public:
  explicit Meter(BusyExchange& exchange) : exchange_{exchange} { begin(); }
  void begin() {
    began_ = Clock::now();
    processor_ = processor_seconds();
    messages_ = exchange_.node().counts().messages;
    calls_ = exchange_.counts();
  }
  void end(benchmark::State& state) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    const double processor = processor_seconds() - processor_;
    const exchange::CallCounts now = exchange_.counts();
    const auto written = static_cast<double>(now.written - calls_.written);
    const auto answered = static_cast<double>(now.answered - calls_.answered);
    const auto messages = static_cast<double>(exchange_.node().counts().messages - messages_);
    state.SetIterationTime(seconds);
    state.counters["calls_per_s"] = written / seconds;
    state.counters["answered"] = answered / std::max(written, 1.0);
    state.counters["cpu_us_per_call"] = processor * 1e6 / std::max(written, 1.0);
    state.counters["messages_per_call"] = messages / std::max(written, 1.0);
    state.counters["cores_used"] = processor / seconds;
  }

 private:
  BusyExchange& exchange_;
  Clock::time_point began_{};
  double processor_ = 0;
  std::uint64_t messages_ = 0;
  exchange::CallCounts calls_{};
};

void check_books(benchmark::State& state, const BusyExchange& exchange) {
  for (const std::string& broken : exchange.contradictions()) state.SkipWithError(broken.c_str());
}

/// People who call as fast as the exchange lets them, on real threads.
void calls_on_threads(benchmark::State& state, const NodeKind& kind) {
  for (auto _ : state) {
    const TemporaryFolder folder;
    auto made =
        std::make_unique<ThreadedNode>(runtime::ThreadedOptions{.schedulers = kind.schedulers});
    ThreadedNode& node = *made;
    const LoadPlan plan{.lines = static_cast<std::uint32_t>(state.range(0)),
                        .calls_per_idle_caller = 3.0,
                        .gives_up_after = 5s,
                        .database = folder.database()};
    BusyExchange exchange{std::move(made), plan};
    const auto passed = [&](Duration time) {
      return [&node, until = node.now() + time] { return node.now() >= until; };
    };
    const auto written = [&](std::uint64_t calls) {
      return [&exchange, until = exchange.counts().written + calls] {
        return exchange.counts().written >= until;
      };
    };
    test::wait_until(
        node, [&] { return exchange.is_ready(); }, patience);
    test::wait_until(node, passed(1s), patience);
    exchange.start_traffic();
    test::wait_until(node, written(plan.lines), patience);
    Meter meter{exchange};
    test::wait_until(node, written(calls_measured), patience);
    meter.end(state);
    exchange.stop_traffic();
    if (!test::wait_until(
            node, [&] { return exchange.is_quiet(); }, patience)) {
      state.SkipWithError("calls do not come to their end");
    }
    check_books(state, exchange);
  }
}

/// The same in virtual time; counted in real time.
void calls_in_simulator(benchmark::State& state) {
  for (auto _ : state) {
    const TemporaryFolder folder;
    auto made = std::make_unique<SimulatedNode>();
    SimulatedNode& node = *made;
    const LoadPlan plan{.lines = static_cast<std::uint32_t>(state.range(0)),
                        .calls_per_idle_caller = 1.0,
                        .database = folder.database()};
    BusyExchange exchange{std::move(made), plan};
    const auto run = [&node](Duration time) { node.run_until(node.now() + time); };
    run(1s);
    exchange.start_traffic();
    run(1s);
    Meter meter{exchange};
    run(Duration{10s} * 10'000 / state.range(0));
    meter.end(state);
    exchange.stop_traffic();
    run(10s);
    check_books(state, exchange);
  }
}

BENCHMARK_CAPTURE(calls_on_threads, one, one_thread)
    ->Name("calls/1_scheduler")
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(calls_on_threads, two, two_threads)
    ->Name("calls/2_schedulers")
    ->Arg(10'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
// The mark. Its calls wait for memory that other machines on the same host use too, so one run
// says little: look at the median, and at the best for what an undisturbed machine does.
BENCHMARK_CAPTURE(calls_on_threads, mark, two_threads)
    ->Name("calls/2_schedulers")
    ->Arg(100'000)
    ->Iterations(1)
    ->Repetitions(11)
    ->ComputeStatistics("best", [](const std::vector<double>& v) { return std::ranges::max(v); })
    ->ReportAggregatesOnly()
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(calls_in_simulator)
    ->Name("calls/simulated")
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// Messages of one call.

/// Counts what processes handle, by type.
class Census final : public runtime::Observer {
 public:
  void traced(const runtime::TraceEvent& event) override {
    if (event.kind == runtime::TraceEvent::Kind::handled) ++counts_[std::string{event.what}];
  }
  void print(double calls) const {
    std::multimap<std::uint64_t, std::string, std::greater<>> sorted;
    for (const auto& [type, count] : counts_) sorted.emplace(count, type);
    fmt::print(stderr, "Messages handled per call, by type:\n");
    for (const auto& [count, type] : sorted) {
      const double share = static_cast<double>(count) / calls;
      if (share >= 0.005) fmt::print(stderr, "  {:6.2f}  {}\n", share, type);
    }
  }

 private:
  std::map<std::string, std::uint64_t> counts_;
};

/// Answered calls only: each caller calls a line of its own.
void messages_of_calls(benchmark::State& state) {
  for (auto _ : state) {
    Census census;
    auto made = std::make_unique<SimulatedNode>(runtime::SimulatedOptions{.observer = &census});
    SimulatedNode& node = *made;
    const LoadPlan plan{.lines = 10'000, .conversation = 60s};
    BusyExchange exchange{std::move(made), plan};
    node.run_until(Instant{2s});
    node.trace(true);
    Meter meter{exchange};
    constexpr std::uint32_t calls = 2'000;
    for (std::uint32_t call = 0; call < calls; ++call) exchange.place_call(call, 5'000 + call);
    const auto quiet = [&] { return exchange.counts().attempts == calls && exchange.is_quiet(); };
    while (!quiet() && node.now() < Instant{200s}) node.run_until(node.now() + 1s);
    meter.end(state);
    census.print(calls);
    check_books(state, exchange);
  }
}

BENCHMARK(messages_of_calls)
    ->Name("calls/messages")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// Memory of calls that are up.

void stable_calls(benchmark::State& state) {
  for (auto _ : state) {
    const std::size_t before = resident_memory();
    auto made = std::make_unique<SimulatedNode>();
    SimulatedNode& node = *made;
    const LoadPlan plan{.lines = 1'000'000, .conversation = 1h};
    BusyExchange exchange{std::move(made), plan};
    node.run_until(Instant{5s});
    const std::size_t idle = resident_memory();
    const auto calls = static_cast<std::uint32_t>(state.range(0));
    for (std::uint32_t call = 0; call < calls; ++call) {
      exchange.place_call(call, 500'000 + call);
      if (call % 100 == 0) node.run_until(node.now() + 20ms);
    }
    node.run_until(node.now() + 5s);
    const exchange::CallCounts counts = exchange.counts();
    if (counts.talking != calls) state.SkipWithError("not all of them talk");
    const std::size_t busy = resident_memory();
    constexpr double mega = 1e6;
    state.counters["lines_mb"] = static_cast<double>(idle - before) / mega;
    state.counters["calls_mb"] = static_cast<double>(busy - idle) / mega;
    state.counters["bytes_per_call"] = static_cast<double>(busy - idle) / calls;
    state.SetIterationTime(1.0);
  }
}

BENCHMARK(stable_calls)->Name("memory/stable_calls")->Arg(100'000)->Iterations(1)->UseManualTime();

}  // namespace
}  // namespace forlopp::bench
