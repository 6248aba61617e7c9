// Goal: the ladder of a call shows who took part and what came of what, and looking costs the run
// nothing.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/check.hpp"
#include "scenarios/engine/yaml_scenario.hpp"
#include "tests/unit/live/onlooker.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::Array;
using management::Document;
using management::Done;
using management::Map;
using management::Refused;
using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

/// A row of `steps`.
struct Step {
  std::int64_t vtime = 0;
  std::string from;
  std::string to;
  std::string type;
  std::int64_t id = 0;
  std::int64_t cause = 0;
  std::string kind;
};

template <class T>
T cell(const Array& row, std::size_t column) {
  const auto* value = row.at(column).get_if<T>();
  return value == nullptr ? T{} : *value;
}

/// What is answered to a request that is done.
Document done(Onlooker& onlooker, const std::string& what, Map arguments) {
  const auto answer = onlooker.ask(what, std::move(arguments));
  const auto* refused = std::get_if<Refused>(&answer);
  EXPECT_EQ(refused, nullptr) << refused->text;
  return refused == nullptr ? Document{std::get<Done>(answer).result} : Document{};
}

std::string refusal(Onlooker& onlooker, const std::string& what, Map arguments) {
  const auto answer = onlooker.ask(what, std::move(arguments));
  const auto* refused = std::get_if<Refused>(&answer);
  return refused == nullptr ? "" : std::string{name(refused->why)} + ": " + refused->text;
}

std::vector<Step> steps_of(const Document& ladder) {
  std::vector<Step> steps;
  for (const Document& each : *ladder.find_as<Array>("steps")) {
    const Array& row = *each.get_if<Array>();
    steps.push_back({cell<std::int64_t>(row, 0), cell<std::string>(row, 1),
                     cell<std::string>(row, 2), cell<std::string>(row, 3),
                     cell<std::int64_t>(row, 4), cell<std::int64_t>(row, 5),
                     cell<std::string>(row, 6)});
  }
  return steps;
}

std::vector<std::string> lanes_of(const Document& ladder) {
  std::vector<std::string> lanes;
  for (const Document& lane : *ladder.find_as<Array>("lanes")) {
    lanes.push_back(*lane.get_if<std::string>());
  }
  return lanes;
}

std::vector<std::string> kinds_of(const std::vector<Step>& steps) {
  std::vector<std::string> kinds;
  for (const Step& step : steps) kinds.push_back(step.kind);
  return kinds;
}

const Step* step_of(const std::vector<Step>& steps, const std::string& type,
                    const std::string& to) {
  const auto found = std::ranges::find_if(
      steps, [&](const Step& step) { return step.type == type && step.to.starts_with(to); });
  return found == steps.end() ? nullptr : &*found;
}

/// Types from the first cause to this step.
std::vector<std::string> chain_to(const std::vector<Step>& steps, const Step& last) {
  std::map<std::int64_t, const Step*> by_id;
  for (const Step& step : steps) {
    if (step.id != 0) by_id[step.id] = &step;
  }
  std::vector<std::string> chain;
  for (const Step* step = &last; step != nullptr;) {
    chain.insert(chain.begin(), step->type);
    const auto cause = by_id.find(step->cause);
    step = cause == by_id.end() ? nullptr : cause->second;
  }
  return chain;
}

scenario::Scenario first_call() {
  const auto path = std::filesystem::path{FORLOPP_SCENARIOS} / "first_call.yaml";
  auto scenario = scenario::load_scenario(path);
  runtime::check(scenario.has_value(), "the first call cannot be read");
  return std::move(*scenario);
}

/// The ladder of the one call of that scenario, traced from its beginning.
Document traced_first_call(Map more = {}) {
  Document ladder;
  Onlooker onlooker;
  onlooker.at(500ms, [&] { done(onlooker, "trace", {{"call", 1}}); });
  onlooker.at(60s, [&] {
    Map arguments{{"call", 1}};
    arguments.insert(arguments.end(), more.begin(), more.end());
    ladder = done(onlooker, "ladder", std::move(arguments));
  });
  run_with(first_call(), &onlooker);
  return ladder;
}

