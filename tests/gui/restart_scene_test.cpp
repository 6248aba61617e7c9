#include "gui/models/restart_scene.hpp"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include "tests/gui/restart_events.hpp"

namespace forlopp::console {
namespace {

using Look = RestartMark::Look;
constexpr qint64 second = 1'000'000'000;

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class Scene : public testing::Test {
 protected:
  void note(const Event& event) { scene.note({event}, event.vtime); }
  Look look(const char* key) const { return scene.mark(word(key)).look; }
  void after(qint64 milliseconds) {
    now += milliseconds;
    scene.pass();
  }
  void dies(const char* child, const char* pid = "1") {
    note(reports.terminated({.child = word(child), .pid = word(pid)}));
  }
  void returns(const char* child) {
    note(reports.restarted({.child = word(child), .pid = word("2"), .old_pid = word("1")}));
  }
  void storm(int events) {
    std::vector<std::variant<Event, Lost>> all;
    for (int i = 0; i < events; ++i)
      all.emplace_back(reports.terminated({.child = word("a"), .pid = QString::number(i)}));
    scene.note(all, 0);
  }

  qint64 now = 100'000;
  Reports reports;
  RestartScene scene{[this] { return now; }};
};

TEST_F(Scene, ADeathIsSeenBeforeTheRestartThatFollowsAtOnce) {
  dies("a");
  returns("a");
  EXPECT_EQ(look("sup/a"), Look::crashed);
  after(599);
  EXPECT_EQ(look("sup/a"), Look::crashed);
  after(1);
  EXPECT_EQ(look("sup/a"), Look::restarting);
  EXPECT_EQ(scene.mark(word("sup/a")).text, word("1 → 2"));
  after(600);
  EXPECT_EQ(look("sup/a"), Look::recovered);
  after(5'000);
  EXPECT_EQ(look("sup/a"), Look::none);
}

TEST_F(Scene, WhatTheStrategyTookAlongStandsInABracketUntilItReturns) {
  note(reports.terminated(
      {.child = word("a"), .pid = word("1"), .stopped = {word("b"), word("c")}}));
  EXPECT_EQ(scene.mark(word("sup/a")),
            (RestartMark{Look::crashed, word("one_for_all: 2 stopped")}));
  EXPECT_EQ(look("sup/b"), Look::stopped);
  after(2'000);
  EXPECT_EQ(look("sup/c"), Look::stopped);
  for (const char* child : {"a", "b", "c"}) returns(child);
  EXPECT_EQ(look("sup/b"), Look::restarting);
  EXPECT_EQ(look("sup/c"), Look::restarting);
}

TEST_F(Scene, AnEscalationClimbsOneLevelAtATime) {
  note(reports.terminated({.child = word("a"), .supervisor = word("t/s"), .pid = word("1")}));
  note(reports.gave_up({.child = word("a"),
                        .supervisor = word("t/s"),
                        .pid = word("1"),
                        .escalates_to = word("t")}));
  note(reports.terminated({.child = word("s"), .supervisor = word("t"), .pid = word("9")}));
  note(reports.restarted({.child = word("s"), .supervisor = word("t"), .pid = word("10")}));
  EXPECT_EQ(look("t/s/a"), Look::crashed);
  EXPECT_EQ(look("t/s"), Look::none);
  after(600);
  EXPECT_EQ(look("t/s/a"), Look::none);
  EXPECT_EQ(look("t/s"), Look::escalated);
  after(300);
  EXPECT_EQ(look("t/s"), Look::restarting);
}

TEST_F(Scene, NoMoreThanThreeArePlayedAndTheOthersAreCounted) {
  for (const char* child : {"a", "b", "c", "d", "e"}) dies(child, child);
  for (const char* child : {"a", "b", "c", "d", "e"}) returns(child);
  EXPECT_EQ(look("sup/c"), Look::crashed);
  EXPECT_EQ(look("sup/d"), Look::none);
  after(700);
  EXPECT_EQ(look("sup/d"), Look::none);
  EXPECT_EQ(scene.restarts(word("sup/e")), 1);
  EXPECT_EQ(scene.restarts_below(word("sup")), 5);
  after(1'000);
  dies("d", "f");
  EXPECT_EQ(look("sup/d"), Look::crashed);
}

TEST_F(Scene, RestartsAreCountedUntilSomebodyAcknowledgesThem) {
  for (int i = 0; i < 7; ++i) {
    dies("card 1/2");
    returns("card 1/2");
  }
  EXPECT_EQ(scene.restarts(word("sup/card 1/2")), 7);
  after(60'000);
  EXPECT_EQ(scene.restarts(word("sup/card 1/2")), 7);
  QSignalSpy changed{&scene, &RestartScene::marks_changed};
  scene.acknowledge(word("sup"));
  EXPECT_EQ(scene.restarts(word("sup/card 1/2")), 0);
  EXPECT_EQ(scene.restarts_below(word("sup")), 0);
  ASSERT_EQ(changed.size(), 1);
  EXPECT_TRUE(changed[0][0].toStringList().contains(word("sup/card 1/2")));
}

TEST_F(Scene, EachNotchOfTheBudgetDrainsAsTheWindowSlides) {
  dies("a");
  returns("a");
  reports.vtime = 4 * second;
  dies("a");
  note(reports.restarted({.child = word("a"), .used = 2}));
  EXPECT_EQ(scene.notches(word("sup")), (std::vector<double>{0.6, 1.0}));
  scene.note({}, 9 * second);
  EXPECT_NEAR(scene.notches(word("sup"))[1], 0.5, 1e-9);
  scene.note({}, 11 * second);
  EXPECT_EQ(scene.notches(word("sup")).size(), 1U);
}

TEST_F(Scene, SaysWhichBudgetsAreSeenToDrain) {
  dies("a");
  returns("a");
  scene.note({}, 1);
  QSignalSpy changed{&scene, &RestartScene::marks_changed};
  scene.note({}, 2);
  EXPECT_EQ(changed.size(), 0);
  scene.note({}, 3 * second);
  ASSERT_EQ(changed.size(), 1);
  EXPECT_EQ(changed[0][0].toStringList(), QStringList{word("sup")});
}

TEST_F(Scene, WithReducedMotionOnlyCountersChange) {
  scene.set_still(true);
  dies("a");
  returns("a");
  EXPECT_EQ(look("sup/a"), Look::none);
  EXPECT_EQ(scene.restarts(word("sup/a")), 1);
}

TEST_F(Scene, AStormStopsAllThatMovesUntilThreeCalmSeconds) {
  dies("z");
  QSignalSpy changes{&scene, &RestartScene::storm_changed};
  storm(250);
  EXPECT_TRUE(scene.storm().is_on());
  EXPECT_EQ(look("sup/z"), Look::none);
  after(1'000);
  EXPECT_EQ(scene.storm().rate(), 0);
  after(1'500);
  storm(60);
  after(2'000);
  EXPECT_TRUE(scene.storm().is_on());
  after(2'000);
  EXPECT_FALSE(scene.storm().is_on());
  EXPECT_EQ(changes.size(), 2);
  dies("y");
  EXPECT_EQ(look("sup/y"), Look::crashed);
}

TEST_F(Scene, TwoHundredASecondAreNoStorm) {
  for (int i = 0; i < 10; ++i) {
    storm(20);
    after(100);
  }
  EXPECT_FALSE(scene.storm().is_on());
  storm(21);
  EXPECT_TRUE(scene.storm().is_on());
}

TEST_F(Scene, ChildrenThatStartAsTheyShouldAreNoStorm) {
  std::vector<std::variant<Event, Lost>> all;
  for (int i = 0; i < 1'000; ++i)
    all.emplace_back(Event{.number = i + 1,
                           .event_class = word("supervision"),
                           .fields = {{word("kind"), word("started")}}});
  scene.note(all, 0);
  EXPECT_FALSE(scene.storm().is_on());
}

TEST_F(Scene, TheHeadlineIsTheLastRecoveryOfWeightUntilItIsAcknowledged) {
  dies("a");
  returns("a");
  EXPECT_EQ(scene.headline(), nullptr);
  note(reports.terminated({.child = word("shelf 1"), .pid = word("5"), .level = 3}));
  ASSERT_NE(scene.headline(), nullptr);
  EXPECT_EQ(scene.headline()->child, word("shelf 1"));
  scene.acknowledge({});
  EXPECT_EQ(scene.headline(), nullptr);
}

TEST_F(Scene, AnotherRunForgetsEverything) {
  dies("a");
  returns("a");
  scene.clear();
  EXPECT_EQ(look("sup/a"), Look::none);
  EXPECT_EQ(scene.restarts(word("sup/a")), 0);
  EXPECT_EQ(scene.stories().rowCount(), 0);
}

/// Whatever happens: what is shown of a row stays at least a quarter of a second, and never more
/// than three failures move.
TEST(RestartMarks, AreSeenLongEnoughAndNeverTooMany) {
  for (quint32 seed = 1; seed <= 10; ++seed) {
    quint32 chance = seed;
    const auto below = [&chance](quint32 most) {
      chance = chance * 1'664'525U + 1'013'904'223U;
      return (chance >> 8U) % most;
    };
    RestartMarks marks;
    Reports reports;
    std::map<QString, std::pair<RestartMark, qint64>> since;
    for (qint64 now = 0; now < 60'000; now += 20) {
      const QString child = QString::number(below(6)), pid = QString::number(now);
      if (below(20) == 0)
        marks.note(
            reports.terminated({.child = child,
                                .pid = pid,
                                .stopped = below(2) == 0 ? QStringList{} : QStringList{word("x")}}),
            now);
      if (below(20) == 0) marks.note(reports.restarted({.child = child, .pid = pid}), now);
      if (below(30) == 0) marks.note(reports.restarted({.child = word("x")}), now);
      if (below(200) == 0)
        marks.note(reports.gave_up({.child = child, .escalates_to = word("t")}), now);
      marks.changed(now);
      std::size_t crashed = 0;
      for (int i = 0; i < 6; ++i) {
        const QString key = QStringLiteral("sup/%1").arg(i);
        const RestartMark mark = marks.mark(key, now);
        crashed += mark.look == Look::crashed ? 1 : 0;
        auto& [before, when] = since[key];
        if (before.look == mark.look) continue;
        if (before.look == Look::crashed || before.look == Look::restarting) {
          ASSERT_GE(now - when, 250) << seed << ' ' << now;
        }
        before = mark;
        when = now;
      }
      ASSERT_LE(crashed, RestartMarks::played_max) << seed << ' ' << now;
    }
  }
}

}  // namespace
}  // namespace forlopp::console
