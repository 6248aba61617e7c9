// Goal: what a client sees of a run is true, and seeing it changes nothing.
#include <algorithm>
#include <chrono>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/live/hello.hpp"
#include "tests/unit/live/onlooker.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::Bytes;
using management::Document;
using management::Done;
using management::EventClass;
using management::Map;
using management::Refused;
using management::State;
using testing::Each;
using testing::HasSubstr;

const std::string faults =
    "  - {fault: card_pulled, target: card 1/2, at: 10s, reinserted_after: 20s}\n"
    "  - {fault: process_killed, target: process of card 1/1, at: 12s}\n"
    "  - {fault: supervisor_killed, target: supervisor of shelf 1, at: 30s}\n"
    "  - {fault: half_call_crash, target: any call, at: 20s, every: 5s, times: 4}\n";

std::int64_t number(State state) {
  return static_cast<std::int64_t>(state);
}

/// The ports of a card, byte by byte.
Bytes ports_of(const Onlooker& onlooker, const std::string& card) {
  const Document ports = onlooker.cell("cards", card, "ports");
  const auto* bytes = ports.get_if<Bytes>();
  return bytes == nullptr ? Bytes{} : *bytes;
}

TEST(LivePublisher, ChangesNothingOfARun) {
  const scenario::Scenario scenario = small_exchange(faults);
  Onlooker onlooker;
  onlooker.want_everything();
  EXPECT_EQ(report_of(run_with(scenario, &onlooker)), report_of(run_with(scenario)));
}

TEST(LivePublisher, LogsTheSameEventsWhateverIsShown) {
  const scenario::Scenario scenario = small_exchange(faults);
  Onlooker curious;
  curious.want_everything();
  run_with(scenario, &curious);
  Onlooker bored;
  run_with(scenario, &bored);
  for (const EventClass of : {EventClass::supervision, EventClass::crash, EventClass::recovery,
                              EventClass::call, EventClass::alarm}) {
    const auto a = curious.events(of);
    const auto b = bored.events(of);
    ASSERT_EQ(a.size(), b.size());
    ASSERT_FALSE(a.empty()) << name(of);
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].number, b[i].number);
      EXPECT_EQ(a[i].fields, b[i].fields);
    }
  }
}

TEST(LivePublisher, ShowsACardThatIsPulledAndItsAlarm) {
  Onlooker onlooker;
  onlooker.want_everything();
  onlooker.inject_at(
      10s, {{"fault", "card_pulled"}, {"target", "card 1/2"}, {"reinserted_after", "20s"}});
  onlooker.at(9s, [&] {
    EXPECT_EQ(ports_of(onlooker, "1/2").size(), 10U);
    EXPECT_NE(onlooker.number("cards", "1/2", "state"), number(State::out_of_service));
    EXPECT_TRUE(onlooker.rows("alarms").empty());
  });
  onlooker.at(15s, [&] {
    EXPECT_EQ(onlooker.number("cards", "1/2", "state"), number(State::out_of_service));
    EXPECT_THAT(ports_of(onlooker, "1/2"), testing::Contains(number(State::out_of_service)));
    ASSERT_EQ(onlooker.rows("alarms").size(), 1U);
    EXPECT_THAT(onlooker.rows("alarms").begin()->first, HasSubstr("card 1/2"));
    EXPECT_EQ(onlooker.number("faults", onlooker.rows("faults").begin()->first, "hits"), 1);
  });
  onlooker.at(50s, [&] {
    EXPECT_NE(onlooker.number("cards", "1/2", "state"), number(State::out_of_service));
    EXPECT_TRUE(onlooker.rows("alarms").empty());
  });
  run_with(small_exchange(), &onlooker);
  const auto raised = onlooker.events(EventClass::alarm, "raised");
  ASSERT_EQ(raised.size(), 1U);
  EXPECT_EQ(text_in(raised.front().fields, "object"), "card 1/2");
  EXPECT_EQ(onlooker.events(EventClass::alarm, "cleared").size(), 1U);
}

