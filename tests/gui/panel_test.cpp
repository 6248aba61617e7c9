#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include "gui/panels/event_panel.hpp"
#include "gui/panels/health_strip.hpp"
#include "gui/panels/inspector_panel.hpp"
#include "gui/panels/shelf_accessible.hpp"
#include "gui/panels/shelf_view.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "gui/panels/table_panel.hpp"
#include "gui/panels/time_bar.hpp"
#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

class Panels : public PanelsAtADesk {};

TEST_F(Panels, TheTimeBarShowsTheClockAndAsksForModes) {
  TimeBar bar{desk};
  show_frame();
  EXPECT_EQ(bar.findChild<QLabel*>(word("clock"))->text(), word("00:14:02.317"));
  EXPECT_EQ(bar.findChild<QLabel*>(word("event_number"))->text(), word("#481233"));
  commands.find(word("run.fast"))->trigger();
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_EQ(questions.asked[0].what, word("run"));
  EXPECT_EQ(questions.asked[0].arguments[QLatin1String{"pace"}].toDouble(), 10.0);
}

TEST_F(Panels, HaltCanBePressedAsLongAsThereIsALine) {
  TimeBar bar{desk};
  auto* halt = bar.findChild<QToolButton*>(word("halt"));
  ASSERT_TRUE(halt->isEnabled());
  QTest::mouseClick(halt, Qt::LeftButton);
  EXPECT_EQ(questions.asked.at(0).what, word("halt"));
  picture.set_line({LineState::Phase::waiting, word("lost")});
  EXPECT_FALSE(halt->isEnabled());
}

TEST_F(Panels, AViewerMayChangeNothing) {
  Hello hello = picture.hello();
  hello.role = word("viewer");
  picture.greet(hello);
  EXPECT_FALSE(commands.find(word("run.pause"))->isEnabled());
  EXPECT_TRUE(commands.find(word("focus.back"))->isEnabled());
}

TEST_F(Panels, TheTimeToRunUntilIsAskedForAsItIsWritten) {
  TimeBar bar{desk};
  auto* until = bar.findChild<QLineEdit*>(word("until"));
  until->setText(word("15:00"));
  QTest::keyClick(until, Qt::Key_Return);
  EXPECT_EQ(questions.asked.at(0).arguments[QLatin1String{"vtime"}].toInteger(), 900'000'000'000);
}

TEST(RunUntil, IsATimeAnEventALevelAnAlarmOrACondition) {
  const auto only = [](const char* text) { return read_until(word(text)).value_or(QCborMap{}); };
  EXPECT_EQ(only("event 5000"), (QCborMap{{word("event"), 5'000}}));
  EXPECT_EQ(only("level 3"), (QCborMap{{word("level"), 3}}));
  EXPECT_EQ(only("alarm critical"), (QCborMap{{word("alarm"), word("critical")}}));
  EXPECT_EQ(only("blocking  > 2 %"), (QCborMap{{word("metric"), word("blocking > 2 %")}}));
  EXPECT_FALSE(read_until(word("  ")).has_value());
}

TEST_F(Panels, ARefusalIsSaidInASentence) {
  QSignalSpy said{&commands, &Commands::said};
  commands.find(word("run.step"))->trigger();
  Reply reply;
  reply.code = word("over");
  reply.text = word("the run has ended");
  questions.asked.at(0).then(reply);
  EXPECT_EQ(said.front().front().toString(), word("step was refused: the run has ended"));
}

TEST_F(Panels, TheHealthStripShowsItsNumbersWithUnits) {
  HealthStrip strip{desk};
  show_frame();
  QStringList texts;
  for (const QLabel* label : strip.findChildren<QLabel*>()) texts.append(label->text());
  EXPECT_TRUE(texts.contains(word("1204")));
  EXPECT_TRUE(texts.contains(word("84 ms")));
  EXPECT_TRUE(texts.contains(word("0.9 %")));
}

TEST_F(Panels, ChoosingASupervisorMovesTheFocusAndTheFocusMovesTheChoice) {
  SupervisionPanel panel{desk};
  show_frame();
  const QString card = word("switch_sup.shelf_sup.shelf_3.card_3_7");
  panel.tree().setCurrentIndex(picture.supervision().index_of(card));
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::supervised, card}));
  focus.move_to({Entity::Kind::supervised, word("switch_sup")});
  EXPECT_EQ(picture.supervision().key(panel.tree().currentIndex()), word("switch_sup"));
  ASSERT_TRUE(focus.back());
  EXPECT_EQ(picture.supervision().key(panel.tree().currentIndex()), card);
}

/// What of a widget was painted since.
class Painted : public QObject {
 public:
  explicit Painted(QWidget& widget) { widget.installEventFilter(this); }
  QRegion region{};
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::Paint) region += static_cast<QPaintEvent*>(event)->region();
    return false;
  }
};

