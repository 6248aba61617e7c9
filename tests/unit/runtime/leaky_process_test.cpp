#include <string>

#include <gtest/gtest.h>
#include <malloc.h>

#include "runtime/internal/heap_chunks.hpp"
#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/sanitizers.hpp"

/// Processes that lose memory and are killed, again and again.
namespace forlopp::runtime {
namespace {

using namespace test;

constexpr int kills = is_sanitized ? 5'000 : 100'000;
constexpr int warm_up = kills / 50;

/// Loses some of what it makes, holds some more, and is killed.
class Leaky final : public ProcessCode {
 public:
  explicit Leaky(Pid parent) : parent_{parent} {}
  void init(Context& context) override {
    for (std::size_t size = 16; size < 20'000; size *= 3) {
      auto* const lost = new std::string(size, 'x');
      held_ += *lost;
    }
    context.send(parent_, Go{});
  }
  void receive(Context&, Message) override {}

 private:
  Pid parent_;
  std::string held_{};
};

struct Memory {
  std::size_t chunks = 0;
  std::size_t in_use = 0;
  std::size_t malloced = 0;
};

Memory memory() {
  return {heap_chunks::reserved(), heap_chunks::in_use(), ::mallinfo2().uordblks};
}

Task<> kill_leaky_ones(Context self, Memory* early, Memory* late) {
  const SpawnOptions options{.heap = Heap::own};
  for (int i = 0; i < kills; ++i) {
    const Monitored leaky = self.spawn_monitor<Leaky>(options, self.self());
    const Message ready = co_await receive_any<Go>(self);
    self.exit_signal(leaky.pid, ExitReason::Kind::kill);
    const ExitReason reason = co_await down_of(self, leaky.ref);
    if (i == warm_up) *early = memory();
  }
  *late = memory();
}

void expect_flat(const Memory& early, const Memory& late) {
  constexpr std::size_t noise = 16 * 1024;  // Of a hundred thousand: less than a byte each.
  EXPECT_EQ(late.chunks, early.chunks);
  EXPECT_EQ(late.in_use, early.in_use);
  EXPECT_LT(late.malloced, early.malloced + noise);
}

TEST(LeakyProcess, LeavesNothingBehindHoweverOftenItIsKilledInTheSimulator) {
  Memory early;
  Memory late;
  SimulatedNode node;
  node.spawn({}, script(&kill_leaky_ones, &early, &late));
  node.run_until_idle();
  expect_flat(early, late);
}

TEST(LeakyProcess, LeavesNothingBehindHoweverOftenItIsKilledOnThreads) {
  Memory early;
  Memory late;
  {
    ThreadedNode node{{.schedulers = 2}};
    node.wait_for_exit(node.spawn({}, script(&kill_leaky_ones, &early, &late)));
  }
  expect_flat(early, late);
}

}  // namespace
}  // namespace forlopp::runtime
