#include <algorithm>
#include <atomic>
#include <vector>

#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;
using namespace std::chrono_literals;

constexpr std::size_t ticks = 1'000;
constexpr unsigned busy_per_scheduler = 100;
constexpr int steps_per_message = 100;
constexpr Duration warm_up = 200ms;

struct Tick {};
struct GoOn {};

/// Always has a message to handle, which takes about a tenth of a microsecond.
class Busy final : public ProcessCode {
 public:
  void init(Context& context) override { context.send(context.self(), GoOn{}); }
  void receive(Context& context, Message) override {
    for (int i = 0; i < steps_per_message; ++i) sum_ = sum_ * 31 + static_cast<unsigned>(i);
    context.send(context.self(), GoOn{});
  }

 private:
  std::uint32_t sum_ = 1;
};

/// Never returns, until the program ends.
class Runaway final : public ProcessCode {
 public:
  explicit Runaway(const std::atomic<bool>* over) : over_{over} {}
  void init(Context&) override {
    while (!over_->load(std::memory_order_relaxed)) {
    }
  }
  void receive(Context&, Message) override {}

 private:
  const std::atomic<bool>* over_;
};

/// Starts a timer of 1 ms again and again and notes how late each is.
class Metronome final : public ProcessCode {
 public:
  explicit Metronome(const char* figure) : figure_{figure} {}
  void init(Context& context) override { start(context, warm_up); }
  void receive(Context& context, Message) override {
    if (warm_) late_.push_back(context.now() - due_);
    warm_ = true;
    if (late_.size() < ticks) return start(context, 1ms);
    std::sort(late_.begin(), late_.end());
    report(figure_, static_cast<double>(late_[ticks * 99 / 100].count()) / 1e3);
    context.stop();
  }

 private:
  void start(Context& context, Duration delay) {
    due_ = context.now() + delay;
    context.send_after(delay, context.self(), Tick{});
  }
  const char* figure_;
  Instant due_{};
  bool warm_ = false;
  std::vector<Duration> late_{};
};

void lateness_while_busy(unsigned schedulers, const char* figure, Priority priority) {
  ThreadedNode node{{.schedulers = schedulers}};
  SpawnOptions options = plain;
  options.priority = priority;
  const Pid metronome = node.spawn<Metronome>(options, figure);
  for (unsigned i = 0; i < busy_per_scheduler * schedulers; ++i) node.spawn<Busy>(plain);
  node.wait_for_exit(metronome);
}

}  // namespace

void late_normal(unsigned schedulers) {
  lateness_while_busy(schedulers, "late_normal", Priority::normal);
}
void late_high(unsigned schedulers) {
  lateness_while_busy(schedulers, "late_high", Priority::high);
}
void late_runaway(unsigned schedulers) {
  std::atomic<bool> over{false};
  ThreadedNode node{{.schedulers = schedulers}};
  const Pid metronome = node.spawn<Metronome>(plain, "late_runaway");
  for (unsigned i = 0; i < schedulers; ++i) node.spawn<Runaway>(plain, &over);
  node.wait_for_exit(metronome);
  over = true;
}

}  // namespace forlopp::bench::peers
