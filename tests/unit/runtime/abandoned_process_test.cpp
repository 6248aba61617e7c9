#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/internal/heap_chunks.hpp"
#include "runtime/node.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"
#include "tests/unit/runtime/traps.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

// Where C++ cannot unwind, a process is abandoned as it stands and what it held is lost. So these
// tests leak on purpose; tests/support/sanitizers.cpp knows the name of this file.

struct TrapsWhenDestroyed {
  ~TrapsWhenDestroyed() { traps::divide_by_zero(); }
};

void throws() {
  throw std::runtime_error{"thrown where nothing may be thrown"};
}
void cannot_throw() noexcept {
  throws();
}

TEST(AbandonedProcess, WhoseLocalTrapsWhenDestroyedEndsAlone) {
  expect_log({"trap"}, [](Context self, EventLog* log) -> Task<> {
    const auto child = [](Context me) -> Task<> {
      const Message go = co_await receive_any<Go>(me);
      const TrapsWhenDestroyed local;
    };
    const Monitored other = self.spawn_monitor({}, script(+child));
    self.send(other.pid, Go{});
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(reason.kind() == ExitReason::Kind::trap ? "trap" : to_string(reason));
  });
}

TEST(AbandonedProcess, WhoseLocalTrapsWhileAnExceptionUnwindsEndsAlone) {
  expect_log({"trap"}, [](Context self, EventLog* log) -> Task<> {
    const auto child = [](Context) -> Task<> {
      const TrapsWhenDestroyed local;
      throws();
      co_return;
    };
    const Monitored other = self.spawn_monitor({}, script(+child));
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(reason.kind() == ExitReason::Kind::trap ? "trap" : to_string(reason));
  });
}

TEST(AbandonedProcess, ThatThrowsWhereNothingMayBeThrownEndsAlone) {
  expect_log({"error: thrown where nothing may be thrown"},
             [](Context self, EventLog* log) -> Task<> {
               const auto child = [](Context) -> Task<> {
                 cannot_throw();
                 co_return;
               };
               const Monitored other = self.spawn_monitor({}, script(+child));
               const ExitReason reason = co_await down_of(self, other.ref);
               log->add(to_string(reason));
             });
}

class HoldsABadMember final : public ProcessCode {
 public:
  void init(Context& context) override { context.stop(); }
  void receive(Context&, Message) override {}

 private:
  TrapsWhenDestroyed member_;
};

TEST(AbandonedProcess, WhoseCodeCannotBeDestroyedEndsAlone) {
  expect_log({"trap"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored other = self.spawn_monitor<HoldsABadMember>({});
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(reason.kind() == ExitReason::Kind::trap ? "trap" : to_string(reason));
  });
}

TEST(AbandonedProcess, StartedByAScriptLetsTheScriptGoOn) {
  expect_log({"trap", "script goes on"}, [](Context self, EventLog* log) -> Task<> {
    const auto child = [](Context) -> Task<> {
      const TrapsWhenDestroyed local;
      co_return;
    };
    const StartResult started = self.start_link({}, script(+child));
    const bool trapped = !started && started.error().kind() == ExitReason::Kind::trap;
    log->add(trapped ? "trap" : "something else");
    const Message pause = co_await sleep(self, Duration{0});
    log->add("script goes on");
  });
}

// With a heap of its own.

// The story's own process may have one, too.
constexpr std::size_t what_the_story_may_take = 50'000;
const SpawnOptions in_own_heap{.heap = Heap::own};

Task<> is_left_in_the_middle(Context) {
  const std::vector<char> held(1'000'000);
  cannot_throw();
  co_return;
}

TEST(AbandonedProcess, WithAHeapOfItsOwnLeavesNothingInIt) {
  expect_log({"error: thrown where nothing may be thrown", "returned"},
             [](Context self, EventLog* log) -> Task<> {
               const std::size_t before = heap_chunks::in_use();
               const Monitored other =
                   self.spawn_monitor(in_own_heap, script(&is_left_in_the_middle));
               const ExitReason reason = co_await down_of(self, other.ref);
               log->add(to_string(reason));
               if (heap_chunks::in_use() < before + what_the_story_may_take) log->add("returned");
             });
}

constexpr std::size_t limit = 10'000;
const SpawnOptions limited{.heap = Heap::own,
                           .limits = Limits{.heap_bytes = limit, .on_limit = OnLimit::kill}};

void take_where_nothing_may_be_thrown() noexcept {
  const std::vector<char> much(1000 * limit);
}

TEST(AbandonedProcess, INFO_17_heap_limit_holds_where_nothing_may_be_thrown) {
  expect_log({"killed", "returned"}, [](Context self, EventLog* log) -> Task<> {
    const std::size_t before = heap_chunks::in_use();
    const auto child = [](Context) -> Task<> {
      take_where_nothing_may_be_thrown();
      co_return;
    };
    const Monitored other = self.spawn_monitor(limited, script(+child));
    const ExitReason reason = co_await down_of(self, other.ref);
    log->add(to_string(reason));
    if (heap_chunks::in_use() < before + what_the_story_may_take) log->add("returned");
  });
}

Task<> leaves_a_block(Context self, Pid to, std::unique_ptr<int>* block) {
  *block = std::make_unique<int>(1);
  self.send(to, Go{});
  const Message never = co_await sleep(self, infinity);
}

Task<> frees_it(Context, std::unique_ptr<int>* block) {
  block->reset();
  co_return;
}

TEST(AbandonedProcess, ThatFreedABlockOfAnothersHeapSaysSo) {
  tell(
      [](Context self, EventLog* log) -> Task<> {
        std::unique_ptr<int> block;
        const Pid owner = self.spawn(in_own_heap, script(&leaves_a_block, self.self(), &block));
        const Message go = co_await receive_any<Go>(self);
        const Monitored other = self.spawn_monitor(in_own_heap, script(&frees_it, &block));
        const ExitReason reason = co_await down_of(self, other.ref);
        log->add(to_string(reason));
        if (self.node().is_alive(owner)) log->add("the owner lives");
        static_cast<void>(block.release());
      },
      [](const Told& told) {
        ASSERT_EQ(told.log.size(), 2U);
        EXPECT_NE(told.log[0].find("lies in the heap of another process"), std::string::npos)
            << told.log[0];
        EXPECT_EQ(told.log[1], "the owner lives");
      });
}

}  // namespace
}  // namespace forlopp::runtime
