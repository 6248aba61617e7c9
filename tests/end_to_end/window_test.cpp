// Goal: what somebody does with the console reaches a real exchange, and what happens there reaches
// the screen. The exchange is a program of its own, the line a real one, the window the real one.
#include <QDockWidget>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include "gui/panels/inspector_panel.hpp"
#include "gui/panels/ladder_panel.hpp"
#include "gui/panels/ladder_view.hpp"
#include "gui/panels/shelf_view.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "tests/end_to_end/real_window.hpp"

namespace forlopp::console {
namespace {

constexpr CardPlace card{1, 2};

TEST_F(RealWindow, ShowsALivingExchangeAndItsTime) {
  open();
  EXPECT_TRUE(window->windowTitle().contains(word("small_town")));
  EXPECT_EQ(picture().hello().role, word("operator"));
  EXPECT_EQ(picture().stamp().vtime, 1'000'000'000);
  command("run.fast");
  EXPECT_TRUE(reaches("running"));
  EXPECT_TRUE(eventually([&] { return picture().stamp().vtime > 5'000'000'000; }));
  EXPECT_TRUE(eventually([&] { return picture().events().rowCount() > 10; }));
  EXPECT_TRUE(eventually([&] { return picture().health().at(word("calls_up")).value > 0; }));
  EXPECT_NE(text_of("mode").find("running, 10"), std::string::npos) << text_of("mode");
}

TEST_F(RealWindow, ClickOnACardBringsItIntoTheFocusOfAllPanels) {
  open();
  click_card(card);
  EXPECT_EQ(window->focus().entity(), (Entity{Entity::Kind::card, word("1/2")}));
  auto* inspector = window->findChild<InspectorPanel*>();
  ASSERT_TRUE(eventually([&] { return inspector->fields().topLevelItemCount() > 4; }));
  const auto told = inspector->fields().findItems(word("label"), Qt::MatchExactly);
  ASSERT_EQ(told.size(), 1);
  EXPECT_TRUE(told.front()->text(1).contains(word("card 1/2")))
      << told.front()->text(1).toStdString();
}

TEST_F(RealWindow, PulledCardIsOutOfServiceAndAnAlarmUntilItIsBack) {
  open();
  click_card(card);
  QTest::keyClick(&*window, Qt::Key_F);
  ASSERT_EQ(find<QLineEdit>("target")->text(), word("card 1/2"));
  ASSERT_TRUE(inject("card_pulled", {{"parameter_reinserted_after", "40s"}}));
  command("panel.alarms");
  ASSERT_TRUE(run_until("00:20"));
  EXPECT_TRUE(
      eventually([&] { return picture().shelves().find(card)->state == State::out_of_service; }));
  EXPECT_TRUE(eventually([&] { return row_with(picture().alarms(), {word("card 1/2")}) >= 0; }));
  EXPECT_TRUE(eventually([&] { return event_with("alarm", "object", "card 1/2") != nullptr; }));
  ASSERT_TRUE(run_until("03:00"));
  EXPECT_TRUE(eventually([&] {
    return picture().shelves().find(card)->state != State::out_of_service &&
           row_with(picture().alarms(), {word("card 1/2")}) < 0;
  }));
}

TEST_F(RealWindow, KilledProcessIsRestartedBeforeOnesEyes) {
  open();
  ASSERT_TRUE(run_until("00:10"));
  const QString key = word("forlopp/exchange/shelves/shelf 1/card 1/2");
  const SupervisionModel& tree = picture().supervision();
  ASSERT_TRUE(eventually([&] { return tree.index_of(key).isValid(); }));
  const QString before = tree.find(key)->pid;
  window->findChild<SupervisionPanel*>()->findChild<QTreeView*>()->setCurrentIndex(
      tree.index_of(key));
  QTest::keyClick(&*window, Qt::Key_F);
  ASSERT_TRUE(inject("process_killed", {{"target", "process of card 1/2"}}));
  // First it dies, then its supervisor starts it again.
  QTest::keyClick(&*window, Qt::Key_S);
  const std::string died = before.toStdString();
  ASSERT_TRUE(eventually([&] { return event_with("crash", "pid", died.c_str()) != nullptr; }));
  ASSERT_TRUE(reaches("paused"));
  QTest::keyClick(&*window, Qt::Key_S);
  ASSERT_TRUE(eventually([&] {
    const SupervisionRow* row = tree.find(key);
    return row != nullptr && row->restarts == 1 && row->pid != before;
  }));
  EXPECT_EQ(tree.find(key)->state, State::restarting);
  const SupervisionRow* shelf = tree.find(word("forlopp/exchange/shelves/shelf 1"));
  EXPECT_EQ(shelf->budget_used, 1);
  EXPECT_EQ(shelf->budget, 3);
  EXPECT_TRUE(
      eventually([&] { return event_with("supervision", "kind", "restarted") != nullptr; }));
  ASSERT_TRUE(run_until("00:20"));
  EXPECT_TRUE(eventually([&] { return tree.find(key)->state != State::restarting; }));
  EXPECT_EQ(tree.find(key)->restarts, 1);
}

TEST_F(RealWindow, CallIsFollowedFromItsListToItsLadder) {
  open();
  command("panel.calls");
  ASSERT_TRUE(run_until("00:30"));
  auto* view = window->findChild<QWidget*>(word("call_panel"))->findChild<QTableView*>();
  const TopicTable& calls = picture().calls();
  const auto living = [&] {
    for (int row = 0; row < calls.rowCount(); ++row)
      if (calls.value(row, "ended").isNull()) return row;
    return -1;
  };
  ASSERT_TRUE(eventually([&] { return living() >= 0; }));
  const QModelIndex shown = view->model()->index(living(), 0);
  view->scrollTo(shown);
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(shown).center());
  const Entity call = window->focus().entity();
  ASSERT_EQ(call.kind, Entity::Kind::call);
  command("panel.ladder");
  const Ladder& ladder = window->findChild<LadderPanel*>()->view().ladder();
  ASSERT_TRUE(eventually([&] { return ladder.steps.size() >= 3; }));
  EXPECT_GE(ladder.lanes.size(), 2U);
}

TEST_F(RealWindow, HaltTakesBackWhatLasts) {
  open();
  command("fault.on_focus");
  ASSERT_TRUE(inject("message_loss", {{"target", "all links of shelf 1"},
                                      {"parameter_probability", "1 %"},
                                      {"lasting", "10min"}}));
  ASSERT_TRUE(run_until("00:05"));
  const auto in_list = [&](const char* state) {
    return row_with(picture().faults(), {word("message_loss"), word(state)}) >= 0;
  };
  ASSERT_TRUE(eventually([&] { return in_list("active"); }));
  QTest::mouseClick(find<QToolButton>("halt"), Qt::LeftButton);
  EXPECT_TRUE(eventually([&] { return in_list("taken_back"); }));
  EXPECT_TRUE(eventually([&] { return event_with("fault", "kind", "taken_back") != nullptr; }));
}

TEST_F(RealWindow, PauseStepAndUntilStandStillWhereTheySay) {
  open();
  QTest::keyClick(&*window, Qt::Key_4);
  ASSERT_TRUE(reaches("running"));
  QTest::keyClick(&*window, Qt::Key_Space);
  ASSERT_TRUE(reaches("paused"));
  const qint64 stood = picture().run().vtime;
  QTest::keyClick(&*window, Qt::Key_T);
  ASSERT_TRUE(eventually([&] { return picture().run().vtime > stood; }));
  EXPECT_TRUE(reaches("paused"));
  auto* until = find<QLineEdit>("until");
  QTest::keyClick(&*window, Qt::Key_G);
  QTest::keyClicks(until, word("01:10"));
  QTest::keyClick(until, Qt::Key_Return);
  ASSERT_TRUE(reaches("running"));
  ASSERT_TRUE(reaches("paused"));
  EXPECT_EQ(picture().run().vtime, 70'000'000'000);
  EXPECT_EQ(text_of("clock"), "00:01:10.000");
}

TEST_F(RealWindow, ComesBackToAnExchangeThatWasKilledAndStartedAgain) {
  open();
  ASSERT_TRUE(run_until("01:00"));
  ASSERT_TRUE(eventually([&] { return picture().events().rowCount() > 20; }));
  const QString run = picture().hello().run;
  const std::uint16_t port = exchange->port();
  const std::string token = exchange->token();
  exchange->kill();
  ASSERT_TRUE(eventually([&] { return picture().stale(); }));
  EXPECT_EQ(text_of("mode"), "no line");
  EXPECT_FALSE(window->commands().find(word("run.pause"))->isEnabled());
  EXPECT_GT(picture().events().rowCount(), 20) << "What was known is grey, not gone.";

  exchange.emplace(test::ServedExchange::Options{
      .port = port, .more = {"--paused", "--pace", "0", "--token", token, "--seed", "8"}});
  ASSERT_TRUE(eventually([&] { return !picture().stale() && picture().hello().run != run; }))
      << text_of("line");
  EXPECT_EQ(picture().hello().seed, word("8"));
  ASSERT_TRUE(eventually([&] { return picture().run().paused(); }));
  EXPECT_EQ(picture().stamp().vtime, 0) << "Nothing of the other run is left.";
  EXPECT_EQ(picture().hello().role, word("operator"));
  ASSERT_TRUE(run_until("00:10"));
  EXPECT_EQ(picture().run().vtime, 10'000'000'000);
}

TEST_F(RealWindow, SaysThatAnotherExchangeDoesNotKnowItsToken) {
  open();
  const std::uint16_t port = exchange->port();
  exchange->kill();
  exchange.emplace(test::ServedExchange::Options{.port = port, .more = {"--paused"}});
  EXPECT_TRUE(eventually([&] { return text_of("line").find("401") != std::string::npos; }))
      << text_of("line");
  EXPECT_TRUE(picture().stale());
}

TEST_F(RealWindow, SameSeedShowsTheSameRunAgain) {
  // When they are all there, the numbers of events leave nothing out.
  const auto last_calls_told = [this] {
    constexpr int most = 100;
    QStringList told;
    const EventModel& events = picture().events();
    qint64 number = picture().stamp().event;
    for (int row = events.rowCount() - 1; row >= 0 && told.size() < most; --row, --number) {
      const auto* event = std::get_if<Event>(&events.line(row));
      if (event == nullptr || event->number != number) return QStringList{};
      if (event->event_class != word("call")) continue;
      told.prepend(QStringLiteral("%1 %2")
                       .arg(event->vtime)
                       .arg(events.index(row, EventModel::text).data().toString()));
    }
    return told;
  };
  // Not in express, where calls are counted and not listed.
  exchange.emplace(test::ServedExchange::Options{.more = {"--paused", "--pace", "1000"}});
  connect(exchange->token());
  ASSERT_TRUE(eventually([&] { return picture().run().paused(); })) << text_of("line");
  ASSERT_TRUE(run_until("02:00"));
  ASSERT_TRUE(eventually([&] { return last_calls_told().size() == 100; }));
  const QStringList first = last_calls_told();
  const std::uint16_t port = exchange->port();
  const std::string token = exchange->token();
  const QString run = picture().hello().run;
  exchange->kill();
  exchange.emplace(test::ServedExchange::Options{
      .port = port, .more = {"--paused", "--pace", "1000", "--token", token}});
  ASSERT_TRUE(eventually([&] {
    return !picture().stale() && picture().hello().run != run && picture().run().paused();
  })) << text_of("line");
  ASSERT_TRUE(run_until("02:00"));
  EXPECT_TRUE(eventually([&] { return last_calls_told() == first; }));
}

TEST_F(RealWindow, ViewerSeesEverythingAndMayChangeNothing) {
  exchange.emplace();
  connect({});
  ASSERT_TRUE(eventually([&] { return picture().shelves().cards().size() == 8; }));
  EXPECT_NE(text_of("line").find("viewer"), std::string::npos) << text_of("line");
  for (const char* id : {"run.pause", "run.step", "fault.halt"})
    EXPECT_FALSE(window->commands().find(word(id))->isEnabled()) << id;
  ASSERT_TRUE(eventually([&] { return picture().stamp().vtime > 1'000'000'000; }));
  QTest::keyClick(&*window, Qt::Key_1);
  const qint64 then = picture().stamp().vtime;
  EXPECT_TRUE(eventually([&] { return picture().stamp().vtime > then + 500'000'000; }));
}

}  // namespace
}  // namespace forlopp::console
