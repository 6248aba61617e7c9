#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QTreeView>
#include <QVBoxLayout>

#include <gtest/gtest.h>

#include "gui/panels/process_panel.hpp"
#include "gui/panels/story_panel.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "tests/gui/restart_desk.hpp"

namespace forlopp::console {
namespace {

QString word(const char* text) {
  return QString::fromUtf8(text);
}

/// A tree of three levels: `top` above `top/shelf 1` above two cards; and top lists.
class Restarts : public RestartDesk {
 protected:
  static Cells row(const char* parent, const char* kind, State state = State::idle) {
    const bool supervises = word(kind) == word("supervisor");
    return {word(parent),
            QString{},
            word(kind),
            word("<0.1.1>"),
            supervises ? word("one_for_one") : QString{},
            2,
            0,
            0,
            supervises ? 5 : 0,
            10'000'000'000LL,
            0,
            static_cast<int>(state)};
  }
  void grow(State card = State::idle) {
    picture.apply(
        {.views = {{word("supervision"),
                    {.rows = {{word("top"), row("", "supervisor")},
                              {word("top/shelf 1"), row("top", "supervisor")},
                              {word("top/shelf 1/card 1/1"), row("top/shelf 1", "worker", card)},
                              {word("top/shelf 1/card 1/2"), row("top/shelf 1", "worker")}}}}}});
  }
  QModelIndex index(const char* key) { return picture.supervision().index_of(word(key)); }
  Reports::About card(const char* pid = "<0.7.1>") const {
    return {.child = word("card 1/1"),
            .supervisor = word("top/shelf 1"),
            .pid = word(pid),
            .reason = word("killed")};
  }
  void card_dies_and_returns() {
    note(reports.crash(word("<0.7.1>"), word("card 1/1"), word("killed")));
    note(reports.terminated(card()));
    Reports::About back = card("<0.7.2>");
    back.old_pid = word("<0.7.1>");
    note(reports.restarted(back));
  }
  void shelf_escalates() {
    note(reports.terminated(card()));
    Reports::About up = card();
    up.escalates_to = word("top");
    up.level = 3;
    note(reports.gave_up(up));
    const Reports::About shelf{
        .child = word("shelf 1"), .supervisor = word("top"), .pid = word("<0.3.1>"), .level = 3};
    note(reports.terminated(shelf));
    note(reports.restarted(shelf));
    note(reports.recovered(word("shelf 1"), 3, 58));
  }
  void storm() {
    std::vector<std::variant<Event, Lost>> all;
    for (int i = 0; i < 300; ++i) all.emplace_back(reports.terminated(card("<0.8.1>")));
    picture.apply({.happened = all});
  }
};

TEST_F(Restarts, TheTreeOpensWhereThereIsTrouble) {
  SupervisionPanel panel{desk};
  grow();
  EXPECT_TRUE(panel.tree().isExpanded(index("top")));
  EXPECT_FALSE(panel.tree().isExpanded(index("top/shelf 1")));
  grow(State::crashed);
  EXPECT_TRUE(panel.tree().isExpanded(index("top/shelf 1")));
}

TEST_F(Restarts, KeysOpenAndCloseAllBelow) {
  SupervisionPanel panel{desk};
  grow();
  panel.tree().setCurrentIndex(index("top"));
  commands.find(word("supervision.expand"))->trigger();
  EXPECT_TRUE(panel.tree().isExpanded(index("top/shelf 1")));
  commands.find(word("supervision.collapse"))->trigger();
  EXPECT_FALSE(panel.tree().isExpanded(index("top")));
  EXPECT_FALSE(panel.tree().isExpanded(index("top/shelf 1")));
  card_dies_and_returns();
  commands.find(word("supervision.open_trouble"))->trigger();
  EXPECT_TRUE(panel.tree().isExpanded(index("top/shelf 1")));
}

TEST_F(Restarts, ABranchWithTroubleStaysClosedWhenSomebodyClosesIt) {
  SupervisionPanel panel{desk};
  grow(State::crashed);
  panel.tree().collapse(index("top/shelf 1"));
  Cells other = row("top/shelf 1", "worker", State::crashed);
  other[10] = 7;  // Its mailbox.
  picture.apply(
      {.views = {{word("supervision"), {.rows = {{word("top/shelf 1/card 1/1"), other}}}}}});
  EXPECT_FALSE(panel.tree().isExpanded(index("top/shelf 1")));
  grow();
  grow(State::crashed);
  EXPECT_TRUE(panel.tree().isExpanded(index("top/shelf 1")));
}

TEST_F(Restarts, TheTreeIsAsItWasLeftWhenAllOfItComesAnew) {
  SupervisionPanel panel{desk};
  panel.resize(400, 90);
  panel.show();
  grow();
  panel.tree().expand(index("top/shelf 1"));
  QScrollBar* bar = panel.tree().verticalScrollBar();
  ASSERT_TRUE(QTest::qWaitFor([&] { return bar->maximum() > 0; }));
  bar->setValue(1);
  picture.apply({.fresh = true});
  EXPECT_EQ(picture.supervision().rowCount(), 0);
  grow();
  EXPECT_TRUE(panel.tree().isExpanded(index("top/shelf 1")));
  EXPECT_TRUE(QTest::qWaitFor([&] { return bar->value() == 1; }));
}

TEST_F(Restarts, ARowSaysWhatHappensToItAndHowOftenItWasRestarted) {
  SupervisionPanel panel{desk};
  grow();
  card_dies_and_returns();
  EXPECT_EQ(index("top/shelf 1/card 1/1").data(Qt::AccessibleTextRole).toString(),
            word("top/shelf 1/card 1/1, idle, killed, restarted 1 times"));
  after(700);
  EXPECT_EQ(index("top/shelf 1/card 1/1").data(SupervisionModel::mark_text_role).toString(),
            word("<0.7.1> → <0.7.2>"));
  EXPECT_EQ(index("top").data(SupervisionModel::restarts_below_role).toInt(), 1);
  commands.find(word("supervision.acknowledge"))->trigger();
  EXPECT_EQ(index("top").data(SupervisionModel::restarts_below_role).toInt(), 0);
}

TEST_F(Restarts, OnlyRowsThatChangeArePaintedAnew) {
  grow();
  card_dies_and_returns();
  QStringList changed;
  QObject::connect(&picture.supervision(), &QAbstractItemModel::dataChanged, &picture,
                   [&](const QModelIndex& row) { changed.append(picture.supervision().key(row)); });
  after(100);
  EXPECT_EQ(changed, QStringList{});
  after(550);
  EXPECT_EQ(changed, QStringList{word("top/shelf 1/card 1/1")});
}

TEST_F(Restarts, TheBannerTellsOfAnEscalationAndLeadsToItsStory) {
  SupervisionPanel panel{desk};
  StoryPanel stories{desk};
  panel.show();
  grow();
  EXPECT_FALSE(panel.banner().isVisible());
  shelf_escalates();
  ASSERT_TRUE(panel.banner().isVisible());
  EXPECT_TRUE(panel.banner().text().contains(word("level 3: shelf 1 restarted – 58 stable kept")));
  QTest::mouseClick(&panel.banner(), Qt::LeftButton);
  EXPECT_EQ(focus.entity().kind, Entity::Kind::supervised);
  EXPECT_EQ(stories.chain().model()->rowCount(), 4);
  focus.move_to({});
  commands.find(word("supervision.acknowledge"))->trigger();
  EXPECT_FALSE(panel.banner().isVisible());
}

TEST_F(Restarts, AStormFreezesTheTreeToSupervisorsAndSaysSo) {
  SupervisionPanel panel{desk};
  panel.show();
  grow();
  panel.tree().expandAll();
  storm();
  EXPECT_FALSE(panel.tree().isExpanded(index("top/shelf 1")));
  EXPECT_TRUE(panel.tree().isExpanded(index("top")));
  ASSERT_TRUE(panel.storm().isVisible());
  EXPECT_TRUE(panel.storm().text().contains(word("300 supervision events a second")));
  int told = 0;
  QObject::connect(&picture.supervision(), &QAbstractItemModel::dataChanged, &picture,
                   [&](const QModelIndex& row) {
                     told += picture.supervision().key(row).contains(word("card")) ? 1 : 0;
                   });
  grow(State::crashed);
  EXPECT_EQ(told, 0);
  for (int i = 0; i < 9; ++i) after(500);
  EXPECT_FALSE(panel.storm().isVisible());
  EXPECT_GT(told, 0);
  EXPECT_TRUE(panel.tree().isExpanded(index("top/shelf 1")));
}

TEST_F(Restarts, WhatIsInNoRowIsAskedForByName) {
  SupervisionPanel panel{desk};
  grow();
  auto* search = panel.findChild<QLineEdit*>(word("find"));
  search->setText(word("o_half 17"));
  QTest::keyClick(search, Qt::Key_Return);
  ASSERT_EQ(questions.asked.size(), 1U);
  EXPECT_EQ(questions.asked[0].what, word("inspect"));
  questions.asked[0].then(Reply{.result = {{word("pid"), word("<0.44.1>")}}});
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::process, word("<0.44.1>")}));
}

