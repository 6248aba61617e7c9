#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include "gui/panels/event_panel.hpp"
#include "gui/panels/health_strip.hpp"
#include "gui/panels/inspector_panel.hpp"
#include "gui/panels/playback_bar.hpp"
#include "gui/panels/shelf_accessible.hpp"
#include "gui/panels/shelf_panel.hpp"
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

TEST_F(Panels, TheChosenCardComesIntoSight) {
  ShelfPanel panel{desk};
  show_frame();
  panel.resize(160, 120);
  panel.show();
  panel.view().set_zoom(ShelfView::Zoom::ports);
  QCoreApplication::processEvents();
  const auto is_seen = [&](CardPlace place) {
    return panel.view().visibleRegion().contains(panel.view().rectangle(place).center());
  };
  ASSERT_FALSE(is_seen({3, 7}));
  focus.move_to({Entity::Kind::card, word("3/7")});
  EXPECT_TRUE(is_seen({3, 7}));
  for (int i = 0; i < 7; ++i) QTest::keyClick(&panel.view(), Qt::Key_Left);
  EXPECT_TRUE(is_seen({3, 0}));
}

TEST_F(Panels, TheMenuKeyIsForTheCardThatIsFramed) {
  ShelfView view{desk};
  show_frame();
  focus.move_to({Entity::Kind::card, word("0/3")});
  focus.move_to({Entity::Kind::process, word("<0.1.0>")});
  EXPECT_EQ(first_offered_by_key(view), word("card_pulled: card 0/3"));
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

TEST_F(Panels, TheReaderOfEventsKeepsHisPlaceWhenTheOldestAreForgotten) {
  EventPanel panel{desk};
  panel.resize(600, 200);
  panel.show();
  std::vector<EventModel::Line> lines;
  for (qint64 i = 1; i <= 100'000; ++i) lines.emplace_back(Event{.number = i});
  picture.events().append(lines);
  QScrollBar* bar = panel.view().verticalScrollBar();
  ASSERT_TRUE(QTest::qWaitFor([&] { return bar->maximum() > 90'000; }));
  const auto first_seen = [&] { return panel.view().indexAt({5, 5}).data().toString(); };
  bar->setValue(50'000);
  const QString read = first_seen();
  for (qint64 i = 1; i <= 5; ++i) {
    lines.assign(500, Event{.number = 100'000 + i});
    picture.events().append(lines);
    QCoreApplication::processEvents();
    EXPECT_EQ(first_seen(), read);
  }
  bar->setValue(10);
  picture.events().append({lines.begin(), lines.begin() + 400});
  picture.events().append({lines.begin(), lines.begin() + 400});
  QCoreApplication::processEvents();
  EXPECT_EQ(bar->value(), 0);
  EXPECT_TRUE(panel.newer().isVisible()) << "It does not follow by itself.";
}

TEST_F(Panels, EventsAreFilteredByClassAndTextWhenNobodyTypes) {
  EventPanel panel{desk};
  happen({{.event_class = word("crash"), .fields = {{word("pid"), word("<0.4.0>")}}},
          {.event_class = word("call"), .fields = {{word("kind"), word("began")}}}});
  const QAbstractItemModel& rows = *panel.view().model();
  auto* filter = panel.findChild<QLineEdit*>(word("filter"));
  QTest::keyClicks(filter, word("CRAS"));
  EXPECT_EQ(rows.rowCount(), 2);
  ASSERT_TRUE(QTest::qWaitFor([&] { return rows.rowCount() == 1; }));
  filter->setText(word("begone"));
  EXPECT_TRUE(QTest::qWaitFor([&] { return rows.rowCount() == 0; }));
  happen({{.event_class = word("call"), .fields = {{word("kind"), word("began")}}}});
  filter->setText(word("began"));
  EXPECT_TRUE(QTest::qWaitFor([&] { return rows.rowCount() == 2; }));
}

TEST_F(Panels, AnAlarmLeadsToTheCardOrPortThatItIsOf) {
  const std::unique_ptr<TablePanel> panel{make_alarm_panel(desk, nullptr)};
  show_frame();
  panel->view().setCurrentIndex(panel->view().model()->index(0, 0));
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::card, word("2/5")}));
}

TEST_F(Panels, AnEventLeadsToWhomItIsAbout) {
  EventPanel panel{desk};
  happen({{.event_class = word("fault"), .fields = {{word("target"), word("card 3/7")}}},
          {.event_class = word("crash"), .fields = {{word("pid"), word("<0.4.0>")}}},
          {.event_class = word("alarm"), .fields = {{word("object"), word("card ")}}}});
  const auto chosen = [&](int row) {
    panel.view().setCurrentIndex(panel.view().model()->index(row, 0));
    return focus.entity();
  };
  EXPECT_EQ(chosen(0), (Entity{Entity::Kind::card, word("3/7")}));
  EXPECT_EQ(chosen(1), (Entity{Entity::Kind::process, word("<0.4.0>")}));
  EXPECT_EQ(chosen(2), (Entity{Entity::Kind::other, word("card ")}));
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

TEST_F(Panels, TheInspectorWantsWhatTellsOfTheFocusAsLongAsItIsSeen) {
  InspectorPanel panel{desk};
  focus.move_to({Entity::Kind::call, word("7")});
  EXPECT_EQ(questions.wanted, QStringList{});
  panel.be_seen(true);
  EXPECT_EQ(questions.wanted, QStringList{word("calls")});
  EXPECT_EQ(panel.fields().topLevelItem(0)->text(1), word("not known yet"));
  show_frame();
  EXPECT_EQ(panel.fields().topLevelItem(1)->text(1), word("210007"));
  focus.move_to({Entity::Kind::port, word("3/7/2")});
  EXPECT_EQ(questions.wanted, QStringList{word("cards")});
  panel.be_seen(false);
  EXPECT_EQ(questions.wanted, QStringList{});
}

TEST_F(Panels, TheInspectorGoesOnWithWhatThePictureTells) {
  InspectorPanel panel{desk};
  show_frame();
  const auto value = [&](int row) { return panel.fields().topLevelItem(row)->text(1); };
  const auto cards = [&](ViewChange change) {
    picture.apply({.views = {{word("cards"), std::move(change)}}, .stamp = picture.stamp()});
  };
  focus.move_to({Entity::Kind::card, word("3/7")});
  answer_last({{word("mailbox"), 40}});
  const int before = panel.fields().topLevelItemCount();
  cards(
      {.rows = {{word("3/7"),
                 {static_cast<int>(State::active), QByteArray{}, word("<0.531.0>"), QString{}}}}});
  EXPECT_TRUE(value(0).contains(word("active"))) << value(0).toStdString();
  EXPECT_EQ(panel.fields().topLevelItemCount(), before - 1) << "Of faults there are none now.";
  EXPECT_EQ(questions.asked.size(), 1U) << "The same process is not asked again.";
  cards(
      {.rows = {{word("3/7"),
                 {static_cast<int>(State::active), QByteArray{}, word("<0.999.0>"), QString{}}}}});
  EXPECT_EQ(questions.asked.size(), 2U) << "Another one is.";
  cards({.gone = {word("3/7")}});
  EXPECT_EQ(value(0), word("gone"));
}

TEST_F(Panels, TheInspectorLooksAgainInAnotherRun) {
  InspectorPanel panel{desk};
  show_frame();
  focus.move_to({Entity::Kind::card, word("3/7")});
  answer_last({{word("mailbox"), 40}});
  Hello hello = picture.hello();
  picture.greet(hello);
  EXPECT_EQ(questions.asked.size(), 1U);
  hello.run = word("run-2");
  picture.greet(hello);
  ASSERT_EQ(panel.fields().topLevelItemCount(), 1);
  EXPECT_EQ(panel.fields().topLevelItem(0)->text(1), word("not known yet"));
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

TEST_F(Panels, NewsOfARunMayComeBeforeItsHelloOrAfterIt) {
  const Update news{.fresh = true,
                    .run = word("run-2"),
                    .views = {{word("alarms"), {.rows = {{word("9"), {word("card 1/1")}}}}}}};
  Hello hello = picture.hello();
  hello.run = word("run-2");
  show_frame();
  picture.apply(news);
  picture.greet(hello);
  EXPECT_EQ(picture.alarms().rowCount(), 1);
  hello.run = word("run-1");
  picture.greet(hello);
  EXPECT_EQ(picture.alarms().rowCount(), 0);
  hello.run = word("run-2");
  picture.greet(hello);
  picture.apply(news);
  EXPECT_EQ(picture.alarms().rowCount(), 1);
  picture.greet(hello);
  EXPECT_EQ(picture.alarms().rowCount(), 1);
}

TEST_F(Panels, DraggingThroughARecordingAsksForOnePlaceAtATime) {
  PlaybackBar bar{desk};
  picture.set_line({LineState::Phase::up, {}, true});
  picture.set_playback({.length = 10'000'000'000, .frames = 100});
  auto* slider = bar.findChild<QSlider*>(word("playback_slider"));
  for (const int tick : {100, 200, 300, 400}) slider->setValue(tick);
  ASSERT_EQ(questions.asked.size(), 1U);
  answer_last({});
  ASSERT_EQ(questions.asked.size(), 2U);
  EXPECT_EQ(questions.asked[1].arguments[QLatin1String{"moment"}].toInteger(), 4'000'000'000);
  answer_last({});
  EXPECT_EQ(questions.asked.size(), 2U);
}

TEST_F(Panels, ProcessesOfAnotherViewAreNotShown) {
  picture.choose_processes(word("restarts"));
  show_frame();
  EXPECT_EQ(picture.processes().rowCount(), 0);
}

}  // namespace
}  // namespace forlopp::console
