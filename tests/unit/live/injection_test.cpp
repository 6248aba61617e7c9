// Goal: a fault that a client injects is as one of the scenario, and can be taken back.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using scenario::Duration;
using scenario::FaultStage;
using scenario::RunInside;
using scenario::Written;
using testing::HasSubstr;

Deeds::Deed injects(std::vector<Written> written) {
  return [written = std::move(written)](const RunInside& inside, Duration now) {
    const auto name = inside.strikes.inject(fault_of(written, inside), "test", now);
    EXPECT_TRUE(name) << name.error();
  };
}

scenario::Measurements injected(Duration when, std::vector<Written> written) {
  Deeds deeds;
  deeds.at(when, injects(std::move(written)));
  return run_with(small_exchange(), &deeds);
}

TEST(Injection, IsTheSameAsTheScenariosFaultAtThatMoment) {
  const auto of_scenario = run_with(small_exchange(
      "  - {fault: card_pulled, target: card 1/2, at: 10.3s, reinserted_after: 20s}\n"));
  const auto of_client = injected(
      10300ms, {{"fault", "card_pulled"}, {"target", "card 1/2"}, {"reinserted_after", "20s"}});
  EXPECT_EQ(of_client.run.fingerprint, of_scenario.run.fingerprint);
  ASSERT_EQ(of_client.faults.size(), 1U);
  EXPECT_EQ(of_client.faults.front().at, 10300ms);
  EXPECT_TRUE(of_client.faults.front().recovered_after);
  EXPECT_EQ(of_client.faults.front().lost_transient, of_scenario.faults.front().lost_transient);
  EXPECT_EQ(of_client.faults.front().lost_stable, of_scenario.faults.front().lost_stable);
}

TEST(Injection, StrikesLaterIfToldSo) {
  const auto measured =
      injected(10100ms, {{"fault", "card_crash"}, {"target", "card 1/2"}, {"at", "10.3s"}});
  ASSERT_EQ(measured.faults.size(), 1U);
  EXPECT_EQ(measured.faults.front().at, 10300ms);
}

TEST(Injection, RepeatsAndSpreads) {
  const auto measured = injected(10s, {{"fault", "card_crash"},
                                       {"target", "any 2 cards"},
                                       {"every", "10s"},
                                       {"times", "3"},
                                       {"spread", "2s"}});
  EXPECT_EQ(measured.faults.size(), 6U);
  EXPECT_TRUE(std::ranges::all_of(
      measured.faults, [](const auto& fault) { return fault.recovered_after.has_value(); }));
}

TEST(Injection, WaitsForAConditionAndEndsByAnother) {
  const auto measured = injected(1s, {{"fault", "message_loss"},
                                      {"target", "all links"},
                                      {"probability", "1 %"},
                                      {"when", "attempts >= 10"},
                                      {"abort_when", "attempts >= 30"}});
  ASSERT_EQ(measured.faults.size(), 4U);
  EXPECT_GT(measured.faults.front().at, 1s);
  EXPECT_TRUE(measured.faults.front().taken_back_after);
}

TEST(Injection, FollowsAFaultOfTheScenario) {
  Deeds deeds;
  deeds.at(1s, injects({{"fault", "card_crash"},
                        {"target", "card 1/3"},
                        {"after", "card_pulled"},
                        {"at", "2s"}}));
  const auto measured = run_with(
      small_exchange("  - {fault: card_pulled, target: card 1/2, at: 20s, reinserted_after: 5s}\n"),
      &deeds);
  ASSERT_EQ(measured.faults.size(), 2U);
  EXPECT_EQ(measured.faults.back().kind, "card_crash");
  EXPECT_EQ(measured.faults.back().at, 22s);
}

TEST(Injection, MakesAConversationCrashThatGoesOnAlready) {
  const auto measured =
      injected(30s, {{"fault", "half_call_crash"}, {"target", "any call"}, {"while", "talking"}});
  EXPECT_EQ(measured.crashes_total, 1U);
  EXPECT_EQ(measured.calls.struck, 1U);
}

