#include <array>
#include <atomic>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "runtime/internal/run_queue.hpp"
#include "tests/support/sanitizers.hpp"

namespace forlopp::runtime {
namespace {

constexpr std::uint32_t rounds = 5'000;
/// The wrong moment is a short one, and rare.
constexpr std::uint32_t brought_rounds = test::is_sanitized ? 20'000 : 200'000;
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

/// A process, and whether it may be put into the queue again.
struct Comer {
  Process process{};
  std::atomic<bool> is_out{true};
};

struct Door {
  RunQueue queue{};
  std::array<Comer, processes> comers{};
  std::atomic<std::uint32_t> left{brought_rounds *
                                  processes};  ///< How often somebody still has to run.

  void run(Process& process) {
    for (Comer& comer : comers)
      if (&comer.process == &process) comer.is_out.store(true, std::memory_order_release);
    left.fetch_sub(1, std::memory_order_relaxed);
  }
  bool is_over() const { return left.load(std::memory_order_relaxed) == 0; }
};

/// As a thread does that is no scheduler: never in step with those who take.
void bring_all(Door& door) {
  for (std::uint32_t due = brought_rounds * processes; due > 0;)
    for (Comer& comer : door.comers) {
      if (due == 0 || !comer.is_out.load(std::memory_order_acquire)) continue;
      comer.is_out.store(false, std::memory_order_relaxed);
      door.queue.bring(comer.process);
      --due;
    }
}

void steal_what_came(Door& door) {
  RunQueue own;
  while (!door.is_over()) {
    if (door.queue.length() == 0) continue;
    Process* process = door.queue.steal_half(own);
    for (; process != nullptr; process = own.pop()) door.run(*process);
  }
}

TEST(RunQueueWithThieves, TakesNobodyWhoIsStillAtTheDoor) {
  auto door = std::make_unique<Door>();
  std::thread bringer{[&] { bring_all(*door); }};
  std::thread first{[&] { steal_what_came(*door); }};
  std::thread second{[&] { steal_what_came(*door); }};
  bringer.join();
  first.join();
  second.join();
  EXPECT_EQ(door->queue.length(), 0U);
}

}  // namespace
}  // namespace forlopp::runtime