TEST_F(Panels, OfManyRowsThatChangeThoseArePaintedThatCanBeSeen) {
  SupervisionPanel panel{desk};
  panel.resize(600, 300);
  panel.show();
  const auto worker = [](int number, int mailbox) {
    return std::pair{QStringLiteral("top/%1").arg(number),
                     Cells{word("top"), QString::number(number), word("worker"), word("<0.9.0>"),
                           QString{}, 0, 0, 0, 0, 0, mailbox, 0}};
  };
  const auto hear = [this](std::map<QString, Cells> rows) {
    picture.apply({.views = {{word("supervision"), {.rows = std::move(rows)}}}});
    QCoreApplication::processEvents();
  };
  std::map<QString, Cells> rows{{word("top"), Cells{nullptr, word("top"), word("supervisor")}}};
  for (int i = 1; i <= 200; ++i) rows.insert(worker(i, 0));
  hear(rows);
  QTreeView& tree = panel.tree();
  Painted painted{*tree.viewport()};
  hear({worker(150, 7)});
  EXPECT_TRUE(painted.region.isEmpty());
  hear({worker(3, 7), worker(150, 8)});
  const QRect row = tree.visualRect(picture.supervision().index_of(word("top/3")));
  EXPECT_FALSE(row.isEmpty());
  EXPECT_EQ(painted.region.boundingRect().top(), row.top());
  EXPECT_EQ(painted.region.boundingRect().height(), row.height());
}

TEST_F(Panels, FindingGoesFromOneToTheNextAndRound) {
  SupervisionPanel panel{desk};
  show_frame();
  auto* search = panel.findChild<QLineEdit*>(word("find"));
  search->setText(word("lc_"));
  QStringList found;
  for (int i = 0; i < 3; ++i) {
    QTest::keyClick(search, Qt::Key_Return);
    found.append(panel.tree().currentIndex().data().toString());
  }
  EXPECT_EQ(found, (QStringList{word("lc_driver"), word("lc_scan"), word("lc_driver")}));
}

TEST_F(Panels, AClickOnACardOrAPortMovesTheFocusThere) {
  ShelfView view{desk};
  show_frame();
  QTest::mouseClick(&view, Qt::LeftButton, {}, view.rectangle(CardPlace{3, 7}).center());
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::card, word("3/7")}));
  view.set_zoom(ShelfView::Zoom::ports);
  const QRect port = view.rectangle(ShelfSpot{{2, 1}, 6});
  QTest::mouseClick(&view, Qt::LeftButton, {}, port.center());
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::port, word("2/1/6")}));
}

TEST_F(Panels, EveryPortIsFoundWhereItIsPainted) {
  ShelfView view{desk};
  show_frame();
  view.set_zoom(ShelfView::Zoom::ports);
  for (const CardPlace place : view.places())
    for (int port = 0; port < 16; ++port) {
      const ShelfSpot spot{place, port};
      EXPECT_EQ(view.spot_at(view.rectangle(spot).center()), spot);
    }
  EXPECT_FALSE(view.spot_at({0, 0}).has_value());
}

TEST_F(Panels, TheKeysGoFromCardToCardAndPortToPort) {
  ShelfView view{desk};
  show_frame();
  focus.move_to({Entity::Kind::card, word("1/1")});
  QTest::keyClick(&view, Qt::Key_Right);
  EXPECT_EQ(focus.entity().key, word("1/2"));
  QTest::keyClick(&view, Qt::Key_Down);
  EXPECT_EQ(focus.entity().key, word("2/2"));
  QTest::keyClick(&view, Qt::Key_Right, Qt::ControlModifier);
  EXPECT_EQ(focus.entity().key, word("2/2/0"));
  QTest::keyClick(&view, Qt::Key_Down, Qt::ControlModifier);
  EXPECT_EQ(focus.entity().key, word("2/2/4"));
  focus.move_to({Entity::Kind::card, word("0/0")});
  QTest::keyClick(&view, Qt::Key_Up);
  EXPECT_EQ(focus.entity().key, word("0/0"));
}