TEST(Injection, GivesEachFaultANameOfItsOwn) {
  Deeds deeds;
  std::vector<std::string> names;
  const auto crash = [&](const RunInside& inside, Duration now) {
    const auto fault = fault_of({{"fault", "card_crash"}, {"target", "any card"}}, inside);
    names.push_back(inside.strikes.inject(fault, "test", now).value_or("refused"));
  };
  for (const auto when : {10s, 20s, 30s}) deeds.at(when, crash);
  run_with(small_exchange(), &deeds);
  EXPECT_EQ(names, (std::vector<std::string>{"card_crash", "card_crash_2", "card_crash_3"}));
}

std::string refused(std::vector<Written> written) {
  Deeds deeds;
  std::string why;
  deeds.at(10s, [&](const RunInside& inside, Duration now) {
    const auto fault = scenario::read_fault(written, inside.scenario.exchange, now);
    if (!fault) {
      why = fault.error();
      return;
    }
    const auto name = inside.strikes.inject(*fault, "test", now);
    why = name ? "injected" : name.error();
  });
  run_with(small_exchange(), &deeds);
  return why;
}

TEST(Injection, SaysWhichArgumentIsWrong) {
  EXPECT_THAT(refused({{"fault", "card_puled"}, {"target", "card 1/2"}}),
              HasSubstr("did you mean 'card_pulled'"));
  EXPECT_THAT(refused({{"fault", "card_pulled"}}), HasSubstr("lacks 'target'"));
  EXPECT_THAT(refused({{"fault", "card_pulled"}, {"target", "card"}}),
              testing::StartsWith("target: found 'card'"));
  EXPECT_THAT(refused({{"fault", "card_pulled"}, {"target", "card 9/9"}}),
              testing::StartsWith("target: "));
  EXPECT_THAT(refused({{"fault", "card_pulled"}, {"target", "line 7"}}),
              testing::StartsWith("target: "));
  EXPECT_THAT(refused({{"fault", "card_pulled"}, {"target", "card 1/2"}, {"at", "5s"}}),
              testing::StartsWith("at: 5 s is over; it is 10 s"));
  EXPECT_THAT(refused({{"fault", "card_pulled"}, {"target", "card 1/2"}, {"lasting", "5s"}}),
              testing::StartsWith("lasting: "));
  EXPECT_THAT(refused({{"fault", "card_pulled"}, {"target", "card 1/2"}, {"colour", "red"}}),
              HasSubstr("unknown key 'colour'"));
  EXPECT_THAT(
      refused({{"fault", "card_pulled"}, {"target", "card 1/2"}, {"when", "carried > 3 E"}}),
      testing::StartsWith("when: "));
}

TEST(Injection, RefusesToPullACardThatIsOutAlready) {
  Deeds deeds;
  std::string why;
  deeds.at(10s, injects({{"fault", "card_pulled"}, {"target", "card 1/2"}}));
  deeds.at(20s, [&](const RunInside& inside, Duration now) {
    const auto fault = fault_of({{"fault", "card_pulled"}, {"target", "card 1/2"}}, inside);
    why = inside.strikes.inject(fault, "test", now).error();
  });
  run_with(small_exchange(), &deeds);
  EXPECT_THAT(why, HasSubstr("while it is out since 10 s by the fault card_pulled"));
}

TEST(Injection, LeavesTheDrawsOfTheScenarioAlone) {
  const std::string later = "  - {fault: card_crash, target: any card, at: 40s}\n";
  Deeds deeds;
  deeds.at(10s, injects({{"fault", "card_crash"}, {"target", "any 2 cards"}}));
  const auto alone = run_with(small_exchange(later));
  const auto together = run_with(small_exchange(later), &deeds);
  ASSERT_EQ(together.faults.size(), 3U);
  EXPECT_EQ(together.faults.back().target, alone.faults.back().target);
}

TEST(DryRun, SaysWhomAnInjectionHits) {
  Deeds deeds;
  std::vector<std::string> would;
  deeds.at(10s, [&](const RunInside& inside, Duration now) {
    const auto fault = fault_of({{"fault", "card_crash"}, {"target", "any 2 cards"}}, inside);
    would = inside.strikes.dry_run(fault, now)->objects;
    EXPECT_TRUE(inside.strikes.inject(fault, "test", now));
  });
  const auto measured = run_with(small_exchange(), &deeds);
  std::vector<std::string> hit;
  for (const auto& fault : measured.faults) hit.push_back(fault.target);
  EXPECT_THAT(hit, testing::UnorderedElementsAreArray(would));
  EXPECT_EQ(would.size(), 2U);
}

