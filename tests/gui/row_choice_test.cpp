// Goal: the focus goes where a person chooses, and nowhere when rows come and go by themselves.
#include "gui/panels/row_choice.hpp"

#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include "gui/panels/event_panel.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "gui/panels/table_panel.hpp"
#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

class Choosing : public PanelsAtADesk {
 protected:
  Choosing() { show_frame(); }

  void take_away(const char* topic, const QString& key) {
    picture.apply({.views = {{word(topic), {.gone = {key}}}}, .stamp = picture.stamp()});
  }
  static void click(QAbstractItemView& view, const QModelIndex& row) {
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(row).center());
  }
  const QString card = word("switch_sup.shelf_sup.shelf_3.card_3_7");
  const Entity elsewhere{Entity::Kind::process, word("<0.1.0>")};
};

TEST_F(Choosing, AnAlarmThatIsClearedLeavesTheFocusWhereItIs) {
  const std::unique_ptr<TablePanel> panel{make_alarm_panel(desk, nullptr)};
  panel->view().setCurrentIndex(panel->view().model()->index(0, 0));
  const Entity chosen = focus.entity();
  ASSERT_NE(chosen.kind, Entity::Kind::none);
  take_away("alarms", word("1"));
  EXPECT_EQ(panel->view().model()->rowCount(), 2);
  EXPECT_EQ(focus.entity(), chosen);
  EXPECT_FALSE(panel->view().selectionModel()->hasSelection());
}

TEST_F(Choosing, AFilterThatHidesTheChosenRowLeavesTheFocusWhereItIs) {
  const std::unique_ptr<TablePanel> panel{make_alarm_panel(desk, nullptr)};
  panel->view().setCurrentIndex(panel->view().model()->index(0, 0));
  const Entity chosen = focus.entity();
  QTest::keyClicks(&panel->filter(), word("port"));
  EXPECT_EQ(panel->view().model()->rowCount(), 1);
  EXPECT_EQ(focus.entity(), chosen);
}

TEST_F(Choosing, ARowOfTheTreeThatGoesLeavesTheFocusWhereItIs) {
  SupervisionPanel panel{desk};
  panel.tree().setCurrentIndex(picture.supervision().index_of(card));
  take_away("supervision", card);
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::supervised, card}));
}

TEST_F(Choosing, AnEventThatIsForgottenLeavesTheFocusWhereItIs) {
  EventPanel panel{desk};
  const auto event = [](qint64 number) {
    return Event{.number = number,
                 .event_class = word("crash"),
                 .fields = {{word("pid"), QStringLiteral("<0.%1.0>").arg(number)}}};
  };
  std::vector<EventModel::Line> lines;
  for (qint64 number = 1; number <= 100'000; ++number) lines.emplace_back(event(number));
  picture.events().append(lines);
  panel.view().setCurrentIndex(panel.view().model()->index(0, 0));
  const Entity chosen = focus.entity();
  ASSERT_EQ(chosen.key, word("<0.1.0>"));
  picture.events().append({event(100'001)});
  EXPECT_EQ(focus.entity(), chosen);
}

TEST_F(Choosing, AClickOnTheRowThatIsCurrentBringsTheFocusBack) {
  const std::unique_ptr<TablePanel> table{make_alarm_panel(desk, nullptr)};
  table->resize(600, 200);
  table->show();
  click(table->view(), table->view().model()->index(1, 0));
  const Entity alarm = focus.entity();
  focus.move_to(elsewhere);
  click(table->view(), table->view().model()->index(1, 0));
  EXPECT_EQ(focus.entity(), alarm);
  SupervisionPanel tree{desk};
  tree.resize(600, 400);
  tree.show();
  const QModelIndex root = picture.supervision().index_of(word("switch_sup"));
  click(tree.tree(), root);
  focus.move_to(elsewhere);
  click(tree.tree(), root);
  EXPECT_EQ(focus.entity().key, word("switch_sup"));
}

TEST_F(Choosing, TheTreeFollowsTheFocusToAMomentAndLeavesItThere) {
  SupervisionPanel panel{desk};
  focus.move_to({Entity::Kind::supervised, card}, 7'000'000'000);
  EXPECT_EQ(picture.supervision().key(panel.tree().currentIndex()), card);
  EXPECT_EQ(focus.point().vtime, 7'000'000'000);
}

TEST_F(Choosing, WhatWasChosenIsChosenStillWhenAllOfItComesAnew) {
  SupervisionPanel panel{desk};
  const std::unique_ptr<TablePanel> alarms{make_alarm_panel(desk, nullptr)};
  alarms->view().setCurrentIndex(alarms->view().model()->index(1, 0));
  panel.tree().setCurrentIndex(picture.supervision().index_of(card));
  picture.apply({.fresh = true});
  EXPECT_EQ(alarms->view().model()->rowCount(), 0);
  show_frame();
  EXPECT_EQ(picture.supervision().key(panel.tree().currentIndex()), card);
  EXPECT_EQ(alarms->view().currentIndex().row(), 1);
  EXPECT_EQ(focus.entity().key, card);
}

}  // namespace
}  // namespace forlopp::console
