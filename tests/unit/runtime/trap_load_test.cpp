// A million traps, while others work: no memory is lost and nobody else notices.
#include <array>
#include <cstdio>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "runtime/gen_server.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/support/processes.hpp"
#include "tests/unit/runtime/traps.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

std::size_t resident_bytes() {
  std::size_t pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  [[maybe_unused]] const int found = std::fscanf(file, "%*u %zu", &pages);
  std::fclose(file);
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

volatile int zero = 0;

struct Quotient {
  int number;
};

void trap_somehow(Context& context, int number, int divisor) {
  switch (number % 5) {
    case 0: traps::write_null(); break;
    case 1: traps::read_wild(); break;
    case 2: traps::divide_by_zero(); break;
    // The compiler may divide when it has got the message's memory already.
    case 3: context.send(context.self(), Quotient{number / divisor}); break;
    default: traps::illegal_instruction(); break;
  }
}

/// Holds memory when it traps.
class Doomed final : public ProcessCode {
 public:
  explicit Doomed(int number) : number_{number} {}
  void init(Context& context) override { context.send(context.self(), Go{}); }
  void receive(Context& context, Message) override {
    const std::vector<int> held(100, number_);
    trap_somehow(context, held.back(), divisor_);
  }

 private:
  int number_;
  int divisor_ = zero;
};

struct Add {
  int number;
};
class Adder : public GenServer<Adder> {
 public:
  using Calls = Messages<Add>;
  int handle_call(Context&, Add& add, const From&) { return sum_ += add.number; }

 private:
  int sum_ = 0;
};

/// Works with a server until it is told to stop; tells how much it has done, and dies of a mistake.
Task<> works(Context self, Pid whom) {
  const Pid server = self.spawn_link<Adder>({});
  const Add one{1};
  int done = 0;
  for (Message stop; !stop;) {
    const auto sum = co_await call<int>(self, server, one);
    check(sum && *sum == ++done, "every addition is done once");
    stop = co_await receive_any<Go>(self, Duration{0});
  }
  self.send(whom, done);
}

constexpr int at_once = 100;

Task<int> trap_many(Context self, int count) {
  int trapped = 0;
  for (int i = 0; i < count; i += at_once) {
    std::array<Monitored, at_once> doomed{};
    for (int k = 0; k < at_once; ++k)
      doomed[static_cast<std::size_t>(k)] = self.spawn_monitor<Doomed>({}, i + k);
    for (const Monitored& one : doomed) {
      const ExitReason reason = co_await down_of(self, one.ref);
      trapped += reason.kind() == ExitReason::Kind::trap ? 1 : 0;
    }
  }
  co_return trapped;
}

struct Outcome {
  int trapped = 0;
  int worked = 0;
  std::size_t grown = 0;
};

Task<> story(Context self, Outcome* outcome) {
  std::array<Pid, 4> workers{};
  for (Pid& worker : workers) worker = self.spawn({}, script(&works, self.self()));
  const int warm_up = co_await trap_many(self, 20'000);
  const std::size_t before = resident_bytes();
  outcome->trapped = warm_up + co_await trap_many(self, 1'000'000);
  const std::size_t after = resident_bytes();
  outcome->grown = after > before ? after - before : 0;
  for (const Pid worker : workers) {
    self.send(worker, Go{});
    const Message done = co_await receive_any<int>(self);
    outcome->worked += *done.get_if<int>() > 0 ? 1 : 0;
  }
}

TEST(TrapUnderLoad, AMillionTimesInARowLosesNoMemoryAndDisturbsNobody) {
  Outcome outcome;
  ThreadedNode node{{.schedulers = 2}};
  const Pid pid = node.spawn({}, script(&story, &outcome));
  ASSERT_TRUE(node.wait_for_exit(pid, 280s));
  EXPECT_EQ(outcome.trapped, 1'020'000);
  EXPECT_EQ(outcome.worked, 4);
  EXPECT_LT(outcome.grown, std::size_t{4} << 20U);
  node.wait_until_idle();
  EXPECT_EQ(node.counts().crashed, 1'020'000U);
}

}  // namespace
}  // namespace forlopp::runtime
