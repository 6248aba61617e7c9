// Goal: a recording shows what was heard, wherever one goes in it.
// Method: recordings made by hand, and as an oracle what a console knows that hears all of it.
#include "gui/client/playback.hpp"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/recorded_exchange.hpp"

namespace forlopp::console {
namespace {

using testing::HasSubstr;

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class Playing : public testing::Test {
 protected:
  Playing() {
    QObject::connect(&playback, &Line::answered,
                     [this](qint64, const Reply& answer) { reply = answer; });
    QObject::connect(&playback, &Line::line_changed,
                     [this](const LineState& changed) { line = changed; });
    QObject::connect(&playback, &Playback::played,
                     [this](const PlaybackState& played) { state = played; });
  }
  /// Opens it, and stops it at its first frame.
  void open(const RecordedExchange& recorded) {
    playback.open(Recording::open(recorded.file()));
    ask("pause");
  }
  bool ask(const char* what, const QCborMap& arguments = {}) {
    playback.ask(1, word(what), arguments);
    return reply.done();
  }
  bool go_to(const char* what, qint64 value) { return ask("rewind", {{word(what), value}}); }
  std::map<QString, qint64> cards() { return cards_in(store.take()); }
  static RecordedExchange& counting(RecordedExchange& recorded, int frames) {
    recorded.hello("r1").mark();
    for (int i = 1; i <= frames; ++i) recorded.frame({{{word("1/1"), i}}});
    return recorded;
  }

  Store store;
  Playback playback{store};
  Reply reply{};
  LineState line{};
  PlaybackState state{};
};

TEST_F(Playing, BeginsWithTheFirstFrameAndPlays) {
  RecordedExchange recorded;
  QSignalSpy greetings{&playback, &Line::greeted};
  playback.open(Recording::open(counting(recorded, 3).file()));
  EXPECT_EQ(line.phase, LineState::Phase::up);
  EXPECT_TRUE(line.recorded);
  ASSERT_EQ(greetings.size(), 1);
  EXPECT_EQ(greetings[0][0].value<Hello>().role, word("viewer"));
  EXPECT_EQ(state.frame, 1);
  EXPECT_EQ(state.frames, 3);
  EXPECT_TRUE(state.playing);
  const Update update = store.take();
  EXPECT_TRUE(update.fresh);
  EXPECT_EQ(cards_in(update), (std::map<QString, qint64>{{word("1/1"), 1}}));
}

TEST_F(Playing, GoesOnToItsEndAndStandsThere) {
  RecordedExchange recorded;
  open(counting(recorded, 300));
  ask("run", {{word("pace"), 0.0}});
  ASSERT_TRUE(QTest::qWaitFor([&] { return !state.playing; }, 30'000));
  EXPECT_EQ(state.frame, 300);
  EXPECT_EQ(state.moment, state.length);
  const Update update = store.take();
  EXPECT_EQ(cards_in(update), (std::map<QString, qint64>{{word("1/1"), 300}}));
  EXPECT_EQ(update.happened.size(), 300U);
  EXPECT_FALSE(ask("step"));
}

TEST_F(Playing, StepsAFrameOnAndBack) {
  RecordedExchange recorded;
  open(counting(recorded, 10));
  ASSERT_TRUE(ask("step"));
  ASSERT_TRUE(ask("step"));
  EXPECT_EQ(state.frame, 3);
  EXPECT_EQ(cards().at(word("1/1")), 3);
  ASSERT_TRUE(go_to("back", 1));
  EXPECT_EQ(state.frame, 2);
  EXPECT_FALSE(state.playing);
  EXPECT_EQ(cards().at(word("1/1")), 2);
}

TEST_F(Playing, GoesToATimeToAnEventAndToAMoment) {
  RecordedExchange recorded;
  open(counting(recorded, 50));
  ASSERT_TRUE(go_to("vtime", 1'950'000'000));
  EXPECT_EQ(state.frame, 20);
  EXPECT_EQ(reply.stamp.event, 20);
  ASSERT_TRUE(ask("until", {{word("event"), 33}}));
  EXPECT_EQ(state.frame, 33);
  ASSERT_TRUE(go_to("moment", 2'050'000'000));
  EXPECT_EQ(state.frame, 20);
  ASSERT_TRUE(go_to("vtime", 99'000'000'000));
  EXPECT_EQ(state.frame, 50);
  ASSERT_TRUE(ask("rewind", {{word("fresh"), true}}));
  EXPECT_EQ(state.frame, 1);
}

TEST_F(Playing, TakesTheEventsBeforeAPlaceAlong) {
  RecordedExchange recorded;
  open(counting(recorded, 50));
  go_to("event", 40);
  const Update update = store.take();
  ASSERT_EQ(update.happened.size(), 40U);
  EXPECT_EQ(std::get<Event>(update.happened.back()).number, 40);
}

TEST_F(Playing, HasNothingButWhatWasHeard) {
  RecordedExchange recorded;
  open(counting(recorded, 3));
  for (const char* what : {"inspect", "ladder", "inject", "halt", "dry_run", "finish"}) {
    EXPECT_FALSE(ask(what));
    EXPECT_THAT(reply.text.toStdString(), HasSubstr("recording"));
  }
  EXPECT_FALSE(ask("until", {{word("metric"), word("blocking > 2 %")}}));
  EXPECT_THAT(reply.text.toStdString(), HasSubstr("time or to an event"));
}

TEST_F(Playing, AFileThatIsNoRecordingIsASentenceAndNothingElse) {
  RecordedExchange recorded, wrong;
  QSignalSpy refusals{&playback, &Playback::refused};
  playback.open(Recording::open(wrong.file("%PDF-1.4")));
  ASSERT_EQ(refusals.size(), 1);
  EXPECT_THAT(refusals[0][0].toString().toStdString(), HasSubstr("no recording"));
  EXPECT_FALSE(ask("run"));
  open(counting(recorded, 3));
  playback.open(Recording::open(wrong.file("%PDF-1.4")));
  EXPECT_EQ(line.phase, LineState::Phase::up);
  EXPECT_TRUE(ask("step"));
  EXPECT_EQ(state.frame, 2);
}

TEST_F(Playing, SaysWhereAFileBreaksOff) {
  RecordedExchange recorded;
  counting(recorded, 3);
  playback.open(Recording::open(recorded.file(recorded.bytes().chopped(1))));
  EXPECT_EQ(line.phase, LineState::Phase::up);
  EXPECT_THAT(line.sentence.toStdString(), HasSubstr("breaks off"));
  EXPECT_EQ(state.frames, 2);
}

TEST_F(Playing, StopsAtAMessageThatMakesNoSense) {
  RecordedExchange recorded;
  counting(recorded, 3)
      .item(400'000'000, 0, {{word("frame"), 4}, {word("events"), QCborArray{QCborArray{1}}}});
  open(recorded);
  ask("run", {{word("pace"), 0.0}});
  ASSERT_TRUE(QTest::qWaitFor([&] { return !state.playing; }, 30'000));
  EXPECT_THAT(line.sentence.toStdString(), HasSubstr("cannot be played further"));
  EXPECT_EQ(state.frame, 3);
}

TEST_F(Playing, AnotherRunInItVoidsWhatWasKnown) {
  RecordedExchange recorded;
  counting(recorded, 3).hello("r2").mark().frame({{{word("2/2"), 7}}, {}, true});
  open(recorded);
  QSignalSpy greetings{&playback, &Line::greeted};
  go_to("event", 4);
  EXPECT_EQ(greetings.size(), 1);
  const Update update = store.take();
  EXPECT_TRUE(update.fresh);
  EXPECT_EQ(cards_in(update), (std::map<QString, qint64>{{word("2/2"), 7}}));
  EXPECT_EQ(update.happened.size(), 1U);
  go_to("event", 2);
  EXPECT_EQ(greetings.size(), 2);
  EXPECT_EQ(cards(), (std::map<QString, qint64>{{word("1/1"), 2}}));
}

/// Five hundred frames in which cards come, change and go; every now and then all is told anew, as
/// an exchange does after a mark: in two parts, the first of which says so.
struct RestlessExchange {
  RecordedExchange recorded{};
  std::vector<std::map<QString, qint64>> known{};  ///< After each frame.

  explicit RestlessExchange(unsigned seed) {
    QRandomGenerator random{seed};
    const auto draw = [&](int below) { return random.bounded(below); };
    std::map<QString, qint64> cards;
    recorded.hello("r1").mark();
    for (int frame = 0; frame < 500; ++frame) {
      RecordedExchange::Cards news{.all = frame == 0};
      const auto last = known.empty() ? cards : known.back();
      if (frame > 0 && draw(50) == 0) {
        recorded.mark();
        RecordedExchange::Cards first{.all = true};
        for (const auto& [key, state] : last)
          (draw(2) == 0 ? first.states : news.states)[key] = static_cast<int>(state);
        recorded.frame(first);
        known.emplace_back(first.states.begin(), first.states.end());
      }
      for (int i = draw(4); i > 0; --i) {
        const QString key = QString::number(draw(30));
        if (draw(3) > 0) {
          news.states[key] = frame;
          cards[key] = frame;
        } else if (cards.erase(key) > 0) {
          news.states.erase(key);
          news.gone.append(key);
        }
      }
      recorded.frame(news);
      known.push_back(cards);
    }
  }
};

class Seeking : public Playing, public testing::WithParamInterface<unsigned> {};

TEST_P(Seeking, ShowsWhatWhoHeardAllOfItKnows) {
  RestlessExchange exchange{GetParam()};
  open(exchange.recorded);
  QRandomGenerator random{GetParam()};
  for (int i = 0; i < 40; ++i) {
    const auto event = 1 + random.bounded(static_cast<quint32>(exchange.known.size()));
    ASSERT_TRUE(go_to("event", static_cast<qint64>(event)));
    EXPECT_EQ(cards(), exchange.known[event - 1]) << "at event " << event;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Seeking, testing::Range(1U, 5U));

}  // namespace
}  // namespace forlopp::console