TEST_F(Restarts, ChoosingAStoryShowsItsChainAndTheCrashReport) {
  StoryPanel panel{desk};
  card_dies_and_returns();
  ASSERT_EQ(panel.list().model()->rowCount(), 1);
  panel.list().setCurrentIndex(panel.list().model()->index(0, 0));
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::process, word("<0.7.1>")}));
  EXPECT_EQ(panel.chain().model()->rowCount(), 3);
}

TEST_F(Restarts, EachLinkOfAChainLeadsToWhomItIsAbout) {
  StoryPanel panel{desk};
  card_dies_and_returns();
  panel.list().setCurrentIndex(panel.list().model()->index(0, 0));
  const auto choose = [&](int link) {
    panel.chain().setCurrentIndex(panel.chain().model()->index(link, 0));
    return focus.entity();
  };
  EXPECT_EQ(choose(2), (Entity{Entity::Kind::process, word("<0.7.2>")}));
  EXPECT_EQ(choose(1), (Entity{Entity::Kind::supervised, word("top/shelf 1")}));
  EXPECT_EQ(choose(0), (Entity{Entity::Kind::process, word("<0.7.1>")}));
  choose(2);
  QTest::mouseClick(&panel.supervisor(), Qt::LeftButton);
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::supervised, word("top/shelf 1")}));
  int opened = 0;
  commands.add(word("focus.ladder"), word("Ladder"), {}, Commands::For::everybody,
               [&] { ++opened; });
  QTest::mouseClick(&panel.ladder(), Qt::LeftButton);
  EXPECT_EQ(opened, 1);
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::process, word("<0.7.2>")}));
}