TEST(Ladder, OfATracedCallHasEverybodyWhoTakesPart) {
  const Document ladder = traced_first_call();
  EXPECT_EQ(*ladder.find_as<std::string>("source"), "trace");
  EXPECT_THAT(lanes_of(ladder), IsSupersetOf({"o_half 1", "t_half 1", "card 1/1", "card 1/2",
                                              "calls", "path_finder", "digit_receivers", "store"}));
  EXPECT_EQ(lanes_of(ladder).back(), "store") << "services stand to the right";
  EXPECT_THAT(kinds_of(steps_of(ladder)), IsSupersetOf({"message", "timer", "spawn", "exit"}));
  EXPECT_THAT(*ladder.find_as<std::string>("text"), HasSubstr("o_half 1"));
}

TEST(Ladder, ChainsCausesFromOffHookToConnect) {
  const std::vector<Step> steps = steps_of(traced_first_call());
  const Step* spawn = step_of(steps, "o_half", "o_half 1");
  ASSERT_NE(spawn, nullptr);
  EXPECT_EQ(spawn->kind, "spawn");
  EXPECT_THAT(chain_to(steps, *spawn), IsSupersetOf({"Event", "StartChild"}));
  const Step* connect = step_of(steps, "ConnectPath", "card 1/1");
  ASSERT_NE(connect, nullptr);
  const auto chain = chain_to(steps, *connect);
  EXPECT_THAT(chain, IsSupersetOf({"Event", "o_half", "DigitHeard", "t_half", "StartRinging",
                                   "OffHook", "HearPath"}));
  EXPECT_THAT(std::vector(chain.begin(), std::ranges::find(chain, "o_half") + 1),
              IsSupersetOf({"Event", "o_half"}))
      << "the caller's off-hook is where it begins";
}

TEST(Ladder, IsInTheOrderOfTimeAndEveryCauseIsBeforeItsEffect) {
  const std::vector<Step> steps = steps_of(traced_first_call());
  ASSERT_GT(steps.size(), 50U);
  EXPECT_TRUE(std::ranges::is_sorted(steps, {}, &Step::vtime));
  std::ranges::for_each(steps, [](const Step& step) { EXPECT_LT(step.cause, step.id); });
}

TEST(Ladder, BringsBodiesWhereTheyAreAskedFor) {
  const Document with = traced_first_call({{"bodies", true}});
  int known = 0;
  for (const Document& each : *with.find_as<Array>("steps")) {
    const Array& row = *each.get_if<Array>();
    ASSERT_EQ(row.size(), 11U);
    if (cell<std::string>(row, 3) == "StartRinging") {
      EXPECT_EQ(*row[10].find_as<std::string>("calling"), "2000");
      ++known;
    }
  }
  EXPECT_EQ(known, 1);
}

TEST(Ladder, OfOneMessageTellsAllThatIsKnownOfIt) {
  Onlooker onlooker;
  onlooker.at(500ms, [&] { done(onlooker, "trace", {{"call", 1}}); });
  onlooker.at(60s, [&] {
    const auto steps = steps_of(done(onlooker, "ladder", {{"call", "1"}}));
    const Step* ring = step_of(steps, "StartRinging", "card");
    ASSERT_NE(ring, nullptr);
    const Document told = done(onlooker, "message", {{"step", ring->id}});
    EXPECT_EQ(*told.find_as<std::int64_t>("cause"), ring->cause);
    EXPECT_EQ(*told.find_as<std::string>("from"), "t_half 1");
    EXPECT_GE(*told.find_as<std::int64_t>("handled"), *told.find_as<std::int64_t>("sent"));
    EXPECT_GE(*told.find_as<std::int64_t>("waiting"), 0);
    EXPECT_NE(told.find("body")->find("at"), nullptr);
    const Document cause = done(onlooker, "message", {{"step", ring->cause}});
    EXPECT_THAT(*cause.find_as<Array>("effects"), Contains(Document{ring->id}));
    EXPECT_THAT(refusal(onlooker, "message", {{"step", 999'999'999}}), HasSubstr("gone: "));
    EXPECT_THAT(refusal(onlooker, "message", {}), HasSubstr("argument: step"));
  });
  run_with(first_call(), &onlooker);
}

