#include "switch/mgmt/internal/feed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "switch/mgmt/internal/dialogue.hpp"

namespace forlopp::management {
namespace {

using testing::HasSubstr;

class Feeds : public testing::Test {
 protected:
  /// The document that a request is answered with.
  Document ask(Map request, Role role = Role::viewer) {
    request.emplace_back("id", 1);
    Dialogue dialogue{feed_, role};
    const Heard heard = dialogue.hear(request);
    const Map* answer = std::get_if<Map>(&heard);
    return answer == nullptr ? Document{} : Document{*answer};
  }
  std::string refusal(Map request) {
    const Document answer = ask(std::move(request));
    return answer.find("error") ? *answer.find("error")->find_as<std::string>("text") : "";
  }
  void subscribe(std::string topic, double hz = 30) {
    ASSERT_NE(ask({{"do", "subscribe"}, {"topic", topic}, {"hz", hz}}).find("ok"), nullptr);
  }
  /// The next frame, acknowledged; null if there is none.
  Document frame() {
    std::optional<Map> frame = feed_.next_frame();
    if (!frame) return {};
    Document document{std::move(*frame)};
    EXPECT_TRUE(feed_.acknowledge(*document.find_as<std::int64_t>("frame")));
    return document;
  }
  static const Document& rows(const Document& frame, std::string_view topic) {
    return *frame.find("topics")->find(topic)->find("rows");
  }

