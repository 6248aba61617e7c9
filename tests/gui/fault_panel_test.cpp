#include "gui/panels/fault_panel.hpp"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

#include "gui/panels/fault_menu.hpp"
#include "gui/panels/fault_timeline.hpp"
#include "gui/panels/shelf_view.hpp"
#include "gui/panels/table_panel.hpp"
#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

class Faults : public PanelsAtADesk {
 protected:
  Faults() { show_frame(); }

  template <class Widget>
  Widget* find(const char* name) {
    return panel.findChild<Widget*>(word(name));
  }
  QLineEdit* edit(const char* name) { return find<QLineEdit>(name); }
  int asked(const char* what) const {
    int count = 0;
    for (const auto& question : questions.asked) count += question.what == word(what);
    return count;
  }
  void refuse_last(const char* why) {
    questions.asked.back().then(Reply{.code = word("argument"), .text = word(why)});
  }
  QString forecast() { return find<QLabel>("forecast")->text(); }

  FaultPanel panel{desk};
};

TEST_F(Faults, TheFormIsMadeOfTheCatalogue) {
  auto* kinds = find<QComboBox>("kind");
  ASSERT_EQ(kinds->count(), 6);
  EXPECT_NE(edit("parameter_reinserted_after"), nullptr);
  kinds->setCurrentText(word("message_loss"));
  EXPECT_EQ(edit("parameter_reinserted_after"), nullptr);
  edit("target")->setText(word("all  links"));
  edit("parameter_probability")->setText(word("10 %"));
  edit("lasting")->setText(word("5 s"));
  EXPECT_EQ(panel.request(), (QCborMap{{word("fault"), word("message_loss")},
                                       {word("target"), word("all links")},
                                       {word("probability"), word("10 %")},
                                       {word("lasting"), word("5 s")}}));
}

TEST_F(Faults, StrikeNowOrLaterAndAgain) {
  edit("target")->setText(word("card 3/7"));
  EXPECT_FALSE(panel.request().contains(word("in")));
  EXPECT_EQ(find<QPushButton>("inject")->text(), word("Inject"));
  find<QComboBox>("when")->setCurrentText(word("in"));
  edit("moment")->setText(word("10 s"));
  edit("every")->setText(word("5 s"));
  edit("times")->setText(word("3"));
  EXPECT_EQ(panel.request()[word("in")].toString(), word("10 s"));
  EXPECT_EQ(panel.request()[word("every")].toString(), word("5 s"));
  EXPECT_EQ(panel.request()[word("times")].toString(), word("3"));
  EXPECT_EQ(find<QPushButton>("inject")->text(), word("Add to timeline"));
}

TEST_F(Faults, StayWithTheirTargetWhenTheFocusMovesOn) {
  focus.move_to({Entity::Kind::port, word("3/7/2")});
  panel.aim_at_focus();
  focus.move_to({Entity::Kind::card, word("0/0")});
  EXPECT_EQ(panel.request()[word("target")].toString(), word("card 3/7"));
}

TEST_F(Faults, KindsThatDoNotFitAreGreyAndSayWhy) {
  edit("target")->setText(word("line 1/2/3"));
  auto* items = qobject_cast<QStandardItemModel*>(find<QComboBox>("kind")->model());
  EXPECT_FALSE(items->item(0)->isEnabled());
  EXPECT_EQ(items->item(0)->toolTip(), word("card_pulled strikes a card; this is a line"));
  EXPECT_TRUE(items->item(2)->isEnabled());
}

TEST_F(Faults, AreForecastByThemselvesAtMostTwiceASecond) {
  for (const char* target : {"c", "ca", "car", "card 3/7"}) edit("target")->setText(word(target));
  EXPECT_EQ(asked("dry_run"), 0);
  ASSERT_TRUE(QTest::qWaitFor([&] { return asked("dry_run") == 1; }));
  EXPECT_EQ(questions.asked.back().arguments[word("target")].toString(), word("card 3/7"));
}

TEST_F(Faults, AForecastTellsCallsAndBudgetsAndWhoIsNext) {
  edit("target")->setText(word("card 3/7"));
  find<QPushButton>("dry_run")->click();
  answer_last(canned_answer({{word("do"), word("dry_run")}})[word("ok")].toMap());
  const QString text = forecast();
  EXPECT_TRUE(text.contains(word("hits 1: card 3/7"))) << text.toStdString();
  EXPECT_TRUE(text.contains(word("calls on it: 7 stable, 2 transient"))) << text.toStdString();
  EXPECT_TRUE(text.contains(
      word("shelf_3: 2 → 3 of 3 restarts in 5 s; the next one escalates to shelf_sup")))
      << text.toStdString();
  EXPECT_TRUE(text.contains(word("shelf_sup: 0 of 5 restarts"))) << text.toStdString();
}

