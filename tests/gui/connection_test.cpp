#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/client/client.hpp"
#include "tests/gui/canned_exchange.hpp"
#include "tests/gui/fake_exchange.hpp"

namespace forlopp::console {
namespace {

using std::chrono::milliseconds;
using Phase = LineState::Phase;

constexpr Patience soon{.first_delay = milliseconds{10}, .longest_delay = milliseconds{40}};

/// A console's client and an exchange that says what the test wants.
class TheLine : public testing::Test {
 protected:
  bool reaches(Phase phase) {
    return eventually([&] { return client.line().phase == phase; });
  }
  static bool eventually(const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, 30'000);
  }
  std::string sentence() const { return client.line().sentence.toStdString(); }
  void come_up() {
    client.open(exchange.address());
    ASSERT_TRUE(reaches(Phase::up)) << sentence();
  }
  /// What is said of the line when it is given up for what is sent once it is up. Soon after there
  /// is another attempt.
  std::string sentence_after(const std::function<void()>& send) {
    client.open(exchange.address());
    if (!reaches(Phase::up)) return "never up";
    QSignalSpy lines{&client, &Client::line_changed};
    send();
    if (!lines.wait(30'000)) return "nothing happened";
    return lines.front().front().value<LineState>().sentence.toStdString();
  }
  std::string sentence_after(const QByteArray& bytes) {
    return sentence_after([&] { exchange.send_bytes(bytes); });
  }
  static QCborMap card_frame(int number, int state) {
    const QCborMap cards{
        {QStringLiteral("rows"), QCborArray{QCborArray{QStringLiteral("1/1"), state}}}};
    return {{QStringLiteral("frame"), number},
            {QStringLiteral("topics"), QCborMap{{QStringLiteral("cards"), cards}}}};
  }

  FakeExchange exchange;
  Client client{soon};
};

TEST_F(TheLine, SpeaksTheBinarySubprotocolAndShowsItsToken) {
  Address address = exchange.address();
  address.token = QStringLiteral("secret");
  QSignalSpy greetings{&client, &Client::greeted};
  client.open(address);
  ASSERT_TRUE(reaches(Phase::up)) << sentence();
  EXPECT_EQ(exchange.authorization(), QByteArray("Bearer secret"));
  EXPECT_EQ(greetings.front().front().value<Hello>().scenario, QStringLiteral("let_it_crash"));
}

TEST_F(TheLine, SubscribesToWhatIsWantedAndNoLonger) {
  client.want({QStringLiteral("cards"), {}});
  client.want({QStringLiteral("cards"), {}});
  come_up();
  ASSERT_TRUE(eventually([&] { return exchange.asked(QStringLiteral("subscribe")).size() == 2; }));
  client.unwant({QStringLiteral("cards"), {}});
  client.want({QStringLiteral("processes"), QStringLiteral("mailbox calls")});
  ASSERT_TRUE(eventually([&] { return exchange.asked(QStringLiteral("subscribe")).size() == 3; }));
  EXPECT_EQ(exchange.asked(QStringLiteral("unsubscribe")).size(), 0U);
  client.unwant({QStringLiteral("cards"), {}});
  EXPECT_TRUE(
      eventually([&] { return exchange.asked(QStringLiteral("unsubscribe")).size() == 1; }));
}

TEST_F(TheLine, AsksForAViewAtTheHighestRateThatAnybodyWants) {
  const auto rates = [&] {
    std::vector<double> asked;
    for (const QCborMap& request : exchange.asked(QStringLiteral("subscribe")))
      if (request[QLatin1String{"topic"}].toString() == QStringLiteral("alarms"))
        asked.push_back(request[QLatin1String{"hz"}].toDouble());
    return asked;
  };
  const View slow{QStringLiteral("alarms"), {}, 2}, quick{QStringLiteral("alarms"), {}, 10};
  come_up();
  for (const View& view : {slow, quick, slow}) client.want(view);
  ASSERT_TRUE(eventually([&] { return rates() == std::vector<double>{2, 10}; }));
  client.unwant(quick);
  EXPECT_TRUE(eventually([&] { return rates() == std::vector<double>{2, 10, 2}; }));
  client.unwant(slow);
  client.unwant(slow);
  EXPECT_TRUE(
      eventually([&] { return exchange.asked(QStringLiteral("unsubscribe")).size() == 1; }));
}

TEST_F(TheLine, WhereCallsAreOnlyCountedTheyAreNotReadAndThatIsTold) {
  exchange.event = 100;
  come_up();
  const auto follows = [&] { return exchange.asked(QStringLiteral("follow")); };
  ASSERT_TRUE(eventually([&] { return follows().size() == 1; }));
  EXPECT_EQ(follows()[0][QLatin1String{"hz"}].toDouble(), hz::events);
  EXPECT_FALSE(follows()[0].contains(QLatin1String{"classes"}));
  client.follow_calls(CallEvents::counted);
  ASSERT_TRUE(eventually([&] { return follows().size() == 2; }));
  const QCborArray classes = follows()[1][QLatin1String{"classes"}].toArray();
  EXPECT_FALSE(classes.contains(QStringLiteral("call")));
  EXPECT_TRUE(classes.contains(QStringLiteral("crash")));
  const QCborArray crash{7'000, 0, QStringLiteral("crash"), QCborMap{}};
  QSignalSpy news{&client, &Client::news};
  for (const int frame : {1, 2})  // The second was under way when it was asked anew.
    exchange.send({{QStringLiteral("frame"), frame},
                   {QStringLiteral("event"), 10'000},
                   {QStringLiteral("events"), QCborArray{crash}}});
  ASSERT_TRUE(eventually([&] { return news.size() == 2; }));
  client.follow_calls(CallEvents::listed);
  ASSERT_TRUE(eventually([&] { return follows().size() == 3; }));
  EXPECT_EQ(follows()[2][QLatin1String{"after"}].toInteger(), 8'000);
  EXPECT_FALSE(follows()[2].contains(QLatin1String{"classes"}));
  const Update update = client.take();
  ASSERT_EQ(update.happened.size(), 2U);
  const auto& unread = std::get<Lost>(update.happened[1]);
  EXPECT_EQ(unread.why, Lost::Why::not_read);
  EXPECT_EQ(unread.after, follows()[1][QLatin1String{"after"}].toInteger());
  EXPECT_EQ(unread.before, 8'001);
}

TEST_F(TheLine, ARecordingHasTheCallsThatAreOnlyCounted) {
  const QTemporaryDir folder;
  come_up();
  const auto follows = [&] { return exchange.asked(QStringLiteral("follow")); };
  ASSERT_TRUE(eventually([&] { return follows().size() == 1; }));
  client.follow_calls(CallEvents::counted);
  ASSERT_TRUE(eventually([&] { return follows().size() == 2; }));
  client.record(folder.filePath(QStringLiteral("calls.fr")));
  ASSERT_TRUE(eventually([&] { return follows().size() == 3; }));
  EXPECT_FALSE(follows()[2].contains(QLatin1String{"classes"}));
  client.stop_recording();
  ASSERT_TRUE(eventually([&] { return follows().size() == 4; }));
  EXPECT_TRUE(follows()[3].contains(QLatin1String{"classes"}));
}

TEST_F(TheLine, FollowsTheEventsFromALittleBeforeNow) {
  exchange.event = 5'000;
  come_up();
  ASSERT_TRUE(eventually([&] { return !exchange.asked(QStringLiteral("follow")).empty(); }));
  EXPECT_EQ(exchange.asked(QStringLiteral("follow"))[0][QLatin1String{"after"}].toInteger(), 3'000);
}

TEST_F(TheLine, AcknowledgesAFrameOnlyWhenTheScreenHasTakenIt) {
  come_up();
  QSignalSpy news{&client, &Client::news};
  exchange.send(card_frame(1, 2));
  exchange.send(card_frame(2, 3));
  ASSERT_TRUE(eventually([&] { return news.size() == 2; }));
  EXPECT_TRUE(exchange.acknowledged().empty());
  const Update update = client.take();
  EXPECT_EQ(update.views.at(QStringLiteral("cards")).rows.size(), 1U);
  ASSERT_TRUE(eventually([&] { return exchange.acknowledged().size() == 2; }));
}

TEST_F(TheLine, AnswersFindWhoAsked) {
  come_up();
  exchange.answer = [](const QCborMap& request) {
    return QCborMap{
        {QStringLiteral("re"), request[QLatin1String{"id"}]},
        {QStringLiteral("ok"), QCborMap{{QStringLiteral("did"), request[QLatin1String{"do"}]}}}};
  };
  QStringList done;
  for (const auto& what : {QStringLiteral("pause"), QStringLiteral("halt")})
    client.ask(what, {}, [&done](const Reply& reply) {
      done.append(reply.result[QLatin1String{"did"}].toString());
    });
  ASSERT_TRUE(eventually([&] { return done.size() == 2; }));
  EXPECT_EQ(done, (QStringList{QStringLiteral("pause"), QStringLiteral("halt")}));
}

TEST_F(TheLine, WhoAskedOnALineThatBreaksIsTold) {
  come_up();
  exchange.answer = [](const QCborMap&) { return QCborMap{}; };
  std::vector<Reply> replies;
  client.ask(QStringLiteral("pause"), {}, [&](const Reply& reply) { replies.push_back(reply); });
  ASSERT_TRUE(eventually([&] { return !exchange.asked(QStringLiteral("pause")).empty(); }));
  exchange.hang_up();
  ASSERT_TRUE(eventually([&] { return !replies.empty(); }));
  EXPECT_EQ(replies[0].code, QStringLiteral("line"));
}

TEST_F(TheLine, WhoAsksWithoutALineIsToldAtOnce) {
  std::vector<Reply> replies;
  client.ask(QStringLiteral("pause"), {}, [&](const Reply& reply) { replies.push_back(reply); });
  ASSERT_TRUE(eventually([&] { return !replies.empty(); }));
  EXPECT_FALSE(replies[0].done());
}

TEST_F(TheLine, ComesBackAfterABreakAndGoesOnWhereTheEventsWere) {
  exchange.event = 10;
  client.want({QStringLiteral("cards"), {}});
  come_up();
  ASSERT_TRUE(eventually([&] { return exchange.asked(QStringLiteral("follow")).size() == 1; }));
  const QCborArray event{11, 0, QStringLiteral("call"), QCborMap{}};
  QSignalSpy news{&client, &Client::news};
  exchange.send({{QStringLiteral("frame"), 1}, {QStringLiteral("events"), QCborArray{event}}});
  ASSERT_TRUE(news.wait(30'000));
  EXPECT_TRUE(client.take().fresh);
  exchange.hang_up(QStringLiteral("Good bye"));
  ASSERT_TRUE(eventually([&] { return exchange.clients_seen() == 2; }));
  ASSERT_TRUE(eventually([&] { return exchange.asked(QStringLiteral("follow")).size() == 2; }));
  EXPECT_EQ(exchange.asked(QStringLiteral("follow"))[1][QLatin1String{"after"}].toInteger(), 11);
  EXPECT_EQ(exchange.asked(QStringLiteral("subscribe")).size(), 4U);
  EXPECT_FALSE(client.take().fresh);
}

TEST_F(TheLine, AnotherRunVoidsWhatWasKnown) {
  come_up();
  client.take();
  exchange.hello->insert(QStringLiteral("run"), QStringLiteral("run-2"));
  QSignalSpy greetings{&client, &Client::greeted};
  exchange.hang_up();
  ASSERT_TRUE(greetings.wait(30'000));
  EXPECT_TRUE(client.take().fresh);
}

TEST_F(TheLine, AnotherRunOnTheSameLineVoidsWhatWasKnownAndIsFollowed) {
  exchange.event = 10;
  client.want({QStringLiteral("cards"), {}});
  come_up();
  ASSERT_TRUE(eventually([&] { return exchange.asked(QStringLiteral("follow")).size() == 1; }));
  client.take();
  QSignalSpy news{&client, &Client::news};
  QSignalSpy greetings{&client, &Client::greeted};
  exchange.send(card_frame(1, 2));
  ASSERT_TRUE(news.wait(30'000));
  exchange.event = 7;
  exchange.hello->insert(QStringLiteral("run"), QStringLiteral("run-2"));
  exchange.send(*exchange.hello);
  ASSERT_TRUE(greetings.wait(30'000));
  ASSERT_TRUE(eventually([&] { return exchange.asked(QStringLiteral("follow")).size() == 2; }));
  EXPECT_EQ(exchange.asked(QStringLiteral("follow"))[1][QLatin1String{"after"}].toInteger(), 0);
  EXPECT_EQ(exchange.asked(QStringLiteral("subscribe")).size(), 4U);
  const Update update = client.take();
  EXPECT_TRUE(update.fresh);
  EXPECT_TRUE(update.views.empty());
  EXPECT_TRUE(eventually([&] { return exchange.acknowledged() == std::vector<qint64>{1}; }));
  EXPECT_EQ(exchange.clients_seen(), 1);
}

TEST_F(TheLine, KeepsTryingWhileNobodyIsThere) {
  exchange.shut();
  client.open(exchange.address());
  ASSERT_TRUE(reaches(Phase::waiting));
  EXPECT_NE(sentence().find("127.0.0.1"), std::string::npos) << sentence();
  exchange.reopen();
  EXPECT_TRUE(reaches(Phase::up)) << sentence();
}

TEST_F(TheLine, SaysWhichVersionItCannotSpeak) {
  exchange.hello->insert(QStringLiteral("hello"), 2);
  client.open(exchange.address());
  ASSERT_TRUE(reaches(Phase::waiting));
  EXPECT_NE(sentence().find("version 2"), std::string::npos) << sentence();
}

TEST_F(TheLine, DoesNotWaitForHelloForever) {
  Client hasty{{.first_delay = milliseconds{10'000}, .hello = milliseconds{20}}};
  exchange.hello.reset();
  hasty.open(exchange.address());
  ASSERT_TRUE(eventually([&] { return hasty.line().phase == Phase::waiting; }));
  EXPECT_NE(hasty.line().sentence.indexOf(QStringLiteral("hello")), -1);
}

TEST_F(TheLine, ALieIsASentenceAndAnotherAttempt) {
  EXPECT_NE(sentence_after("\xff\xff").find("no CBOR"), std::string::npos);
  EXPECT_NE(sentence_after(QByteArray("\x83\x01", 2)).find("CBOR"), std::string::npos);
  EXPECT_NE(sentence_after(canned_hello().toCborValue().toCbor()).find("twice"), std::string::npos);
  EXPECT_NE(sentence_after("\x07").find("no map"), std::string::npos);
  EXPECT_TRUE(reaches(Phase::up));
}

TEST_F(TheLine, TextWhereBinaryWasAgreedIsRefused) {
  const std::string told = sentence_after([&] { exchange.send_text(QStringLiteral("{}")); });
  EXPECT_NE(told.find("text"), std::string::npos) << told;
}

TEST_F(TheLine, AMessageThatIsTooLargeIsRefused) {
  const std::string told = sentence_after(QByteArray(2 * 1024 * 1024, '\0'));
  EXPECT_NE(told, "nothing happened");
  EXPECT_NE(told.find("127.0.0.1"), std::string::npos) << told;
}

TEST_F(TheLine, UnknownMessagesAreIgnored) {
  come_up();
  exchange.send({{QStringLiteral("weather"), QStringLiteral("fine")}});
  exchange.send(card_frame(1, 2));
  QSignalSpy news{&client, &Client::news};
  ASSERT_TRUE(news.wait(30'000));
  EXPECT_EQ(client.line().phase, Phase::up);
}

}  // namespace
}  // namespace forlopp::console