TEST(LivePublisher, ShowsARestartAndABudgetThatDrains) {
  const std::string shelf = "forlopp/exchange/shelves/shelf 1";
  const std::string card = shelf + "/card 1/1";
  Onlooker onlooker;
  onlooker.want({"supervision"});
  onlooker.inject_at(10s, {{"fault", "process_killed"}, {"target", "process of card 1/1"}});
  onlooker.at(9s, [&] { EXPECT_EQ(onlooker.number("supervision", shelf, "budget_used"), 0); });
  onlooker.at(10500ms, [&] {
    EXPECT_EQ(onlooker.number("supervision", shelf, "budget_used"), 1);
    EXPECT_EQ(onlooker.number("supervision", shelf, "restarts"), 1);
    EXPECT_EQ(onlooker.number("supervision", shelf, "state"), number(State::restarting));
    EXPECT_EQ(onlooker.number("supervision", card, "restarts"), 1);
    EXPECT_EQ(onlooker.number("supervision", card, "state"), number(State::restarting));
  });
  onlooker.at(13s, [&] {
    EXPECT_EQ(onlooker.number("supervision", card, "state"), number(State::recovered));
  });
  onlooker.at(50s, [&] {
    EXPECT_EQ(onlooker.number("supervision", shelf, "budget_used"), 0);
    EXPECT_EQ(onlooker.number("supervision", card, "restarts"), 1);
    EXPECT_LE(onlooker.number("supervision", card, "state"), number(State::active));
  });
  scenario::Scenario scenario = small_exchange();
  scenario.exchange.supervision.period = 10s;
  run_with(scenario, &onlooker);
  const auto restarts = onlooker.events(EventClass::supervision, "restarted");
  ASSERT_EQ(restarts.size(), 1U);
  EXPECT_EQ(text_in(restarts.front().fields, "supervisor"), shelf);
  EXPECT_EQ(text_in(restarts.front().fields, "child"), "card 1/1");
  ASSERT_FALSE(onlooker.events(EventClass::recovery).empty());
  EXPECT_EQ(text_in(onlooker.events(EventClass::recovery).front().fields, "what"), "card 1/1");
}

TEST(LivePublisher, KeepsTheKeysOfWhatIsRestartedWithItsSupervisor) {
  const std::string shelf = "forlopp/exchange/shelves/shelf 1";
  Onlooker onlooker;
  onlooker.want({"supervision"});
  onlooker.inject_at(10s, {{"fault", "supervisor_killed"}, {"target", "supervisor of shelf 1"}});
  std::vector<std::string> keys;
  const auto all_keys = [&] {
    std::vector<std::string> all;
    for (const auto& [key, row] : onlooker.rows("supervision")) all.push_back(key);
    return all;
  };
  onlooker.at(9s, [&] { keys = all_keys(); });
  onlooker.at(20s, [&] {
    EXPECT_EQ(all_keys(), keys);
    EXPECT_EQ(onlooker.number("supervision", "forlopp/exchange/shelves", "restarts"), 1);
  });
  run_with(small_exchange(), &onlooker);
  EXPECT_THAT(keys, testing::Contains(shelf + "/card 1/4"));
}

