#include <QAccessible>
#include <QAction>
#include <QCborArray>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include "gui/panels/ladder_accessible.hpp"
#include "gui/panels/ladder_details.hpp"
#include "gui/panels/ladder_panel.hpp"
#include "gui/panels/ladder_view.hpp"
#include "gui/panels/shelf_view.hpp"
#include "gui/panels/table_panel.hpp"
#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

/// A ladder of so many lanes, with a step from each to the next, again and again.
Ladder round_robin(int lanes, int steps) {
  Ladder ladder;
  for (int i = 0; i < lanes; ++i) {
    ladder.lanes.append(QStringLiteral("lane %1").arg(i));
    ladder.pids.append(QString{});
  }
  for (int i = 0; i < steps; ++i)
    ladder.steps.push_back({.vtime = i, .from = i % lanes, .to = (i + 1) % lanes, .id = i + 1});
  return ladder;
}

class LadderTest : public PanelsAtADesk {
 protected:
  static void SetUpTestSuite() { make_ladders_accessible(); }
  LadderTest() {
    panel.resize(1'600, 500);
    panel.show();
    panel.be_seen(true);
  }
  /// Answers the last question of this word; that may lead to another question.
  void answer(const char* what, const Reply& reply) {
    const auto* question = questions.last(word(what));
    ASSERT_NE(question, nullptr) << what;
    const Asker::Then then = question->then;
    then(reply);
  }
  /// As the canned exchange does.
  void answer(const char* what) {
    const QCborMap request{{word("do"), word(what)}};
    answer(what, {.result = canned_answer(request)[QLatin1String{"ok"}].toMap()});
  }
  void show_call() {
    focus.move_to({Entity::Kind::call, word("7")});
    answer("ladder");
  }
  QString type_of_chosen() {
    const int chosen = panel.view().chosen();
    return chosen < 0 ? QString{}
                      : panel.view().ladder().steps[static_cast<std::size_t>(chosen)].type;
  }
  /// In the dialog that is open; nothing: it is only closed.
  void choose(const QString& file) {
    auto* dialog = panel.findChild<QFileDialog*>();
    ASSERT_NE(dialog, nullptr);
    if (!file.isEmpty()) emit dialog->fileSelected(file);
    dialog->close();
    QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
  }
  void run(const char* command) { commands.find(word(command))->trigger(); }
  /// The commands' last word.
  QString said() const { return spy.isEmpty() ? QString{} : spy.last().at(0).toString(); }
  void click(int step) {
    QTest::mouseClick(panel.view().viewport(), Qt::LeftButton, {},
                      panel.view().rectangle(step).center());
  }
  void click_head(int column) {
    QTest::mouseClick(panel.view().viewport(), Qt::LeftButton, {},
                      panel.view().head(column).center());
  }

  QSignalSpy spy{&commands, &Commands::said};
  LadderPanel panel{desk};
};

TEST_F(LadderTest, OfTheCallInTheFocusIsAskedForAtOnce) {
  focus.move_to({Entity::Kind::call, word("7")});
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_EQ(questions.asked[0].what, word("ladder"));
  EXPECT_EQ(questions.asked[0].arguments[QLatin1String{"call"}].toString(), word("7"));
  answer("ladder");
  EXPECT_EQ(panel.view().rows().column_count(), 7);
  EXPECT_TRUE(panel.state().text().contains(word("Traced since 00:14:00.000")))
      << panel.state().text().toStdString();
}

TEST_F(LadderTest, OfACardIsThatOfItsProcess) {
  show_frame();
  focus.move_to({Entity::Kind::card, word("3/7")});
  ASSERT_NE(questions.last(word("ladder")), nullptr);
  EXPECT_EQ(questions.last(word("ladder"))->arguments[QLatin1String{"process"}].toString(),
            word("<0.531.0>"));
}

TEST_F(LadderTest, StaysWhenTheFocusGoesToWhatHasNone) {
  show_call();
  focus.move_to({Entity::Kind::port, word("3/7/1")});
  EXPECT_FALSE(panel.view().rows().rows().empty());
  EXPECT_EQ(questions.asked.size(), 1U);
}

TEST_F(LadderTest, AClickChoosesAStepAndAsksWhatIsInIt) {
  show_call();
  click(4);
  EXPECT_EQ(type_of_chosen(), word("DigitHeard"));
  ASSERT_NE(questions.last(word("message")), nullptr);
  answer("message");
  const auto found = panel.details().findItems(word("digit"), Qt::MatchRecursive);
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0]->text(1), word("7"));
}

