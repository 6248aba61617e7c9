// Goal: whatever stands at the other end, the console says what is wrong with it, goes on trying,
// and shows the exchange again as soon as there is one. The whole window; the other end breaks the
// rules of HTTP, of frames, of documents and of patience.
#include <QLabel>
#include <QSettings>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/main_window.hpp"
#include "tests/gui/canned_exchange.hpp"
#include "tests/gui/fake_exchange.hpp"
#include "tests/gui/raw_exchange.hpp"

namespace forlopp::console {
namespace {

using std::chrono::milliseconds;

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class Liar : public testing::Test {
 protected:
  Liar() {
    QSettings{}.clear();
    QObject::connect(&window.picture(), &Picture::line_changed, &window,
                     [this] { said_so_far_ += window.picture().line().sentence; });
  }
  static bool eventually(const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, 60'000);
  }
  std::string sentence() { return window.findChild<QLabel*>(word("line"))->text().toStdString(); }
  /// Also what has been said meanwhile: the next attempt follows soon.
  bool says(const char* part) {
    return eventually([&] { return said_so_far_.contains(word(part)); });
  }
  bool is_up() {
    return eventually([&] { return !window.picture().stale(); });
  }
  QString said_so_far_{};

  MainWindow window{Patience{.first_delay = milliseconds{10},
                             .longest_delay = milliseconds{40},
                             .hello = milliseconds{500},
                             .ping = milliseconds{300}}};
};

/// Below the documents.
class LiarOnTheLine : public Liar {
 protected:
  /// The first time it does this, from then on it is honest.
  void lies_once(std::function<void()> lie) {
    const auto honest = exchange.on_request;
    exchange.on_request = [this, honest, lie = std::move(lie)] {
      exchange.on_request = honest;
      lie();
    };
    window.open(exchange.address());
  }
  void comes_up_the_second_time() {
    ASSERT_TRUE(is_up()) << sentence();
    EXPECT_EQ(exchange.clients_seen(), 2);
  }
  RawExchange exchange;
};

TEST_F(LiarOnTheLine, FrameThatEndsInTheMiddle) {
  lies_once([&] {
    exchange.accept();
    exchange.say_hello();
    exchange.send(RawExchange::frame(canned_frame().toCborValue().toCbor()).left(500));
    exchange.hang_up();
  });
  ASSERT_TRUE(eventually([&] { return exchange.clients_seen() == 2; }));
  ASSERT_TRUE(is_up()) << sentence();
  EXPECT_EQ(window.picture().alarms().rowCount(), 0) << "Half a frame shows nothing.";
}

TEST_F(LiarOnTheLine, FrameThatIsAnnouncedToBeHuge) {
  lies_once([&] {
    exchange.accept();
    exchange.say_hello();
    exchange.send(QByteArray::fromHex("827f7fffffffffffffff") + "the beginning");
  });
  ASSERT_TRUE(eventually([&] { return exchange.clients_seen() == 2; })) << sentence();
  comes_up_the_second_time();
}

TEST_F(LiarOnTheLine, HelloThatNeverEnds) {
  lies_once([&] {
    exchange.accept();
    exchange.send(RawExchange::frame("\xbf", 0x02));  // A map, and more to come.
    for (int i = 0; i < 2'000; ++i) exchange.send(RawExchange::frame(QByteArray(1'000, 'a'), 0x00));
  });
  comes_up_the_second_time();
}

TEST_F(LiarOnTheLine, HelloOfWhichTheEndDoesNotCome) {
  lies_once([&] {
    exchange.accept();
    exchange.send(RawExchange::frame(canned_hello().toCborValue().toCbor()).left(100));
  });
  EXPECT_TRUE(says("does not say hello")) << sentence();
  comes_up_the_second_time();
}

TEST_F(LiarOnTheLine, AnswerThatIsNoHttp) {
  lies_once([&] {
    exchange.send("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n\r\n");
    exchange.hang_up();
  });
  EXPECT_TRUE(says("127.0.0.1")) << sentence();
  comes_up_the_second_time();
}

TEST_F(LiarOnTheLine, AnswerOfHttpThatNeverComes) {
  lies_once([] {});
  EXPECT_TRUE(says("does not say hello")) << sentence();
  comes_up_the_second_time();
}

TEST_F(LiarOnTheLine, RefusalIsSaidWithItsNumber) {
  lies_once([&] {
    exchange.send(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 48\r\n\r\n"
        "There are as many clients as there may be.      ");
    exchange.hang_up();
  });
  EXPECT_TRUE(says("503")) << sentence();
  comes_up_the_second_time();
}

TEST_F(LiarOnTheLine, ExchangeThatStandsStillIsGivenUp) {
  // It reads nothing more, so it answers no ping either.
  lies_once([&] {
    exchange.accept();
    exchange.say_hello();
  });
  ASSERT_TRUE(is_up()) << sentence();
  EXPECT_TRUE(says("does not answer any more")) << sentence();
  ASSERT_TRUE(eventually([&] { return exchange.clients_seen() >= 2; }));
  EXPECT_TRUE(is_up()) << sentence();
}