TEST(DryRun, ChangesNothing) {
  const std::string later = "  - {fault: card_crash, target: any card, at: 40s}\n";
  Deeds deeds;
  for (const auto when : {1s, 10s, 39s}) {
    deeds.at(when, [](const RunInside& inside, Duration now) {
      const auto fault = fault_of({{"fault", "card_crash"}, {"target", "any 3 cards"}}, inside);
      EXPECT_EQ(inside.strikes.dry_run(fault, now)->count, 3U);
    });
  }
  EXPECT_EQ(report_of(run_with(small_exchange(later), &deeds)),
            report_of(run_with(small_exchange(later))));
}

TEST(Halt, TakesBackWhatLastsAndCancelsWhatIsToCome) {
  Deeds deeds;
  deeds.at(10s, injects({{"fault", "card_pulled"}, {"target", "card 1/2"}}));
  deeds.at(11s, injects({{"fault", "permanent_off_hook"}, {"target", "line 1/1/3"}}));
  deeds.at(12s, injects({{"fault", "card_crash"}, {"target", "card 1/4"}, {"at", "45s"}}));
  deeds.at(20s, [](const RunInside& inside, Duration now) { inside.strikes.halt(now); });
  const auto measured =
      run_with(small_exchange("  - {fault: card_crash, target: card 1/1, at: 50s}\n"), &deeds);
  ASSERT_EQ(measured.faults.size(), 2U);
  for (const auto& fault : measured.faults) {
    EXPECT_EQ(fault.at + fault.taken_back_after.value_or(0s), 20s) << fault.kind;
  }
  for (const auto& alarm : measured.alarms) EXPECT_TRUE(alarm.cleared_at) << alarm.text;
}

TEST(Halt, LeavesAloneWhatIsOver) {
  Deeds deeds;
  deeds.at(10s,
           injects({{"fault", "card_pulled"}, {"target", "card 1/2"}, {"reinserted_after", "5s"}}));
  deeds.at(30s, [](const RunInside& inside, Duration now) {
    inside.strikes.halt(now);
    EXPECT_EQ(inside.strikes.list(now).front().stage, FaultStage::over);
  });
  const auto measured = run_with(small_exchange(), &deeds);
  EXPECT_FALSE(measured.faults.front().taken_back_after);
}

TEST(FaultList, TellsWhereEachFaultIs) {
  Deeds deeds;
  std::vector<FaultStage> stages;
  std::uint64_t hits = 0;
  const auto look = [&](const RunInside& inside, Duration now) {
    const auto list = inside.strikes.list(now);
    stages.push_back(list.front().stage);
    hits = list.front().hits;
    EXPECT_EQ(list.front().by, "");
    EXPECT_EQ(list.front().target, "any 2 links");
    EXPECT_EQ(list.front().at, 10s);
  };
  for (const auto when : {5s, 15s, 25s}) deeds.at(when, look);
  run_with(small_exchange("  - {fault: message_loss, target: any 2 links, probability: 1 %, "
                          "at: 10s, lasting: 10s}\n"),
           &deeds);
  EXPECT_EQ(stages, (std::vector{FaultStage::planned, FaultStage::active, FaultStage::over}));
  EXPECT_EQ(hits, 2U);
}

TEST(FaultList, NamesTheClientAndCountsTheCallsHit) {
  Deeds deeds;
  deeds.at(10s, injects({{"fault", "half_call_crash"}, {"target", "any 3 calls"}}));
  deeds.at(50s, [](const RunInside& inside, Duration now) {
    const auto list = inside.strikes.list(now);
    EXPECT_EQ(list.front().by, "test");
    EXPECT_EQ(list.front().hits, 3U);
    EXPECT_EQ(list.front().stage, FaultStage::over);
  });
  run_with(small_exchange(), &deeds);
}

}  // namespace
}  // namespace forlopp::live
