#include <stdexcept>

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace forlopp::runtime