TEST_F(LadderTest, TheKeysGoFromStepToStep) {
  show_call();
  QTest::keyClick(&panel.view(), Qt::Key_Down);
  EXPECT_EQ(panel.view().chosen(), 0);
  QTest::keyClick(&panel.view(), Qt::Key_Down);
  EXPECT_EQ(panel.view().chosen(), 1);
  QTest::keyClick(&panel.view(), Qt::Key_End);
  EXPECT_EQ(panel.view().chosen(), static_cast<int>(panel.view().ladder().steps.size()) - 1);
  QTest::keyClick(&panel.view(), Qt::Key_Home);
  EXPECT_EQ(panel.view().chosen(), 0);
  QTest::keyClick(&panel.view(), Qt::Key_Up);
  EXPECT_EQ(panel.view().chosen(), 0);
}

TEST_F(LadderTest, GoesToCauseAndEffect) {
  show_call();
  run("ladder.cause");
  EXPECT_TRUE(said().contains(word("Choose a step")));
  click(2);
  const int chosen = panel.view().chosen();
  run("ladder.cause");
  EXPECT_EQ(panel.view().chosen(), *panel.view().ladder().cause_of(chosen));
  run("ladder.effect");
  EXPECT_EQ(panel.view().chosen(), chosen);
  click(0);
  run("ladder.cause");
  EXPECT_EQ(panel.view().chosen(), 0);
  EXPECT_TRUE(said().contains(word("not in this ladder")));
}

TEST_F(LadderTest, OfBlackBoxesSaysThatItHasNoCauses) {
  focus.move_to({Entity::Kind::call, word("7")});
  answer("ladder",
         {.result = {{word("source"), word("black boxes")},
                     {word("lanes"), QCborArray{word("a"), word("b")}},
                     {word("steps"), QCborArray{QCborArray{1, word("a"), word("b"), word("Old")}}},
                     {word("alive"), true}}});
  EXPECT_TRUE(panel.state().text().contains(word("From black boxes")));
  click(0);
  run("ladder.effect");
  EXPECT_TRUE(said().contains(word("trace it first")));
  EXPECT_EQ(questions.last(word("message")), nullptr);
}

TEST_F(LadderTest, IsTracedAndNoLonger) {
  show_call();
  EXPECT_TRUE(panel.trace().isChecked());
  panel.trace().click();
  ASSERT_NE(questions.last(word("untrace")), nullptr);
  EXPECT_EQ(questions.last(word("untrace"))->arguments[QLatin1String{"call"}].toString(),
            word("7"));
  answer("untrace", {});
  EXPECT_EQ(questions.asked.back().what, word("ladder"));
  run("ladder.trace");
  EXPECT_NE(questions.last(word("trace")), nullptr);
}

