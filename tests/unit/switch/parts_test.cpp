#include <gtest/gtest.h>

#include "runtime/random.hpp"
#include "switch/alarms/alarm_list.hpp"
#include "switch/config/exchange_data.hpp"
#include "switch/lines/command_window.hpp"
#include "switch/lines/event_sequence.hpp"
#include "switch/lines/leaky_bucket.hpp"
#include "switch/overload/admission.hpp"
#include "switch/trunks/circuit_table.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;
using runtime::Instant;

hal::Event event(std::uint32_t sequence, hal::Incarnation incarnation = 1) {
  return {.incarnation = incarnation, .sequence = sequence, .port = 1};
}

TEST(EventSequence, PutsShuffledAndDoubledEventsInOrder) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    runtime::Random random{seed};
    EventSequence events;
    events.begin(1, 0);
    std::uint32_t came_out = 0;
    while (came_out < 50) {
      events.offer(event(static_cast<std::uint32_t>(1 + random.below(50))));
      while (const auto next = events.next()) ASSERT_EQ(next->sequence, ++came_out);
    }
    EXPECT_FALSE(events.next());
  }
}

TEST(EventSequence, ForgetsWhatAnEarlierRunOfTheCardSaid) {
  EventSequence events;
  events.begin(1, 0);
  events.offer(event(2));
  events.begin(2, 0);
  EXPECT_FALSE(events.offer(event(1, 1)));
  EXPECT_TRUE(events.offer(event(1, 2)));
  EXPECT_TRUE(events.next());
  EXPECT_FALSE(events.next());
}

TEST(EventSequence, GoesOnWhereThePredecessorHadAcknowledged) {
  EventSequence events;
  events.begin(3, 7);
  EXPECT_FALSE(events.offer(event(7, 3)));
  EXPECT_TRUE(events.offer(event(8, 3)));
}

TEST(CommandWindow, SendsNoMoreAtATimeThanACardTakes) {
  CommandWindow window{2};
  for (int i = 0; i < 12; ++i) window.add(1, hal::StopTone{});
  std::uint32_t sent = 0;
  while (window.next_to_send(Instant{})) ++sent;
  EXPECT_EQ(sent, hal::commands_in_flight_max);
  EXPECT_TRUE(window.answered(1, 1));
  EXPECT_EQ(window.next_to_send(Instant{})->number, hal::commands_in_flight_max + 1);
}

TEST(CommandWindow, RepeatsInOrderWhatIsNotAnswered) {
  CommandWindow window{1};
  window.add(1, hal::Ring{});
  window.add(1, hal::StopRinging{});
  while (window.next_to_send(Instant{})) {
  }
  EXPECT_EQ(window.next_to_repeat(Instant{1s}, Instant{500ms})->number, 1U);
  EXPECT_EQ(window.next_to_repeat(Instant{1s}, Instant{500ms})->number, 2U);
  EXPECT_EQ(window.next_to_repeat(Instant{1s}, Instant{500ms}), nullptr);
  EXPECT_TRUE(std::holds_alternative<hal::Ring>(*window.answered(1, 1)));
  EXPECT_FALSE(window.answered(1, 1)) << "a second answer means nothing";
}

TEST(LeakyBucket, TakesABurstAndNoFlood) {
  LeakyBucket bucket;
  const BucketLimits limits{100ms, 5};
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(bucket.add(Instant{}, limits));
  EXPECT_FALSE(bucket.add(Instant{}, limits));
  EXPECT_TRUE(bucket.add(Instant{1s}, limits));
}

CircuitTable idle_circuits(std::uint16_t circuits, Hunting hunting, Parity parity) {
  CircuitTable table{{.name = "x", .circuits = circuits, .hunting = hunting, .parity = parity},
                     Instant{}};
  for (std::uint16_t circuit = 0; circuit < circuits; ++circuit) {
    table.release(circuit, CircuitState::idle, Instant{});
  }
  return table;
}

TEST(CircuitTable, HuntsItsOwnParityFirst) {
  CircuitTable table = idle_circuits(4, Hunting::sequential, Parity::even);
  EXPECT_EQ(table.seize(Instant{}), 1U);
  EXPECT_EQ(table.seize(Instant{}), 3U);
  EXPECT_EQ(table.seize(Instant{}), 0U);
  EXPECT_EQ(table.seize(Instant{}), 2U);
  EXPECT_FALSE(table.seize(Instant{}));
  EXPECT_EQ(table.traffic(Instant{}).blocked, 1U);
}