TEST(LivePublisher, TellsWhatTheStrategyTookAlongAndWhoCameBack) {
  Onlooker onlooker;
  onlooker.inject_at(30s, {{"fault", "supervisor_killed"}, {"target", "supervisor calls"}});
  run_with(small_exchange(), &onlooker);
  const auto ends = onlooker.events(EventClass::supervision, "terminated");
  const auto end = std::ranges::find_if(
      ends, [](const auto& event) { return text_in(event.fields, "child") == "calls"; });
  ASSERT_NE(end, ends.end());
  const Document fields{end->fields};
  EXPECT_EQ(text_in(end->fields, "strategy"), "rest_for_one");
  EXPECT_EQ(*fields.find("is_restarted"), Document{true});
  EXPECT_EQ(*fields.find_as<std::int64_t>("level"), 4);
  const auto* stopped = fields.find_as<management::Array>("stopped");
  ASSERT_NE(stopped, nullptr);
  EXPECT_THAT(*stopped, testing::Contains(Document{"maintenance"}));
  EXPECT_EQ(*fields.find_as<std::int64_t>("stopped_count"), std::ssize(*stopped));

  std::size_t back = 0;
  for (const auto& event : onlooker.events(EventClass::supervision, "restarted")) {
    if (event.number < end->number || text_in(event.fields, "label") != "exchange") continue;
    ++back;
    EXPECT_NE(text_in(event.fields, "old_pid"), text_in(event.fields, "pid"));
    EXPECT_THAT(text_in(event.fields, "old_pid"), HasSubstr("<0."));
    EXPECT_NE(Document{event.fields}.find_as<std::int64_t>("budget_period"), nullptr);
  }
  EXPECT_GE(back, stopped->size() + 1);  // Who had ended in order comes back too.
  const auto recoveries = onlooker.events(EventClass::recovery);
  EXPECT_TRUE(std::ranges::any_of(recoveries, [](const auto& event) {
    return Document{event.fields}.find_as<std::int64_t>("kept_stable") != nullptr;
  }));
}

TEST(LivePublisher, TellsToWhomASupervisorThatGaveUpEscalates) {
  Onlooker onlooker;
  for (int i = 0; i < 12; ++i) {
    onlooker.inject_at(10s + i * 100ms,
                       {{"fault", "process_killed"}, {"target", "process of card 1/1"}});
  }
  scenario::Scenario scenario = small_exchange();
  scenario.exchange.supervision.period = 10s;
  run_with(scenario, &onlooker);
  const auto given_up = onlooker.events(EventClass::supervision, "gave_up");
  ASSERT_FALSE(given_up.empty());
  const Document fields{given_up.front().fields};
  EXPECT_EQ(text_in(given_up.front().fields, "supervisor"), "forlopp/exchange/shelves/shelf 1");
  EXPECT_EQ(text_in(given_up.front().fields, "escalates_to"), "forlopp/exchange/shelves");
  EXPECT_EQ(*fields.find_as<std::int64_t>("level"), 3);
  EXPECT_EQ(*fields.find_as<std::int64_t>("stopped_count"), 3);
}