TEST_F(LadderTest, IsAskedForAgainWhileTheRunGoesOnButNotTwiceAtOnce) {
  show_call();
  const std::size_t before = questions.asked.size();
  for (int i = 0; i < 5; ++i) show_frame();
  ASSERT_TRUE(QTest::qWaitFor([&] { return questions.asked.size() > before; }, 10'000));
  EXPECT_EQ(questions.asked.size(), before + 1);
  click(3);
  answer("ladder");
  EXPECT_EQ(panel.view().chosen(), 3) << "what was chosen stays so";
}

TEST_F(LadderTest, StaysAsItWasWhenItsCallIsGoneAndSaysSo) {
  show_call();
  show_frame();
  ASSERT_TRUE(QTest::qWaitFor([&] { return questions.asked.size() == 2; }, 10'000));
  answer("ladder", {.code = word("gone"), .text = word("nothing is left")});
  EXPECT_FALSE(panel.view().rows().rows().empty());
  EXPECT_TRUE(panel.state().text().contains(word("its last ladder")));
}

TEST_F(LadderTest, SaysWhyThereIsNone) {
  focus.move_to({Entity::Kind::call, word("7")});
  answer("ladder", {.code = word("gone"), .text = word("nothing is left of call 7")});
  EXPECT_EQ(panel.state().text(), word("nothing is left of call 7"));
}

TEST_F(LadderTest, AnotherRunHasAnotherLadder) {
  show_call();
  QCborMap hello = canned_hello();
  hello[QStringLiteral("run")] = word("run-2");
  picture.greet(std::get<Hello>(read_message(hello.toCborValue().toCbor()).message));
  EXPECT_TRUE(panel.view().rows().rows().empty());
  EXPECT_EQ(questions.asked.back().what, word("ladder"));
}

TEST_F(LadderTest, AClickOnAHeadFoldsItsLaneAndTheMenuTakesItOutAgain) {
  show_call();
  const QString lane = panel.view().ladder().lanes[0];
  click_head(0);
  EXPECT_EQ(panel.view().rows().folded(), QStringList{lane});
  EXPECT_TRUE(panel.view().rows().has_others());
  click_head(panel.view().rows().column_count() - 1);
  auto* menu = panel.view().findChild<QMenu*>(word("folded_lanes"));
  ASSERT_NE(menu, nullptr);
  menu->actions().at(0)->trigger();
  menu->close();
  EXPECT_TRUE(panel.view().rows().folded().isEmpty());
}

TEST_F(LadderTest, TheKeysFoldALaneAsWell) {
  show_call();
  QTest::keyClick(&panel.view(), Qt::Key_Right);
  QTest::keyClick(&panel.view(), Qt::Key_Right);
  QTest::keyClick(&panel.view(), Qt::Key_Minus);
  EXPECT_EQ(panel.view().rows().folded(), QStringList{panel.view().ladder().lanes[1]});
}

TEST_F(LadderTest, EnterOnACallShowsItsLadder) {
  bool shown = false;
  commands.add(word("focus.ladder"), word("Ladder"), {}, Commands::For::everybody,
               [&] { shown = true; });
  const std::unique_ptr<TablePanel> calls{make_call_panel(desk, nullptr)};
  show_frame();
  calls->view().setCurrentIndex(calls->view().model()->index(2, 0));
  QTest::keyClick(&calls->view(), Qt::Key_Return);
  EXPECT_TRUE(shown);
  EXPECT_EQ(focus.entity().kind, Entity::Kind::call);
}

TEST_F(LadderTest, TheShelvesKeepTheirArrowKeys) {
  ShelfView shelves{desk};
  QKeyEvent press{QEvent::ShortcutOverride, Qt::Key_Left, Qt::ControlModifier};
  press.ignore();
  QCoreApplication::sendEvent(&shelves, &press);
  EXPECT_TRUE(press.isAccepted());
}

TEST_F(LadderTest, IsSpokenToThoseWhoDoNotSeeIt) {
  show_call();
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&panel.view());
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->childCount(), static_cast<int>(panel.view().ladder().steps.size()));
  EXPECT_EQ(list->child(1)->text(QAccessible::Name),
            word("00:14:00.001, spawn o_half from calls to o_half 7"));
  EXPECT_EQ(list->indexOfChild(list->child(3)), 3);
  click(1);
  EXPECT_TRUE(list->child(1)->state().selected);
  EXPECT_EQ(list->text(QAccessible::Description), list->child(1)->text(QAccessible::Name));
}

TEST_F(LadderTest, IsExportedAsDrawingPictureAndText) {
  show_call();
  const QTemporaryDir folder;
  const auto export_to = [&](const char* command, const char* name) {
    const QString file = folder.filePath(word(name));
    run(command);
    choose(file);
    EXPECT_TRUE(said().contains(file)) << said().toStdString();
    return file;
  };
  QFile drawing{export_to("ladder.export_svg", "ladder.svg")};
  ASSERT_TRUE(drawing.open(QIODevice::ReadOnly));
  const QByteArray svg = drawing.readAll();
  QXmlStreamReader xml{svg};
  while (!xml.atEnd()) xml.readNext();
  EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
  EXPECT_TRUE(svg.contains("StartRinging"));
  EXPECT_TRUE(svg.contains("Ladder of call 7"));
  const QImage painted{export_to("ladder.export_png", "ladder.png")};
  EXPECT_GE(painted.width(), 700);
  EXPECT_EQ(painted.pixelColor(0, 0), background(Theme::light));
  QFile text{export_to("ladder.export_text", "ladder.txt")};
  ASSERT_TRUE(text.open(QIODevice::ReadOnly));
  const QString lines = QString::fromUtf8(text.readAll());
  EXPECT_TRUE(lines.contains(word("because of #"))) << lines.toStdString();
}

TEST_F(LadderTest, SaysInASentenceWhatCannotBeExported) {
  run("ladder.export_svg");
  EXPECT_EQ(said(), word("There is no ladder to be exported."));
  show_call();
  for (const char* command : {"ladder.export_svg", "ladder.export_png", "ladder.export_text"}) {
    run(command);
    choose(word("/nowhere/at/all.svg"));
    EXPECT_TRUE(said().contains(word("/nowhere/at/all.svg was not written"))) << command;
  }
  spy.clear();
  run("ladder.export_text");
  choose({});
  EXPECT_TRUE(spy.isEmpty()) << "nobody chose a file";
}

TEST_F(LadderTest, TheDialogForAFileIsNotModalAndKnowsTheSuffix) {
  show_call();
  run("ladder.export_svg");
  auto* dialog = panel.findChild<QFileDialog*>();
  ASSERT_NE(dialog, nullptr);
  EXPECT_FALSE(dialog->isModal());
  EXPECT_EQ(dialog->defaultSuffix(), word("svg"));
  run("ladder.export_svg");
  EXPECT_EQ(panel.findChildren<QFileDialog*>().size(), 1);
  choose({});
}

TEST(LadderRows, OfManyLanesTheBusiestAreDrawnAndTheRestIsOne) {
  LadderRows rows;
  Ladder ladder = round_robin(20, 100);
  for (int i = 0; i < 50; ++i) ladder.steps.push_back({.vtime = 100 + i, .from = 19, .to = 17});
  rows.show(ladder);
  EXPECT_EQ(rows.columns().size(), std::size_t{LadderRows::lanes_max});
  EXPECT_EQ(rows.column_count(), LadderRows::lanes_max + 1);
  EXPECT_EQ(rows.folded().size(), 8);
  EXPECT_FALSE(rows.folded().contains(word("lane 17")));
  rows.unfold(rows.folded().last());
  EXPECT_EQ(rows.columns().size(), std::size_t{LadderRows::lanes_max});
}

TEST(LadderRows, TimeInWhichNothingHappensIsOneRow) {
  LadderRows rows;
  Ladder ladder = round_robin(2, 2);
  ladder.steps[1].vtime = 30'000'000'000;
  rows.show(ladder);
  ASSERT_EQ(rows.rows().size(), 3U);
  EXPECT_EQ(rows.rows()[1].kind, LadderRow::Kind::gap);
  EXPECT_EQ(rows.rows()[1].amount, 30'000'000'000);
  EXPECT_EQ(rows.row_of(1), std::optional{2});
}

TEST(LadderRows, BeyondFiveThousandStepsThoseThatAreAlikeAreCounted) {
  LadderRows rows;
  Ladder ladder = round_robin(3, 4'800);
  for (int i = 0; i < 313; ++i)
    ladder.steps.push_back({.vtime = 5'000 + i, .from = 0, .to = 2, .type = word("Tick")});
  rows.show(ladder);
  ASSERT_EQ(rows.rows().size(), 4'802U);
  EXPECT_EQ(rows.rows().back().kind, LadderRow::Kind::like);
  EXPECT_EQ(rows.rows().back().amount, 312);
}

TEST(LadderRows, WhatWasForgottenIsSaidFirst) {
  LadderRows rows;
  Ladder ladder = round_robin(3, 3);
  ladder.missing = 17;
  rows.show(ladder);
  EXPECT_EQ(rows.rows().front().kind, LadderRow::Kind::missing);
  EXPECT_EQ(rows.rows().front().amount, 17);
}

TEST(LadderRows, AStepBetweenFoldedLanesIsNotDrawn) {
  LadderRows rows;
  rows.show(round_robin(3, 3));
  rows.fold(word("lane 0"));
  rows.fold(word("lane 1"));
  EXPECT_FALSE(rows.row_of(0).has_value());
  EXPECT_TRUE(rows.row_of(1).has_value());
  EXPECT_EQ(rows.rows().size(), 2U);
}

}  // namespace
}  // namespace forlopp::console
