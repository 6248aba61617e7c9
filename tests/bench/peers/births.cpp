#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;

constexpr std::int64_t births = 500'000;
constexpr std::int64_t batch = 100;

struct Born {};

/// Ends as soon as it is born.
class Mayfly final : public ProcessCode {
 public:
  void init(Context& context) override { context.stop(); }
  void receive(Context&, Message) override {}
};

/// Says so before.
class Herald final : public ProcessCode {
 public:
  void init(Context& context) override {
    context.send(context.parent(), Born{});
    context.stop();
  }
  void receive(Context&, Message) override {}
};

/// Spawns batches and waits for the last of each.
class Spawner final : public ProcessCode {
 public:
  void init(Context& context) override {
    started_ = context.now();
    next(context);
  }
  void receive(Context& context, Message) override { next(context); }

 private:
  void next(Context& context) {
    if (left_ == 0) {
      report("spawn_exit", each(context.now() - started_, births));
      return context.stop();
    }
    for (std::int64_t i = 1; i < batch; ++i) context.spawn<Mayfly>(plain);
    context.spawn<Herald>(plain);
    left_ -= batch;
  }
  std::int64_t left_ = births;
  Instant started_{};
};

/// Spawns one after the other and waits for the end of each.
class Watcher final : public ProcessCode {
 public:
  void init(Context& context) override {
    started_ = context.now();
    context.spawn_monitor<Mayfly>(plain);
  }
  void receive(Context& context, Message) override {
    if (--left_ > 0) {
      context.spawn_monitor<Mayfly>(plain);
      return;
    }
    report("spawn_monitor", each(context.now() - started_, births));
    context.stop();
  }

 private:
  std::int64_t left_ = births;
  Instant started_{};
};

}  // namespace

void spawn_exit(unsigned schedulers) {
  play<Spawner>(schedulers);
}
void spawn_monitor(unsigned schedulers) {
  play<Watcher>(schedulers);
}

}  // namespace forlopp::bench::peers
