#include "gui/main_window.hpp"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRadioButton>
#include <QTest>
#include <QTreeView>

#include <gtest/gtest.h>

#include "gui/panels/ladder_view.hpp"
#include "gui/panels/mini_timeline.hpp"
#include "gui/panels/shelf_panel.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "gui/veil.hpp"
#include "tests/gui/window_at_an_exchange.hpp"

namespace forlopp::console {
namespace {

class Window : public WindowAtAnExchange {};

TEST_F(Window, ShowsWhatTheExchangeSaysAndAcknowledgesIt) {
  MainWindow window;
  connect(window);
  EXPECT_TRUE(eventually([&] { return exchange.acknowledged() == std::vector<qint64>{1}; }));
  EXPECT_EQ(window.findChild<QLabel*>(word("clock"))->text(), word("00:14:02.317"));
  EXPECT_TRUE(window.windowTitle().contains(word("let_it_crash")));
}

TEST_F(Window, AsksOnlyForWhatCanBeSeen) {
  MainWindow window;
  connect(window);
  const auto asked_for = [&](const char* topic) {
    for (const QCborMap& request : exchange.asked(word("subscribe")))
      if (request[QLatin1String{"topic"}].toString() == word(topic)) return true;
    return false;
  };
  EXPECT_TRUE(eventually([&] { return asked_for("supervision") && asked_for("cards"); }));
  EXPECT_FALSE(asked_for("calls"));
  window.commands().find(word("panel.calls"))->trigger();
  EXPECT_TRUE(eventually([&] { return asked_for("calls"); }));
  window.findChild<QDockWidget*>(word("shelves"))->hide();
  EXPECT_TRUE(eventually([&] { return exchange.asked(word("unsubscribe")).size() == 1; }));
}

TEST_F(Window, AsksForEveryViewAtTheRateOfItsPanels) {
  MainWindow window;
  connect(window);
  window.commands().find(word("panel.calls"))->trigger();
  window.commands().find(word("panel.field"))->trigger();
  const auto rates = [&] {
    std::map<QString, double> asked;
    for (const QCborMap& request : exchange.asked(word("subscribe")))
      asked[request[QLatin1String{"topic"}].toString()] = request[QLatin1String{"hz"}].toDouble();
    return asked;
  };
  ASSERT_TRUE(eventually([&] { return rates().contains(word("field")); }));
  const std::map<QString, double> wanted{
      {word("run"), 10},      {word("health"), 5}, {word("supervision"), 15},
      {word("cards"), 15},    {word("series"), 2}, {word("group_series"), 2},
      {word("faults"), 5},    {word("alarms"), 5}, {word("calls"), 5},
      {word("processes"), 5}, {word("field"), 10}};
  EXPECT_EQ(rates(), wanted);
  for (const PanelKind& kind : panel_kinds())
    for (const View& view : kind.views)
      EXPECT_EQ(wanted.at(view.topic), view.hz) << kind.id.toStdString();
}

TEST_F(Window, InExpressCallsAreNotFollowedAndTheEventsSaySo) {
  MainWindow window;
  connect(window);
  window.commands().find(word("panel.events"))->trigger();
  auto* note = window.findChild<QDockWidget*>(word("events"))->findChild<QLabel*>(word("express"));
  EXPECT_FALSE(note->isVisible());
  const auto send_run = [&](int number, double pace) {
    const QCborMap run{{word("rows"), QCborArray{QCborArray{word("run"), word("running"), pace}}}};
    exchange.send({{word("frame"), number}, {word("topics"), QCborMap{{word("run"), run}}}});
  };
  const auto calls_are_followed = [&] {
    return !exchange.asked(word("follow")).back().contains(QLatin1String{"classes"});
  };
  send_run(2, 0.0);
  ASSERT_TRUE(eventually([&] { return note->isVisible() && !calls_are_followed(); }));
  send_run(3, 1.0);
  EXPECT_TRUE(eventually([&] { return !note->isVisible() && calls_are_followed(); }));
}

TEST_F(Window, EveryDockHasANameAndEveryActionAnIdOfItsOwn) {
  MainWindow window;
  for (const QDockWidget* dock : window.findChildren<QDockWidget*>())
    EXPECT_FALSE(dock->objectName().isEmpty());
  QSet<QString> ids;
  QSet<QKeySequence> keys;
  int with_keys = 0;
  for (const QAction* action : window.commands().all()) {
    ids.insert(action->objectName());
    for (const QKeySequence& key : action->shortcuts()) keys.insert(key);
    with_keys += static_cast<int>(action->shortcuts().size());
  }
  EXPECT_EQ(ids.size(), static_cast<qsizetype>(window.commands().all().size()));
  EXPECT_EQ(keys.size(), with_keys);
}

TEST_F(Window, KeepsItsLayoutAndItsThemeForTheNextTime) {
  {
    MainWindow window;
    window.show();
    window.findChild<QDockWidget*>(word("shelves"))->hide();
    window.set_theme(Theme::dark);
    window.close();
  }
  MainWindow window;
  window.show();
  EXPECT_FALSE(window.findChild<QDockWidget*>(word("shelves"))->isVisible());
  EXPECT_EQ(window.theme(), Theme::dark);
  window.commands().find(word("view.reset_layout"))->trigger();
  EXPECT_TRUE(window.findChild<QDockWidget*>(word("shelves"))->isVisible());
}

TEST_F(Window, GivesMostOfItsSpaceToTheTreeAndTheShelves) {
  MainWindow window;
  window.show();
  QCoreApplication::processEvents();
  const int above = window.findChild<QDockWidget*>(word("supervision"))->height();
  EXPECT_GT(above, window.findChild<QDockWidget*>(word("events"))->height());
}

TEST_F(Window, FitsASmallScreen) {
  MainWindow window;
  window.show();
  EXPECT_LE(window.minimumSizeHint().width(), 1'366);
  EXPECT_LE(window.minimumSizeHint().height(), 768);
}

TEST_F(Window, TheCommandPaletteFindsAnActionAndDoesIt) {
  MainWindow window;
  connect(window);
  window.commands().find(word("view.palette"))->trigger();
  CommandPalette& palette = window.command_palette();
  QTest::keyClicks(&palette.search(), word("halt"));
  ASSERT_EQ(palette.found().count(), 1);
  QTest::keyClick(&palette.search(), Qt::Key_Return);
  EXPECT_TRUE(eventually([&] { return exchange.asked(word("halt")).size() == 1; }));
  EXPECT_FALSE(palette.isVisible());
}

TEST_F(Window, SaysThatThePictureIsStaleWhenTheLineIsLost) {
  MainWindow window;
  connect(window);
  exchange.shut();
  ASSERT_TRUE(eventually([&] { return window.picture().stale(); }));
  EXPECT_EQ(window.findChild<QLabel*>(word("mode"))->text(), word("no line"));
  EXPECT_FALSE(window.findChild<QLabel*>(word("line"))->text().isEmpty());
  keep(window, "stale");
}

TEST_F(Window, EveryPanelIsGreyWhileThereIsNoLine) {
  MainWindow window;
  connect(window);
  const auto veiled = [&] {
    int count = 0;
    for (const QDockWidget* dock : window.findChildren<QDockWidget*>())
      count += dock->widget()->findChild<Veil*>()->isHidden() ? 0 : 1;
    return count;
  };
  EXPECT_EQ(veiled(), 0);
  QTreeView& tree = window.findChild<SupervisionPanel*>()->tree();
  exchange.shut();
  ASSERT_TRUE(eventually([&] { return window.picture().stale(); }));
  EXPECT_EQ(veiled(), static_cast<int>(panel_kinds().size()));
  EXPECT_TRUE(window.findChild<MiniTimeline*>()->findChild<Veil*>()->isVisible());
  EXPECT_GT(window.picture().supervision().rowCount(), 0) << "What was known is grey, not gone.";
  const QModelIndex root = window.picture().supervision().index_of(word("switch_sup"));
  tree.scrollTo(root);
  QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, tree.visualRect(root).center());
  EXPECT_EQ(window.focus().entity().key, word("switch_sup")) << "And can be chosen.";
  exchange.reopen();
  ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
  EXPECT_EQ(veiled(), 0);
}

TEST_F(Window, ACommandThatCannotBeDoneSaysWhy) {
  MainWindow window;
  window.show();
  CommandPalette& palette = window.command_palette();
  palette.open_anew();
  QTest::keyClicks(&palette.search(), word("fault.halt"));
  QTest::keyClick(&palette.search(), Qt::Key_Return);
  EXPECT_TRUE(palette.isVisible());
  EXPECT_TRUE(palette.findChild<QLabel*>(word("why_not"))->text().startsWith(word("Not now")));
}

TEST_F(Window, ThePanelThatIsAskedForHasTheKeys) {
  MainWindow window;
  window.show();
  EXPECT_NE(qobject_cast<QTreeView*>(window.focusWidget()), nullptr);
  window.commands().find(word("panel.shelves"))->trigger();
  EXPECT_NE(qobject_cast<ShelfView*>(window.focusWidget()), nullptr);
}

TEST_F(Window, TheShelvesSayHowLargeTheyAre) {
  MainWindow window;
  window.show();
  auto* panel = window.findChild<ShelfPanel*>();
  QTest::keyClick(&panel->view(), Qt::Key_Plus);
  EXPECT_EQ(panel->findChild<QComboBox*>()->currentText(), word("ports"));
}

TEST_F(Window, TheLadderOfTheFocusComesForwardAndIsAskedForOnlyThen) {
  MainWindow window;
  connect(window);
  window.focus().move_to({Entity::Kind::call, word("7")});
  QCoreApplication::processEvents();
  EXPECT_TRUE(exchange.asked(word("ladder")).empty());
  QTest::keyClick(&window, Qt::Key_L);
  EXPECT_TRUE(eventually([&] { return exchange.asked(word("ladder")).size() == 1; }));
  EXPECT_NE(qobject_cast<LadderView*>(window.focusWidget()), nullptr);
}

TEST_F(Window, TheSpaceBarPauses) {
  MainWindow window;
  connect(window);
  QTest::keyClick(&window, Qt::Key_Space);
  EXPECT_TRUE(eventually([&] { return exchange.asked(word("pause")).size() == 1; }));
}

TEST_F(Window, GoesBackByAStepByTheWholeWayAndToWhatHasBeen) {
  MainWindow window;
  connect(window);
  QTest::keyClick(&window, Qt::Key_B);
  window.commands().find(word("run.replay"))->trigger();
  auto* until = window.findChild<QLineEdit*>(word("until"));
  QTest::keyClicks(until, word("00:01:00"));
  QTest::keyClick(until, Qt::Key_Return);
  ASSERT_TRUE(eventually([&] { return exchange.asked(word("rewind")).size() == 3; }));
  const std::vector<QCborMap> asked = exchange.asked(word("rewind"));
  EXPECT_EQ(asked[0][QLatin1String{"back"}].toInteger(), 1);
  EXPECT_TRUE(asked[1][QLatin1String{"fresh"}].toBool());
  EXPECT_EQ(asked[2][QLatin1String{"vtime"}].toInteger(), 60'000'000'000);
  EXPECT_TRUE(exchange.asked(word("until")).empty());
}

TEST_F(Window, IsPaintedInLightAndDark) {
  MainWindow window;
  connect(window);
  window.resize(1'600, 1'000);
  window.reset_layout();
  const QString card = word("switch_sup.shelf_sup.shelf_3.card_3_7");
  window.findChild<QTreeView*>()->scrollTo(window.picture().supervision().index_of(card));
  window.focus().move_to({Entity::Kind::card, word("3/7")});
  QCoreApplication::processEvents();
  ASSERT_TRUE(eventually([&] {
    const std::vector<QCborMap> asked = exchange.asked(word("inspect"));
    return !asked.empty() && asked.back()[QLatin1String{"process"}].toString() == word("<0.531.0>");
  }));
  QCoreApplication::processEvents();
  const QImage light = window.grab().toImage();
  keep(window, "light");
  window.set_theme(Theme::dark);
  QCoreApplication::processEvents();
  const QImage dark = window.grab().toImage();
  keep(window, "dark");
  EXPECT_NE(light, dark);
  window.findChild<ShelfView*>()->set_zoom(ShelfView::Zoom::ports);
  window.focus().move_to({Entity::Kind::call, word("7")});
  window.commands().find(word("focus.ladder"))->trigger();
  auto* ladder = window.findChild<LadderView*>();
  ASSERT_TRUE(eventually([&] { return !ladder->rows().rows().empty(); }));
  for (const Theme theme : {Theme::dark, Theme::light}) {
    window.set_theme(theme);
    ladder->choose(11);
    QCoreApplication::processEvents();
    keep(window, theme == Theme::dark ? "ladder_dark" : "ladder_light");
  }
  for (const char* panel : {"calls", "alarms", "faults"}) {
    window.commands().find(QStringLiteral("panel.%1").arg(word(panel)))->trigger();
    QCoreApplication::processEvents();
    keep(window, panel);
  }
}

TEST_F(Window, BreakingAndTheGuideArePaintedInLightAndDark) {
  MainWindow window;
  connect(window);
  window.resize(1'366, 768);
  window.reset_layout();
  emit window.commands().fault_wanted(word("process of card 3/7"), word("process_killed"));
  auto* forecast = window.findChild<QLabel*>(word("forecast"));
  ASSERT_TRUE(eventually([&] { return forecast->text().contains(word("escalates to")); }));
  keep(window, "break_light");
  window.commands().find(word("guide.start_over"))->trigger();
  for (int i = 0; i < 2; ++i) window.commands().find(word("guide.next"))->trigger();
  QTest::mouseClick(window.findChild<QRadioButton*>(word("choice_0")), Qt::LeftButton, {}, {8, 8});
  keep(window, "guide_light");
  const QImage light = window.grab().toImage();
  window.set_theme(Theme::dark);
  QCoreApplication::processEvents();
  keep(window, "guide_dark");
  EXPECT_NE(light, window.grab().toImage());
  window.commands().find(word("guide.leave"))->trigger();
  keep(window, "break_dark");
}

}  // namespace
}  // namespace forlopp::console