/// Documents that are none, or not what they should be.
class LiarInDocuments : public Liar {
 protected:
  void SetUp() override {
    exchange.answer = canned_answer;
    window.show();
    window.open(exchange.address());
    ASSERT_TRUE(is_up()) << sentence();
  }
  static QCborMap with(QCborMap map, const char* key, const QCborValue& value) {
    map.insert(word(key), value);
    return map;
  }
  /// What it says of what was sent, when it has come back and shows what an honest frame says.
  std::string said_of(const QCborMap& lie) {
    const int clients = exchange.clients_seen();
    std::string said = "nothing";
    const auto listening =
        QObject::connect(&window.picture(), &Picture::line_changed, &window, [&] {
          if (window.picture().stale() && said == "nothing")
            said = window.picture().line().sentence.toStdString();
        });
    exchange.send(lie);
    exchange.send(canned_frame());
    const bool back = eventually([&] {
      return !window.picture().stale() &&
             (exchange.clients_seen() > clients || window.picture().alarms().rowCount() == 3);
    });
    QObject::disconnect(listening);
    return back ? said : "never again";
  }
  FakeExchange exchange;
};

TEST_F(LiarInDocuments, RowsEventsAndAnswersOfAWrongForm) {
  const QCborMap frame{{word("frame"), 1}};
  const QCborMap no_rows{{word("cards"), 7}};
  const QCborMap no_key{{word("cards"), QCborMap{{word("rows"), QCborArray{QCborArray{}}}}}};
  EXPECT_NE(said_of(with(frame, "topics", no_rows)).find("'cards'"), std::string::npos);
  EXPECT_NE(said_of(with(frame, "topics", no_key)).find("no key"), std::string::npos);
  EXPECT_NE(said_of(with(frame, "events", QCborArray{1})).find("event"), std::string::npos);
  EXPECT_NE(said_of({{word("re"), 1}}).find("neither"), std::string::npos);
}

TEST_F(LiarInDocuments, UnknownKeysTopicsAndClassesAreAnotherVersionsAndNoMistake) {
  const QCborMap topics{{word("weather"), QCborMap{{word("rows"), QCborArray{}}}}};
  const QCborArray event{1, 2, word("weather"), QCborMap{{word("kind"), word("rain")}}};
  QCborMap frame{{word("frame"), 1}, {word("mood"), word("fine")}};
  frame.insert(word("topics"), topics);
  frame.insert(word("events"), QCborArray{event});
  EXPECT_EQ(said_of(frame), "nothing");
}

TEST_F(LiarInDocuments, CellsOfAnyKindAreShownAsTheyAre) {
  const QCborArray cells{word("1/1"), word("on fire"), -7, QCborMap{{word("a"), 1}}, 3.5};
  const QCborArray run{word("run"), 1, word("fast"), word("noon"), word("never"), 3, 4};
  QCborMap topics{{word("run"), QCborMap{{word("rows"), QCborArray{run}}}}};
  for (const char* topic : {"cards", "supervision", "calls", "alarms", "faults", "health",
                            "processes mailbox", "series", "groups", "field"})
    topics.insert(word(topic), QCborMap{{word("rows"), QCborArray{cells}}});
  EXPECT_EQ(said_of({{word("frame"), 1}, {word("topics"), topics}}), "nothing");
  window.grab();
}

TEST_F(LiarInDocuments, CardInASlotThatNoShelfHasIsNotShown) {
  const QCborArray rows{QCborArray{word("2147483647/2147483647"), 1}, QCborArray{word("-1/-1"), 1},
                        QCborArray{word("1/99999999"), 1}, QCborArray{word("one/two"), 1}};
  const QCborMap topics{{word("cards"), QCborMap{{word("rows"), rows}}}};
  EXPECT_EQ(said_of({{word("frame"), 1}, {word("topics"), topics}}), "nothing");
  EXPECT_EQ(window.picture().shelves().cards().size(), 32U) << "Those of the honest frame.";
  window.grab();
}

TEST_F(LiarInDocuments, SupervisorsThatAreEachOthersParentsAreNoTree) {
  const auto row = [](const char* key, const char* parent) {
    return QCborArray{word(key), word(parent), word(key), word("supervisor")};
  };
  const QCborArray rows{row("a", "b"), row("b", "a"), row("c", "c"), row("", "")};
  const QCborMap topics{{word("supervision"), QCborMap{{word("rows"), rows}}}};
  EXPECT_EQ(said_of({{word("frame"), 1}, {word("topics"), topics}}), "nothing");
  window.grab();
}

TEST_F(LiarInDocuments, PictureIsEmptyFromTheHelloOfAnotherRunOn) {
  exchange.send(canned_frame());
  ASSERT_TRUE(eventually([&] { return window.picture().alarms().rowCount() == 3; }));
  exchange.hello->insert(word("run"), word("run-2"));
  exchange.hang_up();
  ASSERT_TRUE(eventually([&] { return window.picture().hello().run == word("run-2"); }));
  EXPECT_EQ(window.picture().alarms().rowCount(), 0);
  EXPECT_EQ(window.picture().stamp().vtime, 0);
}

TEST_F(LiarInDocuments, HelloWithoutAnythingInItLeavesAConsoleThatShowsNothing) {
  exchange.hello = QCborMap{{word("hello"), 1}};
  exchange.hang_up();
  ASSERT_TRUE(eventually([&] { return exchange.clients_seen() == 2; }));
  ASSERT_TRUE(is_up()) << sentence();
  EXPECT_FALSE(window.picture().operating());
  window.grab();
  exchange.hello = canned_hello();
  EXPECT_EQ(said_of(*exchange.hello), "nothing") << "A second hello is that of a run begun anew.";
  EXPECT_TRUE(eventually([&] { return window.picture().operating(); }));
}

}  // namespace
}  // namespace forlopp::console
