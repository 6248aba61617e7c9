// Goal: what one strike of a fault hits is hit one by one, each after a delay of its own.
// Method: a quiet exchange whose report tells when each thing was struck.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;

Measurements with_faults(const std::string& faults, std::uint64_t seed = 1) {
  const auto scenario = read_scenario(R"(
scenario: Spread
run: {duration: 10min, drain: 10min}
exchange: {lines: 200, cards_per_shelf: 20, lines_per_card: 10}
traffic: [{class: all, offers: 1/s, holding_time: 20s}]
faults:
)" + faults,
                                      "spread.yaml");
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return run_with(scenario.value_or(Scenario{}), seed);
}

std::vector<Duration> times_of(const Measurements& measured, std::string_view name) {
  std::vector<Duration> times;
  for (const FaultRecord& fault : measured.faults) {
    if (fault.name == name) times.push_back(fault.at);
  }
  return times;
}

/// Twenty draws that are even: some early, some late, none outside, no two alike.
void expect_spread(std::vector<Duration> times, Duration from, Duration until) {
  ASSERT_EQ(times.size(), 20U);
  EXPECT_TRUE(std::ranges::is_sorted(times));
  EXPECT_TRUE(std::ranges::adjacent_find(times) == times.end());
  EXPECT_GE(times.front(), from);
  EXPECT_LE(times.back(), until);
  EXPECT_LT(times.front(), from + (until - from) / 4);
  EXPECT_GT(times.back(), until - (until - from) / 4);
}

TEST(Spread, IsDrawnForEachCardThatAStrikeHits) {
  const std::string faults =
      "  - {fault: card_crash, target: all cards, at: 1min, spread: 100s, reset_after: 2s}\n";
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    expect_spread(times_of(with_faults(faults, seed), "card_crash"), 60s, 160s);
  }
  EXPECT_EQ(times_of(with_faults(faults, 3), "card_crash"),
            times_of(with_faults(faults, 3), "card_crash"));
  EXPECT_NE(times_of(with_faults(faults, 3), "card_crash"),
            times_of(with_faults(faults, 4), "card_crash"));
}

TEST(Spread, AppliesToAFaultThatFollowsAnother) {
  const Measurements measured = with_faults(
      "  - {name: first, fault: card_crash, target: card 1/1, at: 1min}\n"
      "  - {name: then, fault: message_loss, target: all links, probability: 1 %, after: first, "
      "at: 10s, spread: 100s, lasting: 30s}\n");
  expect_spread(times_of(measured, "then"), 70s, 170s);
}

TEST(Spread, LetsEachLastFromItsOwnStrike) {
  const Measurements measured = with_faults(
      "  - {fault: message_loss, target: all links, probability: 1 %, at: 1min, spread: 100s, "
      "lasting: 30s}\n");
  ASSERT_EQ(measured.faults.size(), 20U);
  for (const FaultRecord& fault : measured.faults) EXPECT_EQ(fault.recovered_after, 30s);
}

TEST(Spread, LetsWhatComesAfterFollowTheFirst) {
  const Measurements measured = with_faults(
      "  - {name: first, fault: card_crash, target: any 5 cards, at: 1min, spread: 100s}\n"
      "  - {name: then, fault: firmware_hang, target: any card, after: first, at: 10s}\n");
  const auto then = times_of(measured, "then");
  ASSERT_EQ(then.size(), 1U);
  EXPECT_EQ(then.front(), times_of(measured, "first").front() + 10s);
}

TEST(Spread, IsDrawnForEachCallThatIsMadeToCrash) {
  const auto times = times_of(
      with_faults("  - {fault: half_call_crash, target: any 20 calls, while: ringing, at: 1min, "
                  "spread: 5min}\n"),
      "half_call_crash");
  ASSERT_EQ(times.size(), 20U);
  EXPECT_GT(times.back() - times.front(), 150s);
}

TEST(Spread, BringsPeopleIntoAStormOneByOne) {
  const auto most_at_once = [](const std::string& spread) {
    return with_faults(
               "  - {fault: off_hook_storm, target: all lines, at: 1min, gives_up_after: 5s" +
               spread + "}\n")
        .calls.most_at_once;
  };
  EXPECT_GT(most_at_once(""), 120U);
  EXPECT_LT(most_at_once(", spread: 5min"), 80U);
}

}  // namespace
}  // namespace forlopp::scenario
