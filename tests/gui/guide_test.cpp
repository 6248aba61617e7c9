#include "gui/guide.hpp"

#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include "gui/main_window.hpp"
#include "gui/panels/catalogue.hpp"
#include "gui/panels/guide_panel.hpp"
#include "gui/spotlight.hpp"
#include "tests/gui/fake_exchange.hpp"
#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

Event event_of(const char* event_class, const QCborMap& fields) {
  return {.event_class = word(event_class), .fields = fields};
}

Event alarm(const char* kind, const char* object) {
  return event_of("alarm", {{word("kind"), word(kind)}, {word("object"), word(object)}});
}

Event restarted(const char* child) {
  return event_of("supervision", {{word("kind"), word("restarted")}, {word("child"), word(child)}});
}

int number_of(const char* id) {
  const auto steps = guide_steps();
  const auto found =
      std::ranges::find_if(steps, [&](const GuideStep& step) { return word(step.id) == word(id); });
  return static_cast<int>(found - steps.begin());
}

class Guided : public PanelsAtADesk {
 protected:
  Guided() { QSettings{}.clear(); }
  ~Guided() override { QSettings{}.clear(); }

  template <class Widget>
  Widget* find(const char* name) {
    return panel.findChild<Widget*>(word(name));
  }
  void go_to(const char* id) {
    guide.start_over();
    while (guide.number() < number_of(id)) guide.next();
  }
  QString text(const char* label) { return find<QLabel>(label)->text(); }

  GuidePanel panel{desk};
  Guide& guide{panel.guide()};
};

TEST(GuideSteps, HaveWordsAPanelThatExistsAndOneRightChoice) {
  EXPECT_GE(guide_steps().size(), 6U);
  EXPECT_LE(guide_steps().size(), 7U);
  QSet<QString> ids;
  for (const GuideStep& step : guide_steps()) {
    ids.insert(word(step.id));
    EXPECT_TRUE(std::ranges::any_of(panel_kinds(), [&](const PanelKind& kind) {
      return kind.id == word(step.spotlight);
    })) << step.id;
    int choices = 0, right = 0;
    for (const GuideChoice& choice : step.choices) {
      choices += choice.text != nullptr;
      right += choice.right;
      EXPECT_EQ(choice.text == nullptr, choice.reply == nullptr) << step.id;
    }
    EXPECT_EQ(right, choices > 0 ? 1 : 0) << step.id;
    EXPECT_EQ(step.done.event_class == nullptr, step.happened == nullptr) << step.id;
  }
  EXPECT_EQ(ids.size(), static_cast<qsizetype>(guide_steps().size()));
}

TEST_F(Guided, IsOfferedAndNotForced) {
  EXPECT_EQ(guide.stage(), Guide::Stage::offered);
  EXPECT_TRUE(Guide::is_news());
  EXPECT_EQ(find<QPushButton>("guide_next")->text(), word("Start"));
  find<QPushButton>("guide_next")->click();
  EXPECT_EQ(guide.stage(), Guide::Stage::running);
  EXPECT_FALSE(Guide::is_news());
  EXPECT_TRUE(text("guide_title").startsWith(word("1 of 7")));
}

TEST_F(Guided, AsksForAGuessBeforeTheCardIsPulled) {
  go_to("pull");
  EXPECT_FALSE(find<QPushButton>("guide_act")->isEnabled());
  EXPECT_EQ(find<QPushButton>("guide_act")->toolTip(), word("Choose first"));
  find<QRadioButton>("choice_0")->click();
  EXPECT_TRUE(text("guide_reply").contains(word("it does not happen")));
  find<QRadioButton>("choice_1")->click();
  EXPECT_TRUE(text("guide_reply").contains(word("That is it")));
  QTest::mouseClick(find<QPushButton>("guide_act"), Qt::LeftButton);
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_EQ(questions.asked[0].what, word("inject"));
  EXPECT_EQ(questions.asked[0].arguments[word("target")].toString(), word("card 1/2"));
}

TEST_F(Guided, GoesOnByItselfWhenTheExchangeHasNoticed) {
  go_to("pull");
  happen({alarm("raised", "line 1/2/3"), restarted("card 1/2")});
  EXPECT_EQ(guide.number(), number_of("pull"));
  happen({alarm("raised", "card 1/2")});
  EXPECT_EQ(guide.number(), number_of("watch"));
  EXPECT_TRUE(text("guide_happened").contains(word("An alarm was raised")));
  happen({alarm("cleared", "card 1/2")});
  EXPECT_EQ(guide.number(), number_of("kill"));
}

TEST_F(Guided, SeesRestartsEscalationAndTakingBack) {
  go_to("kill");
  happen({restarted("card 1/1")});
  EXPECT_EQ(guide.number(), number_of("escalate"));
  happen({restarted("card 1/1")});
  EXPECT_EQ(guide.number(), number_of("escalate"));
  happen({restarted("shelf 1")});
  EXPECT_EQ(guide.number(), number_of("take_back"));
  happen({event_of("fault", {{word("kind"), word("taken_back")}})});
  EXPECT_EQ(guide.stage(), Guide::Stage::finished);
  EXPECT_TRUE(text("guide_text").contains(word("Where to go on")));
}

