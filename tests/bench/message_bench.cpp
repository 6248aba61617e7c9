#include <benchmark/benchmark.h>

#include "tests/bench/nodes.hpp"

/// Messages between two processes, and a process's birth and end.
namespace forlopp::bench {
namespace {

using namespace runtime;

struct Ball {
  std::int64_t left;
};

/// Sends every ball back until none is left.
class Player final : public ProcessCode {
 public:
  void receive(Context& context, Message message) override {
    Ball ball = *message.get_if<Ball>();
    const Pid other = message.sender();
    if (ball.left == 0) {
      context.exit_signal(other, ExitReason::Kind::kill);
      context.stop();
      return;
    }
    --ball.left;
    context.send(other, ball);
  }
};

/// Serves the first ball, then plays like the other.
class Server final : public ProcessCode {
 public:
  explicit Server(std::int64_t balls) : balls_{balls} {}
  void init(Context& context) override {
    const Pid other = context.spawn<Player>({.label = {"player"}, .black_box = 0});
    context.send(other, Ball{balls_});
  }
  void receive(Context& context, Message message) override {
    player_.receive(context, std::move(message));
  }

 private:
  std::int64_t balls_;
  Player player_;
};

void ping_pong(benchmark::State& state, const NodeKind& kind) {
  static constexpr std::int64_t balls = 1'000'000;
  for (auto _ : state) {
    run_to_end(kind, [](Node& node) {
      return node.spawn<Server>({.label = {"server"}, .black_box = 0}, balls);
    });
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * balls);
}

/// Ends as soon as it is born.
class Mayfly final : public ProcessCode {
 public:
  void init(Context& context) override { context.stop(); }
  void receive(Context&, Message) override {}
};

/// Spawns one child after the other and waits for the end of each.
class Parent final : public ProcessCode {
 public:
  explicit Parent(std::int64_t children) : left_{children} {}
  void init(Context& context) override { next(context); }
  void receive(Context& context, Message) override { next(context); }

 private:
  void next(Context& context) {
    if (left_-- == 0) {
      context.stop();
      return;
    }
    context.spawn_monitor<Mayfly>({.label = {"mayfly"}, .black_box = 0});
  }
  std::int64_t left_;
};

void spawn_and_exit(benchmark::State& state, const NodeKind& kind) {
  static constexpr std::int64_t children = 500'000;
  for (auto _ : state) {
    run_to_end(kind, [](Node& node) {
      return node.spawn<Parent>({.label = {"parent"}, .black_box = 0}, children);
    });
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * children);
}

BENCHMARK_CAPTURE(ping_pong, simulated, simulated)->Name("message/simulated")->UseRealTime();
BENCHMARK_CAPTURE(ping_pong, one, one_thread)->Name("message/1_scheduler")->UseRealTime();
BENCHMARK_CAPTURE(ping_pong, two, two_threads)->Name("message/2_schedulers")->UseRealTime();
BENCHMARK_CAPTURE(spawn_and_exit, simulated, simulated)
    ->Name("spawn_monitor_exit/simulated")
    ->UseRealTime();
BENCHMARK_CAPTURE(spawn_and_exit, one, one_thread)
    ->Name("spawn_monitor_exit/1_scheduler")
    ->UseRealTime();
BENCHMARK_CAPTURE(spawn_and_exit, two, two_threads)
    ->Name("spawn_monitor_exit/2_schedulers")
    ->UseRealTime();

}  // namespace
}  // namespace forlopp::bench