TEST_F(Faults, ABudgetThatIsOverdrawnEscalates) {
  edit("target")->setText(word("process of card 3/7"));
  find<QPushButton>("dry_run")->click();
  answer_last({{word("count"), 1},
               {word("hits"), QCborArray{word("card 3/7")}},
               {word("supervisors"), QCborArray{QCborMap{{word("label"), word("shelf_3")},
                                                         {word("restarts"), 3},
                                                         {word("after"), 4},
                                                         {word("budget"), 3},
                                                         {word("escalates_to"), word("top")}}}}});
  EXPECT_TRUE(forecast().contains(word("it gives up: escalates to top")))
      << forecast().toStdString();
}

TEST_F(Faults, AnAnswerToAnOlderQuestionIsNotShown) {
  edit("target")->setText(word("card 3/7"));
  find<QPushButton>("dry_run")->click();
  find<QPushButton>("dry_run")->click();
  questions.asked[0].then(Reply{.result = {{word("count"), 99}}});
  EXPECT_FALSE(forecast().contains(word("99"))) << forecast().toStdString();
}

TEST_F(Faults, AMistakeIsMarkedAtItsField) {
  edit("target")->setText(word("card 9/9"));
  find<QPushButton>("dry_run")->click();
  refuse_last("target: there is no card 9/9 in this exchange");
  EXPECT_TRUE(edit("target")->property("wrong").toBool());
  EXPECT_FALSE(edit("expect")->property("wrong").toBool());
  EXPECT_TRUE(forecast().contains(word("there is no card 9/9")));
  find<QPushButton>("dry_run")->click();
  refuse_last("expect: unknown measurement 'calls_lots'");
  EXPECT_FALSE(edit("target")->property("wrong").toBool());
  EXPECT_TRUE(edit("expect")->property("wrong").toBool());
  find<QPushButton>("dry_run")->click();
  answer_last({});
  EXPECT_FALSE(edit("expect")->property("wrong").toBool());
}

TEST_F(Faults, WhatOneExpectsOftenIsAClick) {
  QTest::mouseClick(find<QCheckBox>("back_soon"), Qt::LeftButton, {}, {8, 8});
  QTest::mouseClick(find<QCheckBox>("no_stable_call_lost"), Qt::LeftButton, {}, {8, 8});
  EXPECT_EQ(panel.request()[word("expect")].toString(),
            word("recovered within 30s; calls_lost_stable == 0"));
  edit("expect")->setText(word("calls_lost_stable == 0"));
  EXPECT_FALSE(find<QCheckBox>("back_soon")->isChecked());
  EXPECT_TRUE(find<QCheckBox>("no_stable_call_lost")->isChecked());
}

TEST_F(Faults, AreInjectedAndTheirNameIsSaid) {
  edit("target")->setText(word("card 3/7"));
  QTest::mouseClick(find<QPushButton>("inject"), Qt::LeftButton);
  ASSERT_EQ(asked("inject"), 1);
  answer_last({{word("name"), word("card_pulled_2")}});
  EXPECT_TRUE(find<QLabel>("outcome")->text().startsWith(word("card_pulled_2 strikes")));
}

TEST_F(Faults, AreInjectedByNobodyButAnOperator) {
  Hello hello = picture.hello();
  hello.role = word("viewer");
  picture.greet(hello);
  edit("target")->setText(word("card 3/7"));
  panel.inject();
  EXPECT_EQ(asked("inject"), 0);
  EXPECT_FALSE(find<QPushButton>("take_back")->isEnabled());
}

TEST_F(Faults, OneThatIsChosenIsTakenBack) {
  panel.take_back();
  EXPECT_EQ(asked("take_back"), 0);
  auto* list = panel.findChild<QTableView*>();
  list->setCurrentIndex(list->model()->index(1, 0));
  QTest::mouseClick(find<QPushButton>("take_back"), Qt::LeftButton);
  ASSERT_EQ(asked("take_back"), 1);
  EXPECT_EQ(questions.asked.back().arguments[word("name")].toString(), word("hang"));
  refuse_last("hang is over");
  EXPECT_EQ(find<QLabel>("outcome")->text(), word("hang is over"));
}

