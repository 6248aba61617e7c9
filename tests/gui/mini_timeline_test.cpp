#include "gui/panels/mini_timeline.hpp"

#include <QMenu>
#include <QTest>

#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 now = 842'317'000'000;

class RunInOneLine : public PanelsAtADesk {
 protected:
  RunInOneLine() {
    line.resize(912, 18);
    show_frame();
    line.show();
  }
  QAction* offered() {
    auto* menu = line.findChild<QMenu*>(word("run_until_here"));
    return menu == nullptr ? nullptr : menu->actions().value(0);
  }

  MiniTimeline line{desk};
};

TEST_F(RunInOneLine, ShowsTheWholeRun) {
  EXPECT_EQ(line.x_of(0), 6);
  EXPECT_EQ(line.x_of(900 * second), 906);
  EXPECT_EQ(line.vtime_at(456), 450 * second);
  EXPECT_EQ(line.vtime_at(-20), 0);
}

TEST_F(RunInOneLine, HoveringTellsWhatWasAndWhatIsPlanned) {
  EXPECT_EQ(line.text_at(line.x_of(100 * second)), word("00:01:40.000"));
  const QString lately = line.text_at(line.x_of(840 * second));
  EXPECT_TRUE(lately.contains(word("▼"))) << lately.toStdString();
  EXPECT_TRUE(lately.contains(word("↻"))) << lately.toStdString();
  EXPECT_TRUE(lately.contains(word("⇑"))) << lately.toStdString();
  EXPECT_TRUE(lately.contains(word("▲"))) << lately.toStdString();
  const QString soon = line.text_at(line.x_of(now + 30 * second));
  EXPECT_TRUE(soon.contains(word("to come")));
  EXPECT_TRUE(soon.contains(word("planned: pull · card 1/1"))) << soon.toStdString();
}

TEST_F(RunInOneLine, AClickOnThePastMovesTheFocusThere) {
  focus.move_to({Entity::Kind::card, word("0/0")});
  QTest::mouseClick(&line, Qt::LeftButton, {}, {line.x_of(300 * second), 9});
  EXPECT_EQ(focus.point(), (Focus::Point{{Entity::Kind::card, word("0/0")}, 300 * second}));
  EXPECT_TRUE(questions.asked.empty());
  QTest::mouseClick(&line, Qt::LeftButton, {}, {line.x_of(840 * second), 9});
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::card, word("3/7")}));
}

TEST_F(RunInOneLine, AClickOnWhatIsToComeOffersToRunUntilThere) {
  QTest::mouseClick(&line, Qt::LeftButton, {}, {line.x_of(890 * second), 9});
  ASSERT_NE(offered(), nullptr);
  EXPECT_EQ(focus.point().vtime, -1);
  offered()->trigger();
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_EQ(questions.asked[0].what, word("until"));
  EXPECT_EQ(questions.asked[0].arguments[QLatin1String{"vtime"}].toInteger(), 890 * second);
}

TEST_F(RunInOneLine, AViewerMayNotRunUntilThere) {
  Hello hello = picture.hello();
  hello.role = word("viewer");
  picture.greet(hello);
  QTest::mouseClick(&line, Qt::LeftButton, {}, {line.x_of(890 * second), 9});
  ASSERT_NE(offered(), nullptr);
  EXPECT_FALSE(offered()->isEnabled());
}

TEST_F(RunInOneLine, TheKeysGoFromMarkToMark) {
  QTest::keyClick(&line, Qt::Key_Right);
  EXPECT_TRUE(line.accessibleDescription().contains(word("planned: pull")))
      << line.accessibleDescription().toStdString();
  QTest::keyClick(&line, Qt::Key_Return);
  ASSERT_NE(offered(), nullptr);
  offered()->trigger();
  EXPECT_EQ(questions.asked.at(0).arguments[QLatin1String{"vtime"}].toInteger(), now + 30 * second);
  QTest::keyClick(&line, Qt::Key_Left);
  QTest::keyClick(&line, Qt::Key_Return);
  EXPECT_GT(focus.point().vtime, 0);
}

TEST_F(RunInOneLine, IsSaidInWords) {
  EXPECT_TRUE(QTest::qWaitFor([&] {
    return line.accessibleDescription().startsWith(word("00:14:02.317 of 00:15:00.000"));
  }));
}

TEST_F(RunInOneLine, AStormOfFaultsIsPaintedAsAFew) {
  std::vector<EventModel::Line> storm;
  for (qint64 i = 0; i < 6'000; ++i)
    storm.emplace_back(Event{.number = i + 1,
                             .vtime = 100 * second + i * second / 10,
                             .event_class = word("fault"),
                             .fields = {{word("kind"), word("strikes")},
                                        {word("fault"), word("storm")},
                                        {word("target"), word("any card")}}});
  picture.apply({.happened = storm, .stamp = {.vtime = now}});
  const QString told = line.text_at(line.x_of(400 * second));
  EXPECT_LT(told.count(QLatin1Char{'\n'}), 4) << told.toStdString();
  EXPECT_TRUE(told.contains(word("storm · any card and "))) << told.toStdString();
  EXPECT_FALSE(line.grab().isNull());
}

}  // namespace
}  // namespace forlopp::console