TEST(LivePublisher, SaysWhoStandsAtAPlaceOfTheField) {
  Onlooker onlooker;
  onlooker.want({"field"});
  onlooker.at(40s, [&] {
    const auto answer =
        onlooker.ask("inspect", {{"supervisor", "forlopp/exchange/shelves/shelf 1"}, {"place", 0}});
    ASSERT_TRUE(std::holds_alternative<Done>(answer));
    EXPECT_THAT(text_in(std::get<Done>(answer).result, "label"), HasSubstr("card 1/"));
    for (const Map& wrong :
         {Map{{"supervisor", "forlopp"}, {"place", 9'999}},
          Map{{"supervisor", "nowhere"}, {"place", 0}}, Map{{"supervisor", "forlopp"}}}) {
      EXPECT_TRUE(std::holds_alternative<Refused>(onlooker.ask("inspect", wrong)));
    }
  });
  run_with(small_exchange(), &onlooker);
}

TEST(LivePublisher, TellsOfACrashedCallWithItsBlackBox) {
  Onlooker onlooker;
  onlooker.want({"calls"});
  onlooker.inject_at(20s, {{"fault", "half_call_crash"}, {"target", "any call"}});
  onlooker.at(40s, [&] {
    const auto crashes = onlooker.events(EventClass::crash);
    ASSERT_FALSE(crashes.empty());
    const Document crash{crashes.front().fields};
    EXPECT_THAT(text_in(crashes.front().fields, "label"), HasSubstr("_half "));
    ASSERT_NE(crash.find_as<management::Array>("messages"), nullptr);
    EXPECT_FALSE(crash.find_as<management::Array>("messages")->empty());
    const std::int64_t call = *crash.find_as<std::int64_t>("call");
    EXPECT_EQ(onlooker.cell("calls", std::to_string(call), "crashed"), Document{true});

    const auto inspected =
        onlooker.ask("inspect", {{"process", text_in(crashes.front().fields, "pid")}});
    ASSERT_TRUE(std::holds_alternative<Done>(inspected));
    EXPECT_EQ(*Document{std::get<Done>(inspected).result}.find("alive"), Document{false});
    const auto ladder = onlooker.ask("ladder", {{"call", call}});
    ASSERT_TRUE(std::holds_alternative<Done>(ladder));
    EXPECT_FALSE(
        Document{std::get<Done>(ladder).result}.find_as<management::Array>("steps")->empty());
  });
  run_with(small_exchange(), &onlooker);
}

TEST(LivePublisher, ListsLivingAndEndedCallsAsTheyAre) {
  Onlooker onlooker;
  onlooker.want({"calls"});
  onlooker.want({"health"});
  onlooker.at(40s, [&] {
    const auto rows = onlooker.rows("calls");
    EXPECT_EQ(rows.size(), onlooker.events(EventClass::call, "began").size());
    std::int64_t living = 0;
    for (const auto& [key, row] : rows) {
      const bool ended = row.at(5).get_if<std::int64_t>() != nullptr;
      EXPECT_FALSE(row.at(0).get_if<std::string>()->empty());
      living += ended ? 0 : 1;
    }
    EXPECT_GT(living, 0);
    EXPECT_EQ(onlooker.number("health", "calls_up", "value"), living);
  });
  run_with(small_exchange(), &onlooker);
}

TEST(LivePublisher, ShowsAsManyCellsAsTheGroupOfHalfCallsHas) {
  Onlooker onlooker;
  onlooker.want({"supervision"});
  onlooker.want({"field"});
  onlooker.at(40s, [&] {
    const Document cells = onlooker.cell("field", "forlopp/exchange/calls", "cells");
    const std::int64_t children =
        onlooker.number("supervision", "forlopp/exchange/calls/*", "children");
    EXPECT_GT(children, 0);
    EXPECT_EQ(std::ssize(*cells.get_if<Bytes>()), children);
  });
  run_with(small_exchange(), &onlooker);
}

TEST(LivePublisher, ListsTheProcessesOfASubtreeOldestFirst) {
  Onlooker onlooker;
  const std::string scope = "age forlopp/exchange/shelves";
  onlooker.want({"processes", scope});
  onlooker.at(40s, [&] {
    const auto rows = onlooker.rows("processes", scope);
    EXPECT_EQ(rows.size(), 5U);  // The shelf and its four cards.
    EXPECT_EQ(rows.at("0").at(1), Document{"shelf 1"});
  });
  run_with(small_exchange(), &onlooker);
}

TEST(LivePublisher, ListsTheLongestMailboxesThenThoseAtWorkThenTheOldest) {
  Onlooker onlooker;
  onlooker.at(39900ms, [&] { onlooker.want({"processes", "mailbox"}); });
  onlooker.at(40s, [&] {
    using Place = std::tuple<std::int64_t, bool, std::int64_t>;  // Waiting, idle, started.
    std::vector<Place> places;
    for (std::size_t i = 0; i < onlooker.rows("processes", "mailbox").size(); ++i) {
      const auto row = onlooker.rows("processes", "mailbox").at(std::to_string(i));
      const bool idle = row.at(3) == Document{number(State::idle)};
      places.emplace_back(-*row.at(4).get_if<std::int64_t>(), idle,
                          *row.at(5).get_if<std::int64_t>());
    }
    EXPECT_TRUE(std::ranges::is_sorted(places));
    EXPECT_FALSE(std::get<1>(places.front()));
    EXPECT_TRUE(std::get<1>(places.back()));
  });
  run_with(small_exchange(), &onlooker);
}

TEST(LivePublisher, TellsEachTenSecondsOfATrunkGroup) {
  Onlooker onlooker;
  onlooker.want({"group_series"});
  onlooker.at(45s, [&] {
    EXPECT_EQ(onlooker.rows("group_series").size(), 4U);
    const double busy = *onlooker.cell("group_series", "north 3", "busy").get_if<double>();
    EXPECT_GT(busy, 0);
    EXPECT_LE(busy, 2);
    EXPECT_EQ(onlooker.number("group_series", "north 3", "circuits"), 2);
    const double blocking = *onlooker.cell("group_series", "north 3", "blocking").get_if<double>();
    std::int64_t offered = 0, blocked = 0;
    for (const auto& [key, row] : onlooker.rows("group_series")) {
      offered += onlooker.number("group_series", key, "offered");
      blocked += onlooker.number("group_series", key, "blocked");
    }
    EXPECT_GT(blocked, 0);
    EXPECT_NEAR(blocking, static_cast<double>(blocked) / static_cast<double>(offered), 1e-9);
  });
  onlooker.at(55s, [&] { EXPECT_EQ(onlooker.rows("group_series").size(), 5U); });
  run_with(small_exchange(), &onlooker);
}

TEST(LivePublisher, GreetsWithTheMetricsThatCanBeLookedAtWhileItRuns) {
  const Document hello{hello_of(small_exchange(), 1)};
  std::vector<std::string> names;
  for (const Document& metric : *hello.find_as<management::Array>("metrics")) {
    names.push_back(*metric.find_as<std::string>("name"));
    EXPECT_FALSE(metric.find_as<std::string>("meaning")->empty());
    EXPECT_NE(metric.find_as<std::string>("unit"), nullptr);
  }
  EXPECT_THAT(names, testing::Contains("calls_lost"));
  EXPECT_THAT(names, testing::Not(testing::Contains("carried")));
}

TEST(LivePublisher, CountsEachSecondAndEachGroup) {
  Onlooker onlooker;
  onlooker.want({"series"});
  onlooker.want({"groups"});
  onlooker.at(40s, [&] {
    std::int64_t attempts = 0;
    for (const auto& [key, row] : onlooker.rows("series")) {
      attempts += onlooker.number("series", key, "attempts");
    }
    EXPECT_EQ(onlooker.rows("series").size(), 41U);
    EXPECT_EQ(attempts, std::ssize(onlooker.events(EventClass::call, "began")));
    EXPECT_EQ(onlooker.number("groups", "north", "circuits"), 2);
    EXPECT_GT(onlooker.number("groups", "north", "offered"), 0);
    EXPECT_LE(onlooker.number("groups", "north", "busy"), 2);
  });
  run_with(small_exchange(), &onlooker);
  EXPECT_THAT(onlooker.metrics(), HasSubstr("\nforlopp_circuits{group=\"north\"} 2\n"));
  EXPECT_THAT(onlooker.metrics(), HasSubstr("# TYPE forlopp_attempts_total counter\n"));
}

TEST(LivePublisher, RefusesWhatItDoesNotKnow) {
  Onlooker onlooker;
  onlooker.at(10s, [&] {
    for (const Map& arguments : {Map{{"process", "nobody"}}, Map{{"process", "<0.9999.1>"}}}) {
      const auto answer = onlooker.ask("inspect", arguments);
      ASSERT_TRUE(std::holds_alternative<Refused>(answer));
      EXPECT_EQ(std::get<Refused>(answer).why, management::Refusal::gone);
    }
    const auto answer = onlooker.ask("inspect", {});
    ASSERT_TRUE(std::holds_alternative<Refused>(answer));
    EXPECT_EQ(std::get<Refused>(answer).why, management::Refusal::argument);
    const auto alive = onlooker.ask("inspect", {{"process", "path_finder"}});
    ASSERT_TRUE(std::holds_alternative<Done>(alive));
    EXPECT_EQ(text_in(std::get<Done>(alive).result, "label"), "path_finder");
  });
  run_with(small_exchange(), &onlooker);
}

}  // namespace
}  // namespace forlopp::live