TEST_F(Panels, CardsAreSpokenToThoseWhoDoNotSeeThem) {
  make_shelves_accessible();
  ShelfView view{desk};
  show_frame();
  QAccessibleInterface* shelves = QAccessible::queryAccessibleInterface(&view);
  ASSERT_NE(shelves, nullptr);
  ASSERT_EQ(shelves->childCount(), 32);
  EXPECT_EQ(shelves->child(10)->text(QAccessible::Name), word("shelf 1 card 2, out of service"));
  EXPECT_EQ(shelves->indexOfChild(shelves->child(5)), 5);
  EXPECT_EQ(view.spoken({{3, 7}, 0}),
            word("shelf 3 card 7 port 0, restarting, faults: firmware_hang"));
}

TEST_F(Panels, TheEventsFollowTheEndUntilTheReaderScrollsAway) {
  EventPanel panel{desk};
  panel.resize(600, 200);
  panel.show();
  std::vector<EventModel::Line> lines;
  for (qint64 i = 1; i <= 100; ++i) lines.emplace_back(Event{.number = i});
  picture.events().append(lines);
  QScrollBar* bar = panel.view().verticalScrollBar();
  ASSERT_TRUE(QTest::qWaitFor([&] { return bar->maximum() > 0; }));
  picture.events().append({Event{.number = 101}});
  QCoreApplication::processEvents();
  EXPECT_EQ(bar->value(), bar->maximum());
  EXPECT_FALSE(panel.newer().isVisible());
  bar->setValue(10);
  picture.events().append({Event{.number = 102}, Event{.number = 103}});
  EXPECT_EQ(bar->value(), 10);
  EXPECT_EQ(panel.newer().text(), word("2 new"));
  panel.newer().click();
  EXPECT_FALSE(panel.newer().isVisible());
}

TEST_F(Panels, TheWorstAlarmStandsFirst) {
  const std::unique_ptr<TablePanel> panel{make_alarm_panel(desk, nullptr)};
  show_frame();
  EXPECT_EQ(panel->view().model()->index(0, 0).data().toString(), word("✖ critical"));
  panel->filter().setText(word("port"));
  EXPECT_EQ(panel->view().model()->rowCount(), 1);
}

TEST_F(Panels, TheInspectorShowsWhatIsInTheFocus) {
  InspectorPanel panel{desk};
  show_frame();
  focus.move_to({Entity::Kind::card, word("3/7")});
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_EQ(questions.asked[0].arguments[QLatin1String{"process"}].toString(), word("<0.531.0>"));
  const int before = panel.fields().topLevelItemCount();
  answer_last({{word("mailbox"), 40}});
  EXPECT_EQ(panel.fields().topLevelItemCount(), before + 2);
}

TEST_F(Panels, AnAnswerThatComesTooLateIsNotShown) {
  InspectorPanel panel{desk};
  focus.move_to({Entity::Kind::process, word("<0.1.0>")});
  focus.move_to({Entity::Kind::process, word("<0.2.0>")});
  questions.asked.at(0).then(Reply{.result = {{word("mailbox"), 40}}});
  EXPECT_EQ(panel.fields().topLevelItemCount(), 0);
}

TEST_F(Panels, AProcessThatIsGoneIsAnOrdinaryAnswer) {
  InspectorPanel panel{desk};
  focus.move_to({Entity::Kind::process, word("<0.1.0>")});
  questions.asked.at(0).then(Reply{.code = word("gone"), .text = word("it ended at 00:12")});
  EXPECT_EQ(panel.fields().topLevelItem(0)->text(1), word("it ended at 00:12"));
}

TEST_F(Panels, APinnedInspectorStaysWhereItIs) {
  InspectorPanel panel{desk};
  focus.move_to({Entity::Kind::process, word("<0.1.0>")});
  panel.pin().setChecked(true);
  focus.move_to({Entity::Kind::process, word("<0.2.0>")});
  EXPECT_EQ(panel.findChild<QLabel*>(word("title"))->text(), word("<0.1.0>"));
}

TEST_F(Panels, AnotherRunEmptiesThePicture) {
  show_frame();
  ASSERT_GT(picture.calls().rowCount(), 0);
  picture.apply({.fresh = true});
  EXPECT_EQ(picture.calls().rowCount(), 0);
  EXPECT_EQ(picture.supervision().rowCount(), 0);
  EXPECT_TRUE(picture.shelves().cards().empty());
}

TEST_F(Panels, ProcessesOfAnotherViewAreNotShown) {
  picture.choose_processes(word("restarts"));
  show_frame();
  EXPECT_EQ(picture.processes().rowCount(), 0);
}

}  // namespace
}  // namespace forlopp::console