TEST(Ladder, OfACallThatNobodyTracesComesFromBlackBoxes) {
  Onlooker onlooker;
  onlooker.at(5s, [&] {
    const Document ladder = done(onlooker, "ladder", {{"call", 1}});
    EXPECT_EQ(*ladder.find_as<std::string>("source"), "black boxes");
    EXPECT_EQ(*ladder.find("alive"), Document{true});
    EXPECT_THAT(lanes_of(ladder), IsSupersetOf({"o_half 1", "card 1/1", "calls"}));
    const std::vector<Step> steps = steps_of(ladder);
    EXPECT_TRUE(std::ranges::is_sorted(steps, {}, &Step::vtime));
    EXPECT_EQ(steps.front().id, 0) << "black boxes have no numbers";
    EXPECT_NE(step_of(steps, "GiveTone", "card 1/1"), nullptr) << "what the half-call has sent";
  });
  onlooker.at(100s, [&] {
    EXPECT_THAT(refusal(onlooker, "ladder", {{"call", 1}}), HasSubstr("gone: "));
  });
  run_with(first_call(), &onlooker);
}

TEST(Ladder, OfATraceBegunInTheMiddleOfACallKeepsWhatWasBefore) {
  Onlooker onlooker;
  onlooker.at(5s, [&] { done(onlooker, "trace", {{"call", 1}}); });
  onlooker.at(60s, [&] {
    const auto steps = steps_of(done(onlooker, "ladder", {{"call", 1}}));
    EXPECT_EQ(steps.front().id, 0);
    EXPECT_LT(steps.front().vtime, 2'000'000'000);
    EXPECT_GT(steps.back().id, 0);
    EXPECT_TRUE(std::ranges::is_sorted(steps, {}, &Step::vtime));
  });
  run_with(first_call(), &onlooker);
}

TEST(Ladder, OfACrashedCallShowsItsExitAndWhatItsSupervisorWasTold) {
  Onlooker onlooker;
  onlooker.inject_at(20s, {{"fault", "half_call_crash"}, {"target", "any call"}});
  onlooker.at(40s, [&] {
    const auto crashes = onlooker.events(management::EventClass::crash);
    ASSERT_FALSE(crashes.empty());
    const std::int64_t call = *Document{crashes.front().fields}.find_as<std::int64_t>("call");
    const auto steps = steps_of(done(onlooker, "ladder", {{"call", call}}));
    EXPECT_THAT(kinds_of(steps), IsSupersetOf({"message", "spawn", "exit", "signal"}));
    const Step* told = step_of(steps, "Exit", "calls");
    ASSERT_NE(told, nullptr);
    EXPECT_THAT(told->from, HasSubstr("_half "));
  });
  run_with(small_exchange(), &onlooker);
}

TEST(Ladder, OfARestartedProcessShowsTheRestart) {
  Onlooker onlooker;
  onlooker.inject_at(10s, {{"fault", "process_killed"}, {"target", "process of card 1/1"}});
  onlooker.at(5s, [&] { done(onlooker, "trace", {{"process", "card 1/2"}}); });
  onlooker.at(20s, [&] {
    const auto steps = steps_of(done(onlooker, "ladder", {{"process", "card 1/1"}}));
    EXPECT_THAT(kinds_of(steps), IsSupersetOf({"exit", "restart"}));
    done(onlooker, "untrace", {{"process", "card 1/2"}});
  });
  run_with(small_exchange(), &onlooker);
}

TEST(Trace, OfASupervisorShowsWhatItDidAboutACrash) {
  Onlooker onlooker;
  onlooker.inject_at(10s, {{"fault", "process_killed"}, {"target", "process of card 1/1"}});
  const Map shelf{{"supervisor", "forlopp/exchange/shelves/shelf 1"}};
  onlooker.at(9s, [&] { done(onlooker, "trace", shelf); });
  onlooker.at(11s, [&] {
    const auto steps = steps_of(done(onlooker, "ladder", shelf));
    const auto restart = std::ranges::find(steps, "restart", &Step::kind);
    ASSERT_NE(restart, steps.end());
    EXPECT_EQ(restart->from, "shelf 1");
    EXPECT_EQ(restart->to, "card 1/1");
    const auto chain = chain_to(steps, *restart);
    EXPECT_THAT(chain, Contains("killed")) << "the exit is its cause";
  });
  run_with(small_exchange(), &onlooker);
}

TEST(Trace, ChangesNothingOfARun) {
  const scenario::Scenario scenario = small_exchange(
      "  - {fault: process_killed, target: process of card 1/1, at: 12s}\n"
      "  - {fault: half_call_crash, target: any call, at: 20s, every: 5s, times: 4}\n");
  Onlooker onlooker;
  onlooker.at(1s, [&] {
    done(onlooker, "trace", {{"call", 1}});
    done(onlooker, "trace", {{"process", "path_finder"}});
    done(onlooker, "trace", {{"supervisor", "forlopp/exchange/shelves/shelf 1"}});
  });
  onlooker.at(30s, [&] { done(onlooker, "ladder", {{"process", "path_finder"}}); });
  onlooker.at(40s, [&] { done(onlooker, "untrace", {{"process", "path_finder"}}); });
  EXPECT_EQ(report_of(run_with(scenario, &onlooker)), report_of(run_with(scenario)));
}

TEST(Trace, CountsWhatItHasForgotten) {
  Onlooker onlooker;
  onlooker.at(1s, [&] {
    done(onlooker, "trace", {{"supervisor", "forlopp/exchange/shelves/shelf 1"}});
  });
  onlooker.at(110s, [&] {
    const Document ladder = done(onlooker, "ladder", {{"process", "shelf 1"}, {"most", 100}});
    EXPECT_GT(*ladder.find_as<std::int64_t>("forgotten"), 0);
    EXPECT_EQ(ladder.find_as<Array>("steps")->size(), 100U);
    EXPECT_GE(*ladder.find_as<std::int64_t>("left_out"), std::int64_t{Trace::steps_max} - 100);
  });
  scenario::Scenario scenario = small_exchange();
  scenario.run.duration = 120s;
  run_with(scenario, &onlooker);
}

TEST(Trace, RecordsUntilNobodyWantsItAndKeepsWhatItHas) {
  Onlooker onlooker;
  std::size_t recorded = 0;
  onlooker.at(1s, [&] { done(onlooker, "trace", {{"process", "path_finder"}}); });
  onlooker.at(20s, [&] {
    EXPECT_TRUE(onlooker.wants_trace());
    done(onlooker, "untrace", {{"process", "path_finder"}});
    EXPECT_FALSE(onlooker.wants_trace());
    EXPECT_THAT(refusal(onlooker, "untrace", {{"process", "path_finder"}}), HasSubstr("gone: "));
    recorded = steps_of(done(onlooker, "ladder", {{"process", "path_finder"}})).size();
    EXPECT_GT(recorded, 0U);
  });
  onlooker.at(40s, [&] {
    const Document ladder = done(onlooker, "ladder", {{"process", "path_finder"}});
    EXPECT_EQ(*ladder.find("tracing"), Document{false});
    EXPECT_EQ(steps_of(ladder).size(), recorded);
  });
  run_with(small_exchange(), &onlooker);
}

TEST(Trace, EndsByItselfAfterItsCall) {
  Onlooker onlooker;
  onlooker.at(500ms, [&] { done(onlooker, "trace", {{"call", 1}}); });
  onlooker.at(30s, [&] { EXPECT_TRUE(onlooker.wants_trace()); });
  onlooker.at(100s, [&] {
    EXPECT_FALSE(onlooker.wants_trace());
    const Document ladder = done(onlooker, "ladder", {{"call", 1}});
    EXPECT_EQ(*ladder.find("alive"), Document{false});
    EXPECT_FALSE(steps_of(ladder).empty()) << "what was recorded stays";
  });
  run_with(first_call(), &onlooker);
}

TEST(Trace, OfWhatDoesNotLiveIsRefused) {
  Onlooker onlooker;
  onlooker.at(30s, [&] {
    EXPECT_THAT(refusal(onlooker, "trace", {{"call", 1}}),
                HasSubstr("gone: call 1 does not live; `ladder`"));
    EXPECT_THAT(refusal(onlooker, "trace", {{"call", 4711}}), HasSubstr("gone: "));
    EXPECT_FALSE(onlooker.wants_trace());
  });
  run_with(small_exchange("  - {fault: half_call_crash, target: any call, at: 10s}\n"), &onlooker);
}

TEST(Trace, OfACallThatDoesNotComeEndsByItself) {
  Onlooker onlooker;
  onlooker.at(70s, [&] {
    done(onlooker, "trace", {{"call", 2}});
    EXPECT_TRUE(onlooker.wants_trace());
  });
  onlooker.at(105s, [&] { EXPECT_FALSE(onlooker.wants_trace()); });
  run_with(first_call(), &onlooker);
}

TEST(Trace, GoesOnWhenTheRunHasItsOwnLadders) {
  Onlooker onlooker;
  onlooker.at(5s, [&] { done(onlooker, "trace", {{"process", "card 1/1"}}); });
  onlooker.at(110s, [&] {
    const auto steps = steps_of(done(onlooker, "ladder", {{"process", "card 1/1"}}));
    EXPECT_GT(steps.back().vtime, 100'000'000'000) << "the report's ladder needed 72 s";
  });
  run_with(first_call(), &onlooker);
}

TEST(Trace, IsForgottenWhenTheRunBeginsAgain) {
  Onlooker onlooker;
  onlooker.at(5s, [&] { done(onlooker, "trace", {{"process", "card 1/1"}}); });
  run_with(first_call(), &onlooker);
  EXPECT_TRUE(onlooker.wants_trace());
  onlooker.at(5s, [&] {
    EXPECT_FALSE(onlooker.wants_trace());
    const Document ladder = done(onlooker, "ladder", {{"process", "card 1/1"}});
    EXPECT_EQ(*ladder.find_as<std::string>("source"), "black boxes");
  });
  run_with(first_call(), &onlooker);
}

TEST(Trace, MakesRoomForAnotherByForgettingTheOldest) {
  Onlooker onlooker;
  onlooker.at(30s, [&] {
    std::vector<std::string> traced;
    for (int slot = 1; traced.size() < 17; ++slot) {
      const std::string pid = '<' + std::string{"0."} + std::to_string(slot) + ".1>";
      if (refusal(onlooker, "trace", {{"process", pid}}).empty()) traced.push_back(pid);
    }
    EXPECT_THAT(refusal(onlooker, "untrace", {{"process", traced[0]}}), HasSubstr("gone: "));
    done(onlooker, "untrace", {{"process", traced[1]}});
  });
  run_with(small_exchange(), &onlooker);
}

TEST(Ladder, RefusesWhatItDoesNotUnderstand) {
  Onlooker onlooker;
  onlooker.at(1s, [&] {
    for (const char* word : {"ladder", "trace", "untrace"}) {
      EXPECT_THAT(refusal(onlooker, word, {}), HasSubstr("argument: call"));
      EXPECT_THAT(refusal(onlooker, word, {{"call", "one"}}), HasSubstr("argument: call"));
      EXPECT_THAT(refusal(onlooker, word, {{"process", "nobody"}}), HasSubstr("gone: nobody"));
    }
    EXPECT_THAT(refusal(onlooker, "ladder", {{"call", 1}, {"most", 0}}),
                HasSubstr("argument: most"));
  });
  run_with(small_exchange(), &onlooker);
}

}  // namespace
}  // namespace forlopp::live
