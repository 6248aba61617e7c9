#include <array>
#include <memory>

#include <gtest/gtest.h>

#include "runtime/gen_server.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/sanitizers.hpp"
#include "tests/support/story.hpp"
#include "tests/unit/runtime/traps.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

using Act = void (*)();

void read_null() {
  traps::read_null();
}
void read_wild() {
  traps::read_wild();
}
void divide_by_zero() {
  traps::divide_by_zero();
}

struct Kind {
  Act act;
  std::string_view detail;
};
constexpr std::array memory_traps{
    Kind{&read_null, "segmentation fault at address"},
    Kind{&traps::write_null, "segmentation fault at address"},
    Kind{&read_wild, "segmentation fault at address"},
    Kind{&traps::call_null, "segmentation fault at address"},
    Kind{&traps::touch_lost_page, "bus error at address"},
};
constexpr std::array other_traps{
    Kind{&divide_by_zero, "arithmetic trap"},
    Kind{&traps::illegal_instruction, "illegal instruction"},
};

/// Says so when it is destroyed.
class Guard {
 public:
  explicit Guard(Context self) : self_{self} {}
  ~Guard() { self_.send(self_.parent(), Go{}); }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  Context self_;
};

Task<> traps_in_a_script(Context self, Act act) {
  const Guard guard{self};
  const Message pause = co_await sleep(self, Duration{0});
  act();
}

/// For each kind: the process ends with the reason, its local is destroyed, the story goes on.
template <std::size_t count>
Task<> survive(Context self, EventLog* log, std::array<Kind, count> kinds) {
  for (const Kind& kind : kinds) {
    const Monitored child = self.spawn_monitor({}, script(&traps_in_a_script, kind.act));
    const ExitReason reason = co_await down_of(self, child.ref);
    const Message destroyed = co_await receive_any<Go>(self, Duration{0});
    const bool as_it_should =
        reason.kind() == ExitReason::Kind::trap && reason.detail().starts_with(kind.detail);
    log->add(destroyed && as_it_should ? "contained" : to_string(reason));
  }
}

TEST(Trap, OfAnyKindEndsOneProcessAndDestroysItsLocals) {
  expect_log({"contained", "contained"}, [](Context self, EventLog* log) -> Task<> {
    co_await survive(self, log, other_traps);
  });
  if (!memory_traps_reach_the_program) GTEST_SKIP() << memory_traps_reason;
  expect_log(
      {"contained", "contained", "contained", "contained", "contained"},
      [](Context self, EventLog* log) -> Task<> { co_await survive(self, log, memory_traps); });
}

/// A process that traps in one of its callbacks.
enum class Where { init, wants, receive, terminate, state_name };
class Trapping final : public ProcessCode {
 public:
  explicit Trapping(Where where) : where_{where} {}
  void init(Context&) override { trap_in(Where::init); }
  bool wants(const Message&) const override {
    trap_in(Where::wants);
    return true;
  }
  void receive(Context& context, Message) override {
    trap_in(Where::receive);
    context.stop(where_ == Where::state_name ? ExitReason{"crash"} : ExitReason{});
  }
  void terminate(Context&, const ExitReason&) override { trap_in(Where::terminate); }
  std::string_view state_name() const override {
    trap_in(Where::state_name);
    return "trapping";
  }

 private:
  void trap_in(Where here) const {
    if (here == where_) traps::divide_by_zero();
  }
  Where where_;
};

Task<> survive_trap_in(Context self, EventLog* log, Where where) {
  const Monitored child = self.spawn_monitor<Trapping>({}, where);
  self.send(child.pid, Go{});
  self.send(child.pid, Go{});
  const ExitReason reason = co_await down_of(self, child.ref);
  log->add(reason.kind() == ExitReason::Kind::trap ? "trap" : to_string(reason));
}

