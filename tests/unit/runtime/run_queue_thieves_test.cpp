#include <array>
#include <atomic>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "runtime/internal/run_queue.hpp"

namespace forlopp::runtime {
namespace {

constexpr std::uint32_t rounds = 5'000;
constexpr std::size_t processes = 8;

struct Shared {
  RunQueue queue{};
  std::atomic<std::uint64_t> taken{0};
  std::atomic<bool> over{false};

  /// Whoever has taken a process may count on it without a lock.
  void run(Process& process) {
    ++process.handled;
    taken.fetch_add(1, std::memory_order_release);
  }
};

void steal(Shared& shared) {
  RunQueue own;
  while (!shared.over.load(std::memory_order_relaxed)) {
    if (shared.queue.length() == 0) continue;
    Process* process = shared.queue.steal_half(own);
    for (; process != nullptr; process = own.pop()) shared.run(*process);
  }
}

/// Puts all of them in again and again, some by another way, and takes out what others leave.
void own(Shared& shared, std::array<Process, processes>& all) {
  for (std::uint32_t round = 1; round <= rounds; ++round) {
    for (std::size_t i = 0; i < processes; ++i) {
      i % 4 == 3 ? shared.queue.bring(all[i]) : static_cast<void>(shared.queue.push(all[i]));
    }
    const std::uint64_t due = std::uint64_t{round} * processes;
    while (shared.taken.load(std::memory_order_acquire) != due) {
      if (Process* process = shared.queue.pop()) shared.run(*process);
    }
  }
}

TEST(RunQueueWithThieves, GivesEachProcessToExactlyOne) {
  auto shared = std::make_unique<Shared>();
  auto all = std::make_unique<std::array<Process, processes>>();
  (*all)[1].priority = Priority::high;
  (*all)[2].priority = Priority::low;
  std::thread first{[&] { steal(*shared); }};
  std::thread second{[&] { steal(*shared); }};
  own(*shared, *all);
  shared->over = true;
  first.join();
  second.join();
  for (const Process& process : *all) EXPECT_EQ(process.handled, rounds);
  EXPECT_EQ(shared->queue.length(), 0U);
}

}  // namespace
}  // namespace forlopp::runtime
