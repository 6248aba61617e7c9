#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/internal/heap_chunks.hpp"
#include "runtime/process_info.hpp"
#include "runtime/system_monitor.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

constexpr std::size_t limit = 100'000;
/// Its process may have a heap, too.
constexpr std::size_t what_the_story_may_take = 50'000;

SpawnOptions limited(OnLimit what) {
  return {.label = {"hoarder"},
          .trap_exit = true,
          .heap = Heap::own,
          .limits = Limits{.heap_bytes = limit, .on_limit = what}};
}

struct Destroyed {};

/// Says when it is destroyed.
struct Witness {
  Context self;
  Pid to;
  ~Witness() {
    const std::vector<char> destructors_may_allocate(1000);
    self.send(to, Destroyed{});
  }
};

Task<> hoards(Context self, Pid to, std::size_t bytes) {
  const Witness witness{self, to};
  std::vector<std::vector<char>> hoard;
  for (std::size_t had = 0; had < bytes; had += 1000) hoard.emplace_back(1000);
  self.send(to, Go{});
  const Message never = co_await sleep(self, infinity);
}

TEST(HeapLimit, INFO_17_ends_a_process_at_the_allocation_that_goes_beyond_it) {
  expect_log({"killed", "destroyed", "returned"}, [](Context self, EventLog* log) -> Task<> {
    const std::size_t before = heap_chunks::in_use();
    const Monitored other =
        self.spawn_monitor(limited(OnLimit::kill), script(&hoards, self.self(), 10 * limit));
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
    const Message message = co_await receive_any<Destroyed, Go>(self);
    if (message.is<Destroyed>()) log->add("destroyed");
    if (heap_chunks::in_use() < before + what_the_story_may_take) log->add("returned");
  });
}

TEST(HeapLimit, INFO_17_lets_a_process_have_as_much_as_it_may) {
  expect_log({"all"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = self.spawn(limited(OnLimit::kill), script(&hoards, self.self(), limit / 2));
    const Message message = co_await receive_any<Go>(self);
    const auto info = co_await process_info(self, other);
    if (info->heap_bytes >= limit / 2 && info->heap_bytes < limit && info->heap_limit == limit)
      log->add("all");
    self.exit_signal(other, ExitReason::Kind::kill);
    co_await end_of(self, other);
  });
}

TEST(HeapLimit, INFO_17_can_be_switched_off) {
  expect_log({"all"}, [](Context self, EventLog* log) -> Task<> {
    system_monitor(self, {.listener = self.self()});
    const Pid other =
        self.spawn(limited(OnLimit::nothing), script(&hoards, self.self(), 3 * limit));
    const Message message = co_await receive_any<Go, LargeHeap>(self);
    if (message.is<Go>()) log->add("all");
    self.exit_signal(other, ExitReason::Kind::kill);
    co_await end_of(self, other);
  });
}

TEST(HeapLimit, SYSMON_03_reports_the_process_and_again_at_twice_the_size) {
  expect_log({"hoarder", "hoarder", "all"}, [](Context self, EventLog* log) -> Task<> {
    system_monitor(self, {.listener = self.self()});
    const Pid other = self.spawn(limited(OnLimit::report), script(&hoards, self.self(), 3 * limit));
    std::size_t least = limit;
    for (;;) {
      const Message message = co_await receive_any<Go, LargeHeap>(self);
      const auto* warning = message.get_if<LargeHeap>();
      if (warning == nullptr) break;
      log->add(warning->label);
      EXPECT_EQ(warning->pid, other);
      EXPECT_EQ(warning->limit, limit);
      EXPECT_GT(warning->bytes, least);
      least = 2 * warning->bytes;
    }
    log->add("all");
    self.exit_signal(other, ExitReason::Kind::kill);
    co_await end_of(self, other);
  });
}

struct Parcel {
  std::vector<char> content;
};

Task<> keeps_parcels(Context self) {
  std::vector<Message> kept;
  for (;;) {
    Message message = co_await receive_any<Parcel>(self);
    kept.push_back(std::move(message));
  }
}

TEST(HeapLimit, INFO_17_counts_what_the_messages_brought) {
  expect_log({"killed"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other = self.spawn_monitor(limited(OnLimit::kill), script(&keeps_parcels));
    for (int i = 0; i < 11; ++i) {
      Parcel parcel{std::vector<char>(limit / 10)};
      self.send(other.pid, std::move(parcel));
    }
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
  });
}

}  // namespace
}  // namespace forlopp::runtime
