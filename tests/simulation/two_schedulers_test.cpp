#include <chrono>
#include <memory>

#include <gmock/gmock.h>

#include "switch/calls/software_faults.hpp"
#include "tests/support/busy_exchange.hpp"
#include "tests/support/ledger.hpp"
#include "tests/support/wait_until.hpp"

/// The whole exchange on two threads that steal work from each other.
namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::ThreadedNode;
using testing::IsEmpty;

constexpr runtime::Duration long_enough = 100s;

/// Every fortieth or so point in call is the last of its half-call.
class Crashes final : public exchange::SoftwareFaults {
 public:
  exchange::Strike at(const exchange::CallPoint&, runtime::Random& random) override {
    return random.chance(0.025) ? exchange::Strike::throws : exchange::Strike::none;
  }
};

class TwoSchedulers : public testing::Test {
 protected:
  void begin(const LoadPlan& plan, exchange::SoftwareFaults* faults = nullptr) {
    auto made = std::make_unique<ThreadedNode>(runtime::ThreadedOptions{.schedulers = 2});
    node_ = made.get();
    const exchange::Surroundings surroundings{.observer = &ledger_, .faults = faults};
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
  void expect_all_in_order() {
    EXPECT_THAT(exchange_->contradictions(), IsEmpty());
    EXPECT_THAT(exchange_->audit(), IsEmpty());
    EXPECT_THAT(ledger_.irregular_calls(), IsEmpty());
    EXPECT_EQ(ledger_.calls(), exchange_->counts().attempts);
  }
  /// To cards all over the exchange.
  template <class Fault>
  void break_some_cards(const Fault& fault) {
    constexpr std::uint32_t lines_between = 250;
    for (std::uint32_t line = 0; line < 1'000; line += lines_between) {
      node_->send(exchange_->equipment().card_of_line(line), fault);
    }
  }
  void kill(runtime::Name process) {
    node_->exit_signal(node_->whereis(process), runtime::ExitReason::Kind::kill);
  }

  Ledger ledger_;
  ThreadedNode* node_ = nullptr;
  std::unique_ptr<BusyExchange> exchange_;
};

TEST_F(TwoSchedulers, KeepTheBooksOfAThousandCalls) {
  begin({.gives_up_after = 2s, .database = ":memory:"});
  ASSERT_TRUE(reaches_attempts(1'000));
  ASSERT_TRUE(becomes_quiet());
  expect_all_in_order();
  EXPECT_GT(exchange_->counts().answered, 500U);
}

TEST_F(TwoSchedulers, KeepTheBooksOfCallsToAndFromAnotherExchange) {
  begin({.gives_up_after = 2s,
         .far = {.circuits = 20, .share = 0.3, .calls_from_each_group = 100.0}});
  ASSERT_TRUE(reaches_attempts(2'000));
  ASSERT_TRUE(becomes_quiet());
  expect_all_in_order();
  const auto far = exchange_->far_counts();
  ASSERT_TRUE(far);
  EXPECT_GT(far->from_exchange, 100U);
  EXPECT_GT(far->outcomes, 100U);
  EXPECT_EQ(far->in_use, 0U);
}

TEST_F(TwoSchedulers, KeepTheBooksWhenHalfCallsCrash) {
  Crashes crashes;
  begin({.conversation = 20ms,
         .gives_up_after = 2s,
         .far = {.circuits = 20, .share = 0.3, .calls_from_each_group = 50.0}},
        &crashes);
  ASSERT_TRUE(reaches_attempts(1'000));
  ASSERT_TRUE(becomes_quiet());
  expect_all_in_order();
  EXPECT_GT(ledger_.recoveries(), 10U);
}

TEST_F(TwoSchedulers, KeepTheBooksWhenCardsArePulledAndTheirProcessesKilled) {
  begin({.conversation = 50ms,
         .gives_up_after = 2s,
         .far = {.circuits = 20, .share = 0.3, .calls_from_each_group = 50.0}});
  ASSERT_TRUE(reaches_attempts(300));
  break_some_cards(hwsim::PullCard{.back_after = 300ms});
  const auto cards = exchange_->exchange().data().cards();
  for (const std::size_t card : {1U, 8U, 16U}) kill(cards[card].name);
  ASSERT_TRUE(reaches_attempts(1'500));
  ASSERT_TRUE(becomes_quiet());
  expect_all_in_order();
}

TEST_F(TwoSchedulers, HoldNothingForNobodyAfterCardsAndHalfCallsAndKeepersHaveCrashed) {
  Crashes crashes;
  begin({.conversation = 50ms,
         .gives_up_after = 2s,
         .database = ":memory:",
         .far = {.circuits = 20, .share = 0.3, .calls_from_each_group = 50.0}},
        &crashes);
  ASSERT_TRUE(reaches_attempts(500));
  break_some_cards(hwsim::CrashCard{.reset_after = 200ms});
  ASSERT_TRUE(reaches_attempts(1'000));
  for (const char* keeper : {"path_finder", "digit_receivers", "trunk_group direct"}) {
    kill(runtime::Name{keeper});
    ASSERT_TRUE(reaches_attempts(exchange_->counts().attempts + 300));
  }
  ASSERT_TRUE(becomes_quiet());
  expect_all_in_order();
  EXPECT_GT(ledger_.recoveries(), 20U);
}

}  // namespace
}  // namespace forlopp::test