TEST(CircuitTable, LeastRecentlyUsedTakesTurns) {
  CircuitTable table = idle_circuits(3, Hunting::least_recently, Parity::even);
  EXPECT_EQ(table.seize(Instant{}), 0U);
  table.release(0, CircuitState::idle, Instant{1s});
  EXPECT_EQ(table.seize(Instant{2s}), 1U);
  EXPECT_EQ(table.seize(Instant{2s}), 2U);
  EXPECT_EQ(table.seize(Instant{2s}), 0U);
}

TEST(CircuitTable, BlockedCircuitIsNotTakenUntilBothEndsAgree) {
  CircuitTable table = idle_circuits(1, Hunting::least_recently, Parity::even);
  table.block(0, BlockedBy::us, Instant{});
  table.block(0, BlockedBy::far_end, Instant{});
  table.unblock(0, BlockedBy::us, Instant{});
  EXPECT_FALSE(table.seize(Instant{}));
  table.unblock(0, BlockedBy::far_end, Instant{});
  EXPECT_TRUE(table.seize(Instant{}));
}

// Goal: no circuit is lost or given twice, and the busy time is exact.
// Method: a list mirrors the table; times are added up by hand.
TEST(CircuitTable, AgreesWithAListWhateverIsSeizedAndReleased) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    runtime::Random random{seed};
    const Hunting hunting = random.chance(0.5) ? Hunting::sequential : Hunting::least_recently;
    CircuitTable table = idle_circuits(7, hunting, Parity::odd);
    std::vector<std::uint16_t> held;
    runtime::Duration busy{};
    Instant now{};
    for (int step = 0; step < 1'000; ++step) {
      const runtime::Duration passed{static_cast<std::int64_t>(random.below(1'000'000'000))};
      busy += passed * static_cast<std::int64_t>(held.size());
      now += passed;
      if (random.chance(0.55)) {
        const auto circuit = table.seize(now);
        ASSERT_EQ(circuit.has_value(), held.size() < 7) << "seed " << seed;
        if (circuit) held.push_back(*circuit);
      } else if (!held.empty()) {
        std::swap(held[random.below(held.size())], held.back());
        table.release(held.back(), CircuitState::idle, now);
        held.pop_back();
      }
      ASSERT_EQ(table.busy(), held.size()) << "seed " << seed;
    }
    EXPECT_EQ(table.traffic(now).busy, busy) << "seed " << seed;
  }
}

LoadSample sample(std::uint64_t offered, runtime::Duration lateness) {
  return {.interval = 500ms, .offered = offered, .lateness = lateness};
}

TEST(Admission, AdmitsAllUpToTheEngineeredCapacity) {
  Admission admission{{.engineered_capacity = 100}};
  for (int i = 0; i < 100; ++i) EXPECT_EQ(admission.next_share(sample(50, 1ms)), Admission::all);
}

TEST(Admission, HoldsALargerLoadToTheCapacity) {
  Admission admission{{.engineered_capacity = 100}};
  std::uint32_t share = Admission::all;
  for (int i = 0; i < 100; ++i) share = admission.next_share(sample(100, 60ms));
  EXPECT_NEAR(200.0 * share / Admission::all, 110.0, 2.0);
}

TEST(Admission, TakesLessWhenMessagesWaitAllTheSame) {
  Admission admission{{.engineered_capacity = 100}};
  std::uint32_t share = Admission::all;
  for (int i = 0; i < 100; ++i) share = admission.next_share(sample(100, 500ms));
  EXPECT_LT(200.0 * share / Admission::all, 60.0);
  EXPECT_GT(200.0 * share / Admission::all, 40.0) << "but never nothing";
}

TEST(Admission, FindsTheCapacityOutWhenItIsNotKnown) {
  Admission admission{{}};
  EXPECT_EQ(admission.next_share(sample(500, 1ms)), Admission::all);
  std::uint32_t share = Admission::all;
  for (int i = 0; i < 20; ++i) share = admission.next_share(sample(500, 500ms));
  EXPECT_LT(share, Admission::all * 7 / 10);
  for (int i = 0; i < 500; ++i) share = admission.next_share(sample(500, 1ms));
  EXPECT_EQ(share, Admission::all);
}

TEST(Admission, ThatIsOffAdmitsAll) {
  Admission admission{{.control = AdmissionControl::off, .engineered_capacity = 1}};
  EXPECT_EQ(admission.next_share(sample(5'000, 10s)), Admission::all);
}

TEST(AlarmList, AlarmOfACardExplainsThoseOfItsLines) {
  AlarmList alarms;
  alarms.raise({"line 1/3/7", ProbableCause::line_babbling, Severity::minor, ""}, Instant{});
  alarms.raise({"card 1/3", ProbableCause::replaceable_unit_removed, Severity::major, ""},
               Instant{1s});
  EXPECT_TRUE(alarms.active().at(0).suppressed);
  EXPECT_FALSE(alarms.active().at(1).suppressed);
  alarms.clear({"card 1/3", ProbableCause::replaceable_unit_removed}, Instant{2s});
  EXPECT_FALSE(alarms.active().at(0).suppressed);
}

TEST(AlarmList, SameAlarmTwiceIsOne) {
  AlarmList alarms;
  const RaiseAlarm raise{"card 1/3", ProbableCause::line_card_problem, Severity::major, "hangs"};
  EXPECT_TRUE(alarms.raise(raise, Instant{}));
  EXPECT_FALSE(alarms.raise(raise, Instant{1s}));
  EXPECT_EQ(alarms.active().size(), 1U);
  EXPECT_EQ(container_of("card 12/3"), "shelf 12");
  EXPECT_EQ(container_of("shelf 12"), "");
}

TEST(ExchangeData, FindsEachLineByItsNumber) {
  ExchangeConfig config;
  config.lines = {.shelves = 2, .cards_per_shelf = 3, .lines_per_card = 7, .lines = 40};
  const auto data = ExchangeData::compile(config).value();
  for (std::uint32_t line = 0; line < 40; ++line) {
    EXPECT_EQ(data->line_with(data->number_of(LineId{line})), LineId{line});
  }
  EXPECT_FALSE(data->line_with(callmodel::Digits::parse("200040").value()));
  EXPECT_EQ(data->place_of(LineId{22}), (LinePlace{2, 1, 2}));
  EXPECT_EQ(data->card(CardId{5}).ports, 5U) << "the last card is partly equipped";
}

struct BadConfig {
  const char* name;
  void (*spoil)(ExchangeConfig&);
  const char* says;
};

class WrongConfiguration : public testing::TestWithParam<BadConfig> {};

TEST_P(WrongConfiguration, IsRefusedWithItsReason) {
  ExchangeConfig config;
  config.trunk_groups = {{.name = "west", .circuits = 3}};
  GetParam().spoil(config);
  const auto data = ExchangeData::compile(config);
  ASSERT_FALSE(data);
  EXPECT_NE(data.error().find(GetParam().says), std::string::npos) << data.error();
}

INSTANTIATE_TEST_SUITE_P(
    , WrongConfiguration,
    testing::Values(
        BadConfig{"no_shelf", [](ExchangeConfig& c) { c.lines.shelves = 0; }, "shelves"},
        BadConfig{"wide_card", [](ExchangeConfig& c) { c.lines.lines_per_card = 65; }, "1 to 64"},
        BadConfig{"too_many_lines", [](ExchangeConfig& c) { c.lines.lines = 9'999; }, "not fit"},
        BadConfig{"short_numbers", [](ExchangeConfig& c) { c.numbers.length = 2; },
                  "longer numbers"},
        BadConfig{"odd_prefix", [](ExchangeConfig& c) { c.numbers.prefix = "2x"; }, "no number"},
        BadConfig{"no_circuits", [](ExchangeConfig& c) { c.trunk_groups[0].circuits = 0; }, "west"},
        BadConfig{"twice", [](ExchangeConfig& c) { c.trunk_groups.push_back(c.trunk_groups[0]); },
                  "twice"},
        BadConfig{"unknown_group",
                  [](ExchangeConfig& c) {
                    c.routes = {{"0", 6, {"east"}}};
                  },
                  "does not exist"},
        BadConfig{"essential", [](ExchangeConfig& c) { c.lines.essential = {512}; }, "essential"}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace forlopp::exchange