TEST(Trap, InAnyCallbackIsContained) {
  expect_log({"trap", "trap", "trap", "trap", "crash"}, [](Context self, EventLog* log) -> Task<> {
    co_await survive_trap_in(self, log, Where::init);
    co_await survive_trap_in(self, log, Where::wants);
    co_await survive_trap_in(self, log, Where::receive);
    co_await survive_trap_in(self, log, Where::terminate);
    co_await survive_trap_in(self, log, Where::state_name);
  });
}

struct Divide {
  int by;
};

class Divider : public GenServer<Divider> {
 public:
  using Calls = Messages<Divide>;
  int handle_call(Context&, Divide& divide, const From&) {
    return divide.by == 0 ? traps::divide_by_zero() : 100 / divide.by;
  }
};

TEST(Trap, InAServerReachesItsClientAsTheReason) {
  expect_log({"25", "trap"}, [](Context self, EventLog* log) -> Task<> {
    const Pid server = self.spawn<Divider>({});
    Divide divide{4};
    Result<int, ExitReason> answer = co_await call<int>(self, server, divide);
    log->add(answer ? std::to_string(*answer) : to_string(answer.error()));
    divide.by = 0;
    answer = co_await call<int>(self, server, divide);
    const bool trapped = !answer && answer.error().kind() == ExitReason::Kind::trap;
    log->add(trapped ? "trap" : "something else");
  });
}

TEST(Trap, InStartLinkIsWhyItDidNotStart) {
  expect_log({"trap"}, [](Context self, EventLog* log) -> Task<> {
    const StartResult started = self.start_link<Trapping>({}, Where::init);
    const bool trapped = !started && started.error().kind() == ExitReason::Kind::trap;
    log->add(trapped ? "trap" : "something else");
    co_return;
  });
}

TEST(Trap, ReasonShowsTheFunctionAndItsCallers) {
  expect_log({"innermost is divide_by_zero"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored child = self.spawn_monitor<Trapping>({}, Where::receive);
    self.send(child.pid, Go{});
    const ExitReason reason = co_await down_of(self, child.ref);
    const bool shows = !reason.stack().empty() &&
                       reason.stack().front().find("traps::divide_by_zero") != std::string::npos;
    if (shows) log->add("innermost is divide_by_zero");
    for (const auto& frame : reason.stack()) {
      if (!shows || frame.find("forlopp_trap") != std::string::npos) log->add(frame);
    }
  });
}

TEST(Trap, OfManyProcessesAtOnceLeavesTheirNeighboursAlone) {
  expect_log({"500 trapped, 500 did their work"}, [](Context self, EventLog* log) -> Task<> {
    const auto works = [](Context me, int number) -> Task<> {
      const Message go = co_await receive_any<Go>(me);
      if (number % 2 == 0) traps::divide_by_zero();
    };
    std::vector<Monitored> children;
    for (int i = 0; i < 1000; ++i) children.push_back(self.spawn_monitor({}, script(+works, i)));
    for (const Monitored& child : children) self.send(child.pid, Go{});
    int trapped = 0;
    int worked = 0;
    for (const Monitored& child : children) {
      const ExitReason reason = co_await down_of(self, child.ref);
      trapped += reason.kind() == ExitReason::Kind::trap ? 1 : 0;
      worked += reason == ExitReason{} ? 1 : 0;
    }
    log->add(std::to_string(trapped) + " trapped, " + std::to_string(worked) + " did their work");
  });
}

TEST(Trap, InWantsLeavesTheMessageToTheMailbox) {
  // It once was destroyed twice.
  expect_log({"trap"}, [](Context self, EventLog* log) -> Task<> {
    const Monitored child = self.spawn_monitor<Trapping>({}, Where::wants);
    self.send(child.pid, std::string(1000, 'x'));
    const ExitReason reason = co_await down_of(self, child.ref);
    log->add(reason.kind() == ExitReason::Kind::trap ? "trap" : to_string(reason));
  });
}

}  // namespace
}  // namespace forlopp::runtime