  Board board_;
  EventLog log_{1'000};
  Feed feed_{board_, log_};
};

TEST_F(Feeds, NothingIsSentWhereNothingIsWanted) {
  board_.put({"cards"}, "1/1", {"idle"});
  log_.add(EventClass::call, 1, {});
  EXPECT_EQ(feed_.next_frame(), std::nullopt);
}

TEST_F(Feeds, SubscriptionBringsEverythingFirstAndThenWhatChanges) {
  board_.put({"cards"}, "1/1", {"idle", Bytes{0}});
  board_.stamp({5, 2});
  subscribe("cards");
  const Document first = frame();
  EXPECT_EQ(*first.find("vtime"), Document{5});
  EXPECT_EQ(*first.find("event"), Document{2});
  EXPECT_EQ(*first.find("topics")->find("cards")->find("all"), Document{true});
  EXPECT_EQ(rows(first, "cards"), Document(Array{Array{"1/1", "idle", Bytes{0}}}));
  EXPECT_EQ(frame(), Document{});
  board_.remove({"cards"}, "1/1");
  EXPECT_EQ(*frame().find("topics")->find("cards")->find("gone"), Document(Array{"1/1"}));
}

TEST_F(Feeds, ClientThatDoesNotAcknowledgeGetsTwoFramesAndThenTheLatestOnly) {
  subscribe("cards");
  for (int i = 1; i <= 5; ++i) {
    board_.put({"cards"}, "1/1", {i});
    EXPECT_EQ(feed_.next_frame().has_value(), i <= 2) << i;
  }
  EXPECT_TRUE(feed_.acknowledge(2));
  EXPECT_EQ(rows(frame(), "cards"), Document(Array{Array{"1/1", 5}}));
}

TEST_F(Feeds, AcknowledgementOfWhatWasNotSentIsRefused) {
  EXPECT_FALSE(feed_.acknowledge(1));
  subscribe("cards");
  board_.put({"cards"}, "1/1", {1});
  EXPECT_TRUE(feed_.next_frame().has_value());
  EXPECT_FALSE(feed_.acknowledge(2));
  EXPECT_FALSE(feed_.acknowledge(0));
  EXPECT_TRUE(feed_.acknowledge(1));
}

TEST_F(Feeds, TopicComesNoMoreOftenThanWished) {
  subscribe("cards", 10);
  std::size_t frames = 0;
  for (int i = 0; i < 30; ++i) {
    board_.put({"cards"}, "1/1", {i});
    if (frame() != Document{}) ++frames;
  }
  EXPECT_EQ(frames, 10U);
}

TEST_F(Feeds, WhatComesSeldomDoesNotComeAllAtOnce) {
  for (const char* topic : {"alarms", "calls", "faults"}) subscribe(topic, 5);
  std::vector<std::size_t> views;
  for (int i = 0; i < 19; ++i) {
    for (const char* topic : {"alarms", "calls", "faults"}) board_.put({topic}, "1", {i});
    const Document next = frame();
    const Document* topics = next.find("topics");
    views.push_back(topics == nullptr ? 0 : topics->get_if<Map>()->size());
  }
  EXPECT_EQ(views,
            (std::vector<std::size_t>{3, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1}));
}

TEST_F(Feeds, EventsComeNoMoreOftenThanWishedAndNoneIsMissing) {
  ask({{"do", "follow"}, {"hz", 10}});
  std::size_t frames = 0, events = 0;
  for (int i = 0; i < 30; ++i) {
    log_.add(EventClass::call, i, {{"call", i}});
    const Document next = frame();
    if (next == Document{}) continue;
    ++frames;
    events += next.find("events")->get_if<Array>()->size();
  }
  EXPECT_EQ(frames, 10U);
  EXPECT_EQ(events, 28U);
}

TEST_F(Feeds, LargeTopicComesInPartsAndAllTopicsHaveTheirTurn) {
  for (int i = 0; i < 300; ++i) board_.put({"calls"}, std::to_string(i), {std::string(1'000, 'x')});
  board_.put({"series"}, "1", {1});
  subscribe("calls");
  subscribe("series");
  std::size_t calls = 0, frames = 0;
  bool series_came = false;
  for (Document next = frame(); next != Document{}; next = frame(), ++frames) {
    if (next.find("topics")->find("calls")) calls += rows(next, "calls").get_if<Array>()->size();
    series_came = series_came || next.find("topics")->find("series") != nullptr;
  }
  EXPECT_EQ(calls, 300U);
  EXPECT_TRUE(series_came);
  EXPECT_GE(frames, 4U);
}

TEST_F(Feeds, TopicThatGoesOnInTheNextFrameSaysSo) {
  for (int i = 0; i < 300; ++i) board_.put({"calls"}, std::to_string(i), {std::string(1'000, 'x')});
  subscribe("calls");
  std::size_t parts = 1;
  Document next = frame();
  EXPECT_EQ(*next.find("topics")->find("calls")->find("all"), Document{true});
  for (; next.find("topics")->find("calls")->find("more") != nullptr; next = frame(), ++parts) {
    EXPECT_EQ(*next.find("topics")->find("calls")->find("more"), Document{true});
  }
  EXPECT_EQ(frame(), Document{});
  EXPECT_GE(parts, 4U);
  board_.put({"calls"}, "1", {1});
  EXPECT_EQ(frame().find("topics")->find("calls")->find("more"), nullptr);
}

TEST_F(Feeds, EventsComeInOrderFromThePlaceAskedFor) {
  for (int i = 0; i < 5; ++i) log_.add(EventClass::call, i, {{"call", i}});
  EXPECT_NE(ask({{"do", "follow"}, {"after", 3}}).find("ok"), nullptr);
  EXPECT_EQ(*frame().find("events"), Document(Array{Array{4, 3, "call", Map{{"call", 3}}},
                                                    Array{5, 4, "call", Map{{"call", 4}}}}));
  EXPECT_EQ(frame(), Document{});
  log_.add(EventClass::alarm, 9, {});
  EXPECT_EQ(frame().find("events")->get_if<Array>()->size(), 1U);
}

TEST_F(Feeds, WhoFollowsWithoutAPlaceHearsWhatComesFromNowOn) {
  log_.add(EventClass::call, 1, {});
  EXPECT_EQ(*ask({{"do", "follow"}}).find("ok")->find("after"), Document{1});
  EXPECT_EQ(frame(), Document{});
}

TEST_F(Feeds, WhatWasOverwrittenIsDeclaredInTheFrame) {
  ask({{"do", "follow"}});
  for (int i = 0; i < 1'500; ++i) log_.add(EventClass::call, i, {});
  const Document next = frame();
  EXPECT_EQ(*next.find("lost"),
            Document(Map{{"after", 0}, {"before", 501}, {"by_class", Map{{"call", 500}}}}));
  EXPECT_EQ(next.find("events")->get_if<Array>()->size(), 1'000U);
}

TEST_F(Feeds, PastEventsCanBeAskedFor) {
  for (int i = 0; i < 5; ++i) log_.add(i % 2 ? EventClass::crash : EventClass::call, i, {});
  const Document answer =
      ask({{"do", "events"}, {"after", 1}, {"most", 1}, {"classes", Array{"crash"}}});
  EXPECT_EQ(*answer.find("ok"),
            Document(Map{{"events", Array{Array{2, 1, "crash", Map{}}}}, {"upto", 2}}));
}

TEST_F(Feeds, RefusalNamesTheArgument) {
  EXPECT_THAT(refusal({{"do", "subscribe"}}), HasSubstr("topic: "));
  EXPECT_THAT(refusal({{"do", "subscribe"}, {"topic", "weather"}}), HasSubstr("'weather'"));
  EXPECT_THAT(refusal({{"do", "subscribe"}, {"topic", "cards"}, {"scope", 7}}),
              HasSubstr("scope: "));
  EXPECT_THAT(refusal({{"do", "subscribe"},
                       {"topic", "processes"},
                       {"scope", "mailbox " + std::string(300, 'x')}}),
              HasSubstr("scope: this is too long"));
  EXPECT_THAT(refusal({{"do", "subscribe"}, {"topic", "cards"}, {"scope", "mailbox"}}),
              HasSubstr("scope: there is none of 'cards'"));
  EXPECT_THAT(refusal({{"do", "subscribe"}, {"topic", "processes"}, {"scope", "weight forlopp"}}),
              HasSubstr("scope: 'weight' is none of mailbox, restarts, age"));
  EXPECT_EQ(refusal({{"do", "subscribe"}, {"topic", "processes"}, {"scope", "age forlopp"}}), "");
  EXPECT_EQ(refusal({{"do", "subscribe"}, {"topic", "cards"}, {"scope", ""}}), "");
  EXPECT_THAT(refusal({{"do", "subscribe"}, {"topic", "cards"}, {"hz", 0}}), HasSubstr("hz: "));
  EXPECT_THAT(refusal({{"do", "subscribe"}, {"topic", "cards"}, {"hz", 31}}), HasSubstr("hz: "));
  EXPECT_THAT(refusal({{"do", "follow"}, {"classes", "all"}}), HasSubstr("classes: "));
  EXPECT_THAT(refusal({{"do", "follow"}, {"classes", Array{"rain"}}}), HasSubstr("'rain'"));
  EXPECT_THAT(refusal({{"do", "follow"}, {"after", -1}}), HasSubstr("after: "));
  EXPECT_THAT(refusal({{"do", "follow"}, {"hz", 0}}), HasSubstr("hz: "));
  EXPECT_THAT(refusal({{"do", "events"}, {"most", 1'001}}), HasSubstr("most: "));
}

TEST_F(Feeds, ThereAreOnlySoManySubscriptions) {
  const auto scope = [](std::size_t i) { return "mailbox " + std::to_string(i); };
  for (std::size_t i = 0; i < subscriptions_max; ++i)
    EXPECT_EQ(refusal({{"do", "subscribe"}, {"topic", "processes"}, {"scope", scope(i)}}), "");
  EXPECT_NE(refusal({{"do", "subscribe"}, {"topic", "cards"}}), "");
  ask({{"do", "unsubscribe"}, {"topic", "processes"}, {"scope", scope(0)}});
  EXPECT_EQ(refusal({{"do", "subscribe"}, {"topic", "cards"}}), "");
}

TEST_F(Feeds, AllClientsTogetherSeeOnlySoMuch) {
  for (std::size_t i = 0; i < views_max; ++i)
    EXPECT_TRUE(board_.want({"processes", "mailbox " + std::to_string(i)}));
  EXPECT_EQ(*ask({{"do", "subscribe"}, {"topic", "cards"}}).find("error")->find("code"),
            Document{"busy"});
  EXPECT_EQ(refusal({{"do", "subscribe"}, {"topic", "processes"}, {"scope", "mailbox 7"}}), "");
  board_.unwant({"processes", "mailbox 0"});
  board_.wanted();
  EXPECT_EQ(refusal({{"do", "subscribe"}, {"topic", "cards"}}), "");
}

TEST_F(Feeds, BoardKnowsWhatIsWantedUntilTheClientIsGone) {
  {
    Feed feed{board_, log_};
    Dialogue{feed, Role::viewer}.hear(Map{{"id", 1}, {"do", "subscribe"}, {"topic", "cards"}});
    Dialogue{feed, Role::viewer}.hear(Map{{"id", 2}, {"do", "subscribe"}, {"topic", "cards"}});
    EXPECT_EQ(board_.wanted().size(), 1U);
  }
  EXPECT_TRUE(board_.wanted().empty());
}

TEST_F(Feeds, WordsAreCheckedBeforeTheRunIsAsked) {
  const auto code = [](const Document& answer) {
    return *answer.find("error")->find_as<std::string>("code");
  };
  Dialogue viewer{feed_, Role::viewer}, owner{feed_, Role::operator_};
  EXPECT_EQ(code(ask({{"do", "dance"}})), "unknown");
  EXPECT_EQ(code(ask({{"do", "pause"}})), "role");
  EXPECT_EQ(code(ask({})), "malformed");
  EXPECT_EQ(code(std::get<Map>(viewer.hear(Array{}))), "malformed");
  EXPECT_EQ(code(std::get<Map>(viewer.hear(Map{{"do", "ladder"}}))), "malformed");
  EXPECT_EQ(code(std::get<Map>(viewer.hear(Map{{"ack", 4}}))), "malformed");
  const auto question =
      std::get<Question>(owner.hear(Map{{"do", "run"}, {"id", 9}, {"pace", 10}, {"new key", 1}}));
  EXPECT_EQ(question.id, 9);
  EXPECT_EQ(question.what, "run");
  EXPECT_EQ(Document{question.arguments}, Document(Map{{"pace", 10}, {"new key", 1}}));
  EXPECT_EQ(std::get<Question>(viewer.hear(Map{{"id", 3}, {"do", "inspect"}})).id, 3);
}

TEST_F(Feeds, AnotherRunComesWithEverythingAndWithItsEventsFromNowOn) {
  subscribe("cards");
  ask({{"do", "follow"}});
  board_.put({"cards"}, "1/1", {1});
  log_.add(EventClass::call, 1, {});
  frame();
  board_.start_anew();
  board_.put({"cards"}, "1/1", {1});
  log_.start_anew();
  for (int i = 0; i < 5; ++i) log_.add(EventClass::call, 1, {});
  log_.show();
  log_.add(EventClass::crash, 2, {});
  feed_.start_anew();
  const Document first = frame();
  EXPECT_EQ(*first.find("topics")->find("cards")->find("all"), Document{true});
  EXPECT_EQ(*first.find("events"), Document(Array{Array{6, 2, "crash", Map{}}}));
}

}  // namespace
}  // namespace forlopp::management