TEST_F(Faults, TheOneThatIsChosenInTimeIsTakenBackThoughTheListHidesIt) {
  auto* list = panel.findChild<TablePanel*>();
  auto* timeline = panel.findChild<FaultTimeline*>();
  list->view().setCurrentIndex(list->view().model()->index(1, 0));
  ASSERT_EQ(timeline->chosen(), word("hang"));
  list->filter().setText(word("hang"));
  timeline->choose(word("late"));
  EXPECT_FALSE(list->view().currentIndex().isValid());
  QTest::keyClick(timeline, Qt::Key_Delete);
  ASSERT_EQ(asked("take_back"), 1);
  EXPECT_EQ(questions.asked.back().arguments[word("name")].toString(), word("late"));
}

TEST_F(Faults, OneThatIsGoneLeavesNoOtherChosen) {
  auto* list = panel.findChild<TablePanel*>();
  list->view().setCurrentIndex(list->view().model()->index(1, 0));
  picture.apply({.views = {{word("faults"), {.gone = {word("hang")}}}}, .stamp = picture.stamp()});
  panel.take_back();
  ASSERT_EQ(asked("take_back"), 1);
  EXPECT_EQ(questions.asked.back().arguments[word("name")].toString(), word("hang"));
}

TEST_F(Faults, WhatIsTypedOutlivesAnotherHello) {
  find<QComboBox>("kind")->setCurrentText(word("message_loss"));
  edit("target")->setText(word("link 3/7"));
  edit("parameter_probability")->setText(word("10 %"));
  edit("expect")->setText(word("level <= 2"));
  const QCborMap typed = panel.request();
  QPointer<QLineEdit> probability = edit("parameter_probability");
  Hello hello = picture.hello();
  hello.run = word("run-2");
  picture.greet(hello);
  EXPECT_EQ(panel.request(), typed);
  EXPECT_FALSE(probability.isNull());
  hello.faults.removeAt(0);
  picture.greet(hello);
  EXPECT_EQ(panel.request(), typed);
}

TEST_F(Faults, TheListTellsTheVerdictWithAGlyph) {
  auto* list = panel.findChild<QTableView*>();
  QStringList verdicts;
  for (int row = 0; row < list->model()->rowCount(); ++row)
    verdicts.append(list->model()->index(row, 3).data().toString());
  EXPECT_EQ(verdicts, (QStringList{word("✖ not held"), word("◔ awaited"), QString{}, word("✓ held"),
                                   QString{}}));
}

TEST_F(Faults, TheScenarioTextIsShownAndCopied) {
  edit("target")->setText(word("card 3/7"));
  EXPECT_TRUE(find<QLabel>("scenario_text")->text().contains(word("target: card 3/7")));
  QTest::mouseClick(find<QPushButton>("copy_yaml"), Qt::LeftButton);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), find<QLabel>("scenario_text")->text());
}

TEST_F(Faults, AMenuOpensTheFormAimed) {
  QMenu menu;
  add_faults(menu, desk, {Entity::Kind::card, word("0/3")});
  ASSERT_EQ(menu.actions().size(), 4);
  EXPECT_EQ(menu.actions()[1]->text(), word("process_killed: process of card 0/3"));
  menu.actions()[1]->trigger();
  EXPECT_EQ(panel.request()[word("fault")].toString(), word("process_killed"));
  EXPECT_EQ(panel.request()[word("target")].toString(), word("process of card 0/3"));
  EXPECT_EQ(asked("dry_run"), 1);
  EXPECT_EQ(asked("inject"), 0);
  menu.actions().back()->trigger();
  EXPECT_EQ(panel.request()[word("target")].toString(), word("card 0/3"));
  EXPECT_EQ(panel.request()[word("fault")].toString(), word("card_pulled"));
}

TEST_F(Faults, AMenuOfWhatNothingStrikesSaysSo) {
  QMenu menu;
  add_faults(menu, desk, {Entity::Kind::process, word("<0.1.0>")});
  ASSERT_EQ(menu.actions().size(), 1);
  EXPECT_FALSE(menu.actions().front()->isEnabled());
}

TEST_F(Faults, TheMenuKeyOpensTheMenuOfTheChosenCard) {
  ShelfView view{desk};
  focus.move_to({Entity::Kind::card, word("0/3")});
  EXPECT_EQ(first_offered_by_key(view), word("card_pulled: card 0/3"));
}

}  // namespace
}  // namespace forlopp::console