TEST_F(Guided, WhatHasBeenBeforeTheStepIsNoAnswerToIt) {
  go_to("kill");
  Hello hello = picture.hello();
  hello.run = word("run-2");
  picture.greet(hello);
  const auto come = [&](qint64 number, qint64 now) {
    Event event = restarted("card 1/1");
    event.number = number;
    picture.apply({.views = {{word("run"), {.rows = {{word("run"), {word("running")}}}}}},
                   .happened = {event},
                   .stamp = {.vtime = 1, .event = now}});
  };
  come(40, 100);
  come(90, 101);
  EXPECT_EQ(guide.number(), number_of("kill"));
  picture.greet(hello);
  come(102, 103);
  EXPECT_EQ(guide.number(), number_of("escalate"));
}

TEST_F(Guided, CanBeLeftAndResumedAlsoTheNextTime) {
  go_to("kill");
  find<QPushButton>("guide_leave")->click();
  EXPECT_EQ(guide.stage(), Guide::Stage::offered);
  happen({restarted("card 1/1")});
  EXPECT_EQ(find<QPushButton>("guide_next")->text(), word("Go on"));
  GuidePanel later{desk};
  later.guide().start();
  EXPECT_EQ(later.guide().number(), number_of("kill"));
}

TEST_F(Guided, GoesBackAndOverSteps) {
  go_to("shelves");
  find<QPushButton>("guide_back")->click();
  EXPECT_EQ(guide.number(), 0);
  EXPECT_FALSE(find<QPushButton>("guide_back")->isEnabled());
  go_to("pull");
  EXPECT_EQ(find<QPushButton>("guide_next")->text(), word("Skip"));
  QTest::keyClick(find<QPushButton>("guide_next"), Qt::Key_Space);
  EXPECT_EQ(guide.number(), number_of("watch"));
}

TEST_F(Guided, ShowsTheRowInTheTreeThatIsToBeWatched) {
  ViewChange rows{.all = true};
  rows.rows.emplace(word("top"), Cells{QString{}, word("shelf 1"), word("supervisor")});
  rows.rows.emplace(word("top/card"), Cells{word("top"), word("card 1/1"), word("worker")});
  picture.supervision().apply(rows, Columns{word("supervision")});
  panel.show();
  go_to("kill");
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::supervised, word("top/card")}));
  focus.move_to({Entity::Kind::card, word("1/2")});
  emit picture.line_changed();
  EXPECT_EQ(focus.entity().kind, Entity::Kind::card);
}

TEST_F(Guided, ViewersMayLookButNotBreak) {
  Hello hello = picture.hello();
  hello.role = word("viewer");
  picture.greet(hello);
  go_to("kill");
  EXPECT_FALSE(find<QPushButton>("guide_act")->isEnabled());
}

class GuidedWindow : public testing::Test {
 protected:
  GuidedWindow() {
    QSettings{}.clear();
    exchange.answer = canned_answer;
  }
  ~GuidedWindow() override { QSettings{}.clear(); }
  void greet(MainWindow& window, const char* scenario) {
    exchange.hello->insert(word("scenario"), word(scenario));
    window.show();
    window.open(exchange.address());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window.picture().stale(); }, 10'000));
  }

  FakeExchange exchange;
};

TEST_F(GuidedWindow, StartsByItselfOnItsOwnScenarioOnce) {
  MainWindow window;
  greet(window, "guided");
  EXPECT_TRUE(window.findChild<QDockWidget*>(word("guide"))->isVisible());
  EXPECT_EQ(window.findChild<GuidePanel*>()->guide().stage(), Guide::Stage::running);
  EXPECT_FALSE(Guide::is_news());
}

TEST_F(GuidedWindow, IsOnlyOfferedOnOthers) {
  MainWindow window;
  greet(window, "busy_hour");
  auto* dock = window.findChild<QDockWidget*>(word("guide"));
  EXPECT_TRUE(dock->isVisible());
  EXPECT_EQ(window.findChild<GuidePanel*>()->guide().stage(), Guide::Stage::offered);
  window.findChild<QPushButton*>(word("guide_leave"))->click();
  EXPECT_FALSE(dock->isVisible());
  EXPECT_FALSE(Guide::is_news());
}

TEST_F(GuidedWindow, FramesThePanelOfTheStepAndIsInNobodysWay) {
  MainWindow window;
  greet(window, "guided");
  auto* spotlight = window.findChild<Spotlight*>();
  ASSERT_NE(spotlight, nullptr);
  EXPECT_EQ(spotlight->target()->objectName(), word("supervision"));
  EXPECT_EQ(spotlight->geometry().size(), spotlight->target()->size());
  window.commands().find(word("guide.next"))->trigger();
  EXPECT_EQ(spotlight->target()->objectName(), word("shelves"));
  EXPECT_TRUE(spotlight->testAttribute(Qt::WA_TransparentForMouseEvents));
  QTest::mouseClick(window.findChild<QToolButton*>(word("halt")), Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return exchange.asked(word("halt")).size() == 1; }, 10'000));
  window.findChild<QPushButton*>(word("guide_leave"))->click();
  EXPECT_FALSE(spotlight->isVisible());
}

}  // namespace
}  // namespace forlopp::console
