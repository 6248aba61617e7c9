#include "gui/scale.hpp"

#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QStatusBar>
#include <QTableView>
#include <QTreeView>
#include <utility>

#include "gui/panels/chart_tile.hpp"
#include "gui/panels/fault_form.hpp"
#include "gui/panels/fault_timeline.hpp"
#include "gui/panels/field_view.hpp"
#include "gui/panels/ladder_view.hpp"
#include "gui/panels/mini_timeline.hpp"
#include "gui/panels/shelf_view.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "tests/gui/window_at_an_exchange.hpp"

namespace forlopp::console {
namespace {

class Size : public WindowAtAnExchange {
 protected:
  ~Size() override {
    QSettings{}.clear();
    const Scale usual;  // For the tests after this one.
  }
  static void press(MainWindow& window, Qt::Key key, int times = 1) {
    for (int i = 0; i < times; ++i) QTest::keyClick(&window, key, Qt::ControlModifier);
    QCoreApplication::processEvents();
  }
  static void choose(MainWindow& window, int percent) {
    window.scale().set(percent);
    settle();
  }
  static QAction& command(MainWindow& window, const char* id) {
    return *window.commands().find(word(id));
  }
  static QRect first_row(MainWindow& window) {
    QTreeView& tree = window.findChild<SupervisionPanel*>()->tree();
    return tree.visualRect(tree.model()->index(0, 0));
  }
  static double growth(int before, int now) { return 1.0 * now / before; }
};

TEST_F(Size, GoesUpAndDownInStepsAndBackByKeys) {
  MainWindow window;
  show(window);
  const QFont usual = QApplication::font();
  press(window, Qt::Key_Plus);
  EXPECT_EQ(window.scale().percent(), 110);
  EXPECT_EQ(window.statusBar()->currentMessage(), word("Size: 110 %."));
  EXPECT_DOUBLE_EQ(window.font().pointSizeF(), usual.pointSizeF() * 1.1);
  press(window, Qt::Key_Equal, 2);
  EXPECT_EQ(window.scale().percent(), 150);
  press(window, Qt::Key_Minus);
  EXPECT_EQ(window.scale().percent(), 125);
  press(window, Qt::Key_0);
  EXPECT_EQ(window.scale().percent(), 100);
  EXPECT_EQ(QApplication::font(), usual);
}

TEST_F(Size, IsInTheMenuAndAmongTheCommands) {
  MainWindow window;
  for (const char* id : {"view.larger", "view.smaller", "view.usual_size"})
    EXPECT_FALSE(command(window, id).associatedObjects().isEmpty());
  show(window);
  command(window, "view.palette").trigger();
  CommandPalette& palette = window.command_palette();
  QTest::keyClicks(&palette.search(), word("larger"));
  QTest::keyClick(&palette.search(), Qt::Key_Return);
  EXPECT_EQ(window.scale().percent(), 110);
}

TEST_F(Size, AtBothEndsNothingLeadsFurtherAndItIsSaid) {
  MainWindow window;
  show(window);
  press(window, Qt::Key_Plus, 20);
  EXPECT_EQ(window.scale().percent(), 200);
  EXPECT_FALSE(command(window, "view.larger").isEnabled());
  EXPECT_TRUE(command(window, "view.smaller").isEnabled());
  EXPECT_EQ(window.statusBar()->currentMessage(), word("200 % is the largest size."));
  EXPECT_EQ(command(window, "view.larger").toolTip(), word("Larger: 200 % is the largest size."));
  press(window, Qt::Key_Minus, 20);
  EXPECT_EQ(window.scale().percent(), 80);
  EXPECT_FALSE(command(window, "view.smaller").isEnabled());
  EXPECT_TRUE(command(window, "view.larger").isEnabled());
  EXPECT_EQ(window.statusBar()->currentMessage(), word("80 % is the smallest size."));
  press(window, Qt::Key_0);
  EXPECT_FALSE(command(window, "view.usual_size").isEnabled());
}

TEST_F(Size, ItsKeysAreNotTakenForThoseOfAPanel) {
  MainWindow window;
  show(window);
  choose(window, 200);
  auto* shelves = window.findChild<ShelfView*>();
  shelves->setFocus();
  const ShelfView::Zoom before = shelves->zoom();
  QTest::keyClick(shelves, Qt::Key_Plus, Qt::ControlModifier);
  EXPECT_EQ(shelves->zoom(), before);
}

TEST_F(Size, TheLargestStaysTheLargestWhenALineComes) {
  MainWindow window;
  show(window);
  choose(window, 200);
  connect(window);
  EXPECT_FALSE(command(window, "view.larger").isEnabled());
}

TEST_F(Size, IsKeptForTheNextTime) {
  int height = 0;
  {
    MainWindow window;
    connect(window);
    choose(window, 150);
    height = first_row(window).height();
  }
  QApplication::setFont(QFontDatabase::systemFont(QFontDatabase::GeneralFont));
  MainWindow window;
  EXPECT_EQ(window.scale().percent(), 150);
  connect(window);
  EXPECT_EQ(first_row(window).height(), height);
}

TEST_F(Size, IsTheUsualOneWhereNoStepWasKept) {
  QSettings{}.setValue(word("view/size"), 3'000);
  MainWindow window;
  EXPECT_EQ(window.scale().percent(), 100);
}

TEST_F(Size, RowsOfTheTreeAndOfTablesHoldTheirTextAtEveryStep) {
  MainWindow window;
  connect(window);
  QTreeView& tree = window.findChild<SupervisionPanel*>()->tree();
  const int usual = first_row(window).height();
  for (const int percent : Scale::steps()) {
    choose(window, percent);
    const int height = first_row(window).height();
    EXPECT_GE(height, tree.fontMetrics().height() + 4) << percent;
    EXPECT_NEAR(growth(usual, height), percent / 100.0, 0.08) << percent;
    for (const QTableView* table : window.findChildren<QTableView*>()) {
      EXPECT_EQ(table->verticalHeader()->defaultSectionSize(), height)
          << percent << ' ' << table->parent()->objectName().toStdString();
    }
  }
}

TEST_F(Size, WhatIsPaintedGrowsWithTheText) {
  MainWindow window;
  connect(window);
  window.focus().move_to({Entity::Kind::call, word("7")});
  command(window, "focus.ladder").trigger();
  auto* ladder = window.findChild<LadderView*>();
  ASSERT_TRUE(eventually([&] { return !ladder->rows().rows().empty(); }));
  auto* shelves = window.findChild<ShelfView*>();
  auto* faults = window.findChild<FaultTimeline*>();
  auto* run = window.findChild<MiniTimeline*>();
  const auto lengths = [&] {
    return std::map<std::string, int>{
        {"a card", shelves->rectangle(CardPlace{3, 7}).width()},
        {"where cards begin", shelves->rectangle(CardPlace{0, 0}).left()},
        {"all cards", shelves->width()},
        {"the field for until when", window.findChild<QWidget*>(word("until"))->minimumWidth()},
        {"the list of commands", window.command_palette().height()},
        {"the lanes of faults", faults->sizeHint().height()},
        {"the line of the run", run->height()},
        {"a row of the ladder", ladder->sheet().row_height()},
        {"the times of the ladder", ladder->sheet().time_width()},
        {"the numbers of a chart", window.findChild<ChartTile*>()->area().inside.left()}};
  };
  const auto before = lengths();
  choose(window, 150);
  for (const auto& [what, length] : lengths())
    EXPECT_NEAR(growth(before.at(what), length), 1.5, 0.2) << what;
}

/// From the first to the last line with something dark.
int height_of_ink(const QImage& picture) {
  int first = -1, last = -1;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x)
      if (picture.pixelColor(x, y).lightness() < 128) {
        first = first < 0 ? y : first;
        last = y;
      }
  return last - first + 1;
}

TEST_F(Size, TitlesOfPanelsGrowToo) {
  MainWindow window;
  show(window);
  auto* dock = window.findChild<QDockWidget*>(word("inspector"));
  const auto ink = [&] {
    const QRect title{0, 0, dock->width() / 2, dock->widget()->y()};
    return height_of_ink(dock->grab(title).toImage());
  };
  const int before = ink();
  choose(window, 200);
  EXPECT_NEAR(growth(before, ink()), 2.0, 0.3);
}

TEST_F(Size, TheFormOfAFaultIsAsWideAsItsFields) {
  MainWindow window;
  connect(window);
  window.resize(1'600, 1'000);
  command(window, "panel.faults").trigger();
  choose(window, 200);
  auto* form = window.findChild<FaultForm*>();
  EXPECT_LE(form->width(), form->parentWidget()->width());
}

TEST_F(Size, TheLadderCanBeScrolledToItsEnd) {
  MainWindow window;
  connect(window);
  window.resize(1'600, 1'000);
  window.focus().move_to({Entity::Kind::call, word("7")});
  command(window, "focus.ladder").trigger();
  auto* ladder = window.findChild<LadderView*>();
  ASSERT_TRUE(eventually([&] { return !ladder->rows().rows().empty(); }));
  QFont twice = ladder->font();
  twice.setPointSizeF(2.0 * twice.pointSizeF());
  ladder->setFont(twice);  // And nothing else: another height would put it right.
  QTest::keyClick(ladder, Qt::Key_End);
  EXPECT_LE(ladder->rectangle(ladder->chosen()).bottom(), ladder->viewport()->height());
}

TEST_F(Size, ColumnsKeepTheirShareAlsoThoseThatWereDrawnWider) {
  MainWindow window;
  connect(window);
  command(window, "panel.alarms").trigger();
  QHeaderView& columns = *window.findChild<QWidget*>(word("alarm_panel"))
                              ->findChild<QTableView*>()
                              ->horizontalHeader();
  columns.resizeSection(1, 260);
  const int first = columns.sectionSize(0);
  choose(window, 200);
  EXPECT_NEAR(columns.sectionSize(0), 2 * first, 2);
  EXPECT_NEAR(columns.sectionSize(1), 2 * 260, 2);
  choose(window, 100);
  EXPECT_NEAR(columns.sectionSize(0), first, 1);
}

/// What lies in sight and shows its text whole, unless it says that it may be cut.
bool is_cut(const QWidget& part, const QSize& wanted) {
  if (!part.isVisible() || part.visibleRegion().isEmpty()) return false;
  const bool may_be_narrow = part.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
  return part.height() < wanted.height() || (!may_be_narrow && part.width() < wanted.width());
}

TEST_F(Size, NoLabelAndNoButtonIsCut) {
  MainWindow window;
  connect(window);
  window.resize(1'600, 1'000);
  window.reset_layout();
  for (const int percent : {150, 80, 200, 100}) {
    choose(window, percent);
    for (const QLabel* label : window.findChildren<QLabel*>())
      EXPECT_FALSE(!label->wordWrap() && is_cut(*label, label->sizeHint()))
          << percent << ' ' << label->objectName().toStdString() << label->text().toStdString();
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>())
      EXPECT_FALSE(!button->text().isEmpty() && is_cut(*button, button->minimumSizeHint()))
          << percent << ' ' << button->text().toStdString();
  }
}

TEST_F(Size, WhatHasAFontOfItsOwnGrowsToo) {
  MainWindow window;
  connect(window);
  const auto fonts = [&] {
    std::vector<double> sizes;
    for (const char* name :
         {"clock", "guide_title", "scenario_text", "playback_place", "halt", "target"})
      sizes.push_back(window.findChild<QWidget*>(word(name))->font().pointSizeF());
    return sizes;
  };
  window.findChild<QLineEdit*>(word("target"))->setStyleSheet(word("border: 2px solid red"));
  const std::vector<double> before = fonts();
  choose(window, 200);
  const std::vector<double> now = fonts();
  for (std::size_t i = 0; i < now.size(); ++i) EXPECT_DOUBLE_EQ(now[i], 2.0 * before[i]) << i;
}

TEST_F(Size, FitsASmallScreenAtEveryStepWithHaltInReach) {
  MainWindow window;
  connect(window);
  window.resize(1'366, 768);
  for (const int percent : Scale::steps()) {
    choose(window, percent);
    EXPECT_EQ(window.size(), QSize(1'366, 768)) << percent;
    const auto* halt = window.findChild<QWidget*>(word("halt"));
    const QRect place{halt->mapTo(&window, QPoint{0, 0}), halt->size()};
    EXPECT_TRUE(window.rect().contains(place)) << percent;
    EXPECT_EQ(halt->visibleRegion().boundingRect(), halt->rect()) << percent;
  }
}

TEST_F(Size, WhatDoesNotFitBesideGoesBelowAndComesBack) {
  MainWindow window;
  connect(window);
  window.resize(1'800, 1'000);
  choose(window, 150);
  const auto* pause = window.findChild<QWidget*>(word("time_bar"))->findChild<QAbstractButton*>();
  const auto* clock = window.findChild<QWidget*>(word("clock"));
  const auto is_below = [&] {
    settle();
    return clock->mapToGlobal(QPoint{0, 0}).y() >
           pause->mapToGlobal(QPoint{0, pause->height()}).y();
  };
  EXPECT_FALSE(is_below());
  window.resize(1'300, 1'000);
  EXPECT_TRUE(is_below());
  EXPECT_FALSE(clock->visibleRegion().isEmpty());
  window.resize(1'800, 1'000);
  EXPECT_FALSE(is_below());
}

TEST_F(Size, NothingIsLeftOfALargerOne) {
  MainWindow window;
  connect(window);
  const auto widths = [&] {
    std::map<QString, int> all;
    for (const QLabel* label : window.findChild<QWidget*>(word("time"))->findChildren<QLabel*>())
      all[label->objectName() + label->text()] = label->width();
    return all;
  };
  settle();
  const auto before = widths();
  choose(window, 200);
  EXPECT_NE(widths(), before);
  choose(window, 100);
  EXPECT_EQ(widths(), before);
}

TEST_F(Size, NamesInTheTreeCanBeReadOnASmallScreen) {
  MainWindow window;
  connect(window);
  window.resize(1'366, 768);
  window.reset_layout();
  QTreeView& tree = window.findChild<SupervisionPanel*>()->tree();
  choose(window, 200);
  EXPECT_GE(tree.header()->sectionSize(0),
            tree.fontMetrics().horizontalAdvance(word("switch_sup.shelf_sup")));
  choose(window, 100);
  EXPECT_EQ(tree.header()->length(), tree.viewport()->width()) << "They fill what there is.";
}

TEST_F(Size, IsPaintedLarge) {
  if (qEnvironmentVariableIsEmpty("FORLOPP_PICTURES")) GTEST_SKIP() << "nobody looks at it";
  MainWindow window;
  connect(window);
  window.resize(1'600, 1'000);
  window.reset_layout();
  window.focus().move_to({Entity::Kind::card, word("3/7")});
  choose(window, 150);
  keep(window, "large");
  window.resize(1'366, 768);
  settle();
  keep(window, "large_on_a_small_screen");
  choose(window, 200);
  keep(window, "largest_on_a_small_screen");
  window.resize(1'600, 1'000);
  choose(window, 150);
  window.focus().move_to({Entity::Kind::call, word("7")});
  command(window, "focus.ladder").trigger();
  auto* ladder = window.findChild<LadderView*>();
  ASSERT_TRUE(eventually([&] { return !ladder->rows().rows().empty(); }));
  QCoreApplication::processEvents();
  keep(window, "large_ladder");
  for (const char* panel : {"alarms", "calls", "faults", "field", "guide", "events"}) {
    command(window, QStringLiteral("panel.%1").arg(word(panel)).toUtf8().constData()).trigger();
    QCoreApplication::processEvents();
    keep(window, QStringLiteral("large_%1").arg(word(panel)).toUtf8().constData());
  }
  choose(window, 200);
  keep(window, "largest");
  choose(window, 80);
  keep(window, "smallest");
}

}  // namespace
}  // namespace forlopp::console
