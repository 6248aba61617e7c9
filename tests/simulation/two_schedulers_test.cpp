#include <atomic>
#include <chrono>
#include <memory>

#include <gmock/gmock.h>

#include "switch/calls/software_faults.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "tests/support/busy_exchange.hpp"
#include "tests/support/wait_until.hpp"

/// The whole exchange on two threads that steal work from each other.
namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::ThreadedNode;
using testing::IsEmpty;

constexpr runtime::Duration long_enough = 100s;

class TwoSchedulers : public testing::Test {
 protected:
  void begin(const LoadPlan& plan, exchange::Surroundings surroundings = {}) {
    auto made = std::make_unique<ThreadedNode>(runtime::ThreadedOptions{.schedulers = 2});
    node_ = made.get();
    exchange_ = std::make_unique<BusyExchange>(std::move(made), plan, surroundings);
    exchange_->start_traffic();
  }
  bool reaches_attempts(std::uint64_t attempts) {
    return wait_until(
        *node_, [&] { return exchange_->counts().attempts >= attempts; }, long_enough);
  }
  bool becomes_quiet() {
    exchange_->stop_traffic();
    return wait_until(
        *node_, [&] { return exchange_->is_quiet(); }, long_enough);
  }

  ThreadedNode* node_ = nullptr;
  std::unique_ptr<BusyExchange> exchange_;
};

TEST_F(TwoSchedulers, KeepTheBooksOfAThousandCalls) {
  begin({.gives_up_after = 2s, .database = ":memory:"});
  ASSERT_TRUE(reaches_attempts(1'000));
  ASSERT_TRUE(becomes_quiet());
  EXPECT_THAT(exchange_->contradictions(), IsEmpty());
  EXPECT_GT(exchange_->counts().answered, 500U);
}

/// Counts what the exchange says of itself, on whatever thread.
class Counter final : public exchange::ExchangeObserver {
 public:
  void attempt_began(callmodel::CallId, runtime::Instant) override { ++began; }
  void attempt_ended(const callmodel::AttemptOutcome&) override { ++ended; }
  void recovered(const exchange::Recovery&) override { ++recoveries; }

  std::atomic<std::uint64_t> began{0};
  std::atomic<std::uint64_t> ended{0};
  std::atomic<std::uint64_t> recoveries{0};
};

/// Every fortieth or so point in call is the last of its half-call.
class Crashes final : public exchange::SoftwareFaults {
 public:
  exchange::Strike at(const exchange::CallPoint&, runtime::Random& random) override {
    return random.chance(0.025) ? exchange::Strike::throws : exchange::Strike::none;
  }
};

TEST_F(TwoSchedulers, KeepTheBooksWhenHalfCallsCrash) {
  Counter counter;
  Crashes crashes;
  begin({.conversation = 20ms, .gives_up_after = 2s}, {.observer = &counter, .faults = &crashes});
  ASSERT_TRUE(reaches_attempts(1'000));
  ASSERT_TRUE(becomes_quiet());
  EXPECT_THAT(exchange_->contradictions(), IsEmpty());
  EXPECT_EQ(counter.began, counter.ended);
  EXPECT_GT(counter.recoveries, 10U);
}

TEST_F(TwoSchedulers, KeepTheBooksWhenCardsArePulledAndTheirProcessesKilled) {
  Counter counter;
  begin({.conversation = 50ms, .gives_up_after = 2s}, {.observer = &counter});
  ASSERT_TRUE(reaches_attempts(300));
  const auto cards = exchange_->exchange().data().cards();
  constexpr std::uint32_t lines_between = 250;
  for (std::uint32_t line = 0; line < 1'000; line += lines_between) {
    node_->send(exchange_->equipment().card_of_line(line), hwsim::PullCard{.back_after = 300ms});
  }
  for (const std::size_t card : {1U, 8U, 16U}) {
    node_->exit_signal(node_->whereis(cards[card].name), runtime::ExitReason::Kind::kill);
  }
  ASSERT_TRUE(reaches_attempts(1'500));
  ASSERT_TRUE(becomes_quiet());
  EXPECT_THAT(exchange_->contradictions(), IsEmpty());
  EXPECT_EQ(counter.began, counter.ended);
}

}  // namespace
}  // namespace forlopp::test