TEST_F(Restarts, AStoryThatIsForgottenLeavesTheFocusWhereItIs) {
  StoryPanel panel{desk};
  card_dies_and_returns();
  panel.list().setCurrentIndex(panel.list().model()->index(0, 0));
  const Focus::Point chosen = focus.point();
  ASSERT_EQ(chosen.entity.key, word("<0.7.1>"));
  for (int i = 0; i < 600; ++i) {
    note(reports.crash(QStringLiteral("<0.%1.1>").arg(1'000 + i), word("lone"), word("killed")));
    now += 5'000;
  }
  EXPECT_LE(panel.list().model()->rowCount(), 500);
  EXPECT_EQ(focus.point(), chosen);
}

TEST_F(Restarts, AStoryThatGoesOnGoesOnInItsChain) {
  StoryPanel panel{desk};
  note(reports.crash(word("<0.7.1>"), word("card 1/1"), word("killed")));
  panel.list().setCurrentIndex(panel.list().model()->index(0, 0));
  EXPECT_EQ(panel.chain().model()->rowCount(), 1);
  note(reports.terminated(card()));
  EXPECT_EQ(panel.chain().model()->rowCount(), 2);
}

/// The colours that are in a picture of a widget.
QSet<QRgb> colours_of(QWidget& widget) {
  const QImage image = widget.grab().toImage();
  QSet<QRgb> colours;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
  return colours;
}

TEST_F(Restarts, ACrashAnEscalationAndAReturnArePaintedInLightAndDark) {
  QWidget window;
  SupervisionPanel tree{desk, &window};
  StoryPanel stories{desk, &window};
  auto* column = new QVBoxLayout{&window};
  column->addWidget(&tree, 3);
  column->addWidget(&stories, 2);
  window.resize(900, 560);
  window.show();
  const auto keep = [&](const char* name) {
    const QString folder = qEnvironmentVariable("FORLOPP_PICTURES");
    if (!folder.isEmpty()) window.grab().save(QStringLiteral("%1/%2.png").arg(folder, word(name)));
  };
  const auto has = [&](State state, Theme theme) {
    return colours_of(tree).contains(colour(state, theme).rgb());
  };
  for (const Theme theme : {Theme::light, Theme::dark}) {
    const QString name = theme == Theme::light ? word("light") : word("dark");
    window.setPalette(widget_palette(theme));
    picture.restarts().clear();
    grow();
    tree.tree().expandAll();
    card_dies_and_returns();
    EXPECT_TRUE(has(State::crashed, theme));
    keep(qPrintable(word("restart_crash_") + name));
    after(700);
    EXPECT_TRUE(has(State::restarting, theme));
    after(700);
    EXPECT_TRUE(has(State::recovered, theme));
    keep(qPrintable(word("restart_recovered_") + name));
    after(10'000);
    shelf_escalates();
    after(650);
    EXPECT_TRUE(has(State::escalated, theme));
    stories.list().setCurrentIndex(stories.list().model()->index(0, 0));
    keep(qPrintable(word("restart_escalation_") + name));
    storm();
    keep(qPrintable(word("restart_storm_") + name));
  }
}

class TopLists : public Restarts {
 protected:
  static Cells process(const char* label, int mailbox, int restarts, qint64 started) {
    return {word(label), word(label), QString{}, 0, mailbox, started, restarts};
  }
  void list(const char* view, std::map<QString, Cells> rows) {
    picture.apply({.views = {{word(view), {.rows = std::move(rows)}}}});
  }
  QString first() { return rows().index(0, 0).data().toString(); }
  QAbstractItemModel& rows() { return *panel.table().view().model(); }

  ProcessPanel panel{desk};
};

TEST_F(TopLists, TheLongestMailboxIsFirstUntilAnotherOrderIsChosen) {
  panel.be_seen(true);
  EXPECT_EQ(questions.wanted, QStringList{word("processes mailbox")});
  list("processes mailbox",
       {{word("0"), process("short", 1, 9, 5)}, {word("1"), process("long", 7, 0, 2)}});
  panel.renew_order();
  EXPECT_EQ(first(), word("long"));
  panel.order().setCurrentIndex(1);
  EXPECT_EQ(questions.wanted, QStringList{word("processes restarts")});
  EXPECT_EQ(rows().rowCount(), 0);
  list("processes restarts",
       {{word("0"), process("short", 1, 9, 5)}, {word("1"), process("long", 7, 0, 2)}});
  panel.renew_order();
  EXPECT_EQ(first(), word("short"));
  panel.order().setCurrentIndex(2);
  list("processes age",
       {{word("0"), process("short", 1, 9, 5)}, {word("1"), process("long", 7, 0, 2)}});
  panel.renew_order();
  EXPECT_EQ(first(), word("long"));
  panel.be_seen(false);
  EXPECT_EQ(questions.wanted, QStringList{});
}

TEST_F(TopLists, TheOrderDoesNotChangeUnderTheMouse) {
  list("processes mailbox",
       {{word("0"), process("a", 1, 0, 0)}, {word("1"), process("b", 7, 0, 0)}});
  panel.renew_order();
  panel.table().view().viewport()->setAttribute(Qt::WA_UnderMouse);
  list("processes mailbox", {{word("0"), process("a", 99, 0, 0)}});
  panel.renew_order();
  EXPECT_EQ(first(), word("b"));
  panel.table().view().viewport()->setAttribute(Qt::WA_UnderMouse, false);
  panel.renew_order();
  EXPECT_EQ(first(), word("a"));
}

TEST_F(TopLists, AFilterIsTrueOfWhoHasAPlaceNow) {
  list("processes mailbox",
       {{word("0"), process("half_call 1", 5, 0, 0)}, {word("1"), process("trunk", 7, 0, 0)}});
  panel.table().filter().setText(word("half"));
  ASSERT_EQ(rows().rowCount(), 1);
  list("processes mailbox",
       {{word("0"), process("trunk", 5, 0, 0)}, {word("1"), process("half_call 2", 9, 0, 0)}});
  panel.renew_order();
  ASSERT_EQ(rows().rowCount(), 1);
  EXPECT_EQ(first(), word("half_call 2"));
}

TEST_F(TopLists, AFrozenListShowsLaterWhatCameMeanwhile) {
  list("processes mailbox", {{word("0"), process("a", 1, 0, 0)}});
  QTest::mouseClick(&panel.frozen(), Qt::LeftButton, {}, QPoint{6, panel.frozen().height() / 2});
  ASSERT_TRUE(panel.frozen().isChecked());
  list("processes mailbox",
       {{word("0"), process("a", 50, 0, 0)}, {word("1"), process("b", 7, 0, 0)}});
  EXPECT_EQ(rows().rowCount(), 1);
  EXPECT_EQ(rows().index(0, 1).data().toString(), word("1"));
  panel.frozen().setChecked(false);
  EXPECT_EQ(rows().rowCount(), 2);
  EXPECT_EQ(first(), word("a"));
  EXPECT_EQ(rows().index(0, 1).data().toString(), word("50"));
}

}  // namespace
}  // namespace forlopp::console
