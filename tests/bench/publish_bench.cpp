#include <array>
#include <chrono>

#include <benchmark/benchmark.h>

#include "scenarios/engine/run.hpp"
#include "scenarios/engine/yaml_scenario.hpp"
#include "scenarios/live/live_publisher.hpp"

/// What it costs to show all topics of a large exchange once.
namespace forlopp::bench {
namespace {

using namespace std::chrono_literals;

/// Ten thousand calls at once, so twice as many half-calls.
constexpr std::string_view large_exchange = R"(
scenario: A large exchange
run: {duration: 250s, drain: 1s}
exchange:
  lines: 40000
  shelves: 16
  cards_per_shelf: 40
  lines_per_card: 64
  numbers: {prefix: "2", length: 6}
  admission: {control: off}
traffic:
  - {class: all, offers: 60/s, calls_to: {local: 100 %}, holding_time: constant 1000s, answer_delay: constant 1s}
)";

/// When about that many calls are up, publishes as often as it is measured, a thirtieth of a second
/// of the run each time.
class Shown final : public scenario::RunDriver {
 public:
  explicit Shown(benchmark::State& state) : state_{state} {
    for (const management::Topic& topic : management::topics()) {
      board_.want({std::string{topic.name}});
    }
  }

  runtime::Observer* observer() override { return publisher_.observer(); }
  exchange::ExchangeObserver* exchange_observer() override {
    return publisher_.exchange_observer();
  }
  void begins(const scenario::RunInside& inside) override {
    inside_ = &inside;
    publisher_.begins(inside);
  }
  Verdict advance(runtime::Instant until) override {
    inside_->node.run_until(until);
    if (until < runtime::Instant{200s}) return Verdict::go_on;
    publish();
    for (auto _ : state_) {
      state_.PauseTiming();
      inside_->node.run_for(33ms);
      state_.ResumeTiming();
      publish();
    }
    state_.counters["processes"] = static_cast<double>(inside_->node.counts().alive);
    return Verdict::finish;
  }
  void over(const scenario::Measurements&) override {}

 private:
  void publish() {
    const auto now = inside_->node.now().time_since_epoch();
    publisher_.publish({.vtime = now}, {now.count(), log_.last()});
  }

  benchmark::State& state_;
  management::Board board_{};
  management::EventLog log_{};
  live::LivePublisher publisher_{board_, log_};
  const scenario::RunInside* inside_ = nullptr;
};

void publish_everything(benchmark::State& state) {
  const auto plan = scenario::read_scenario(std::string{large_exchange}, "large_exchange.yaml");
  if (!plan) return state.SkipWithError(plan.error().front().c_str());
  Shown shown{state};
  const auto measured = scenario::run(*plan, {.driver = &shown});
  if (!measured) state.SkipWithError(measured.error().c_str());
}

BENCHMARK(publish_everything)
    ->Name("live/publish_everything")
    ->Iterations(30)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace forlopp::bench
