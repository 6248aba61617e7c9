#include "gui/panels/chart_panel.hpp"

#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>

#include "tests/gui/panels_at_a_desk.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 now = 842'317'000'000;

class Charts : public PanelsAtADesk {
 protected:
  Charts() {
    show_frame();
    panel.resize(900, 500);
    panel.show();
    EXPECT_TRUE(QTest::qWaitFor([&] { return is_painted(); }));
  }
  bool is_painted() const {
    return panel.tiles().size() == 8 &&
           std::ranges::all_of(panel.tiles(), [&](const ChartTile* each) {
             return each->area().span == TimeSpan{now - 120 * second, now};
           });
  }
  ChartTile& tile(const char* id) { return *panel.findChild<ChartTile*>(word(id)); }
  static void move(ChartTile& tile, QPoint to, Qt::MouseButtons buttons = {}) {
    QMouseEvent event{QEvent::MouseMove, to,      tile.plot().mapToGlobal(to),
                      Qt::NoButton,      buttons, {}};
    QCoreApplication::sendEvent(&tile.plot(), &event);
  }
  static QPoint place(const ChartTile& tile, qint64 vtime) {
    const PlotArea area = tile.area();
    return {qRound(area.x_of(vtime)), area.inside.center().y()};
  }
  static void turn(ChartTile& tile, int notches, QPoint at, Qt::KeyboardModifiers with = {}) {
    QWheelEvent event{at,   tile.plot().mapToGlobal(at), {},   {0, 120 * notches}, Qt::NoButton,
                      with, Qt::NoScrollPhase,           false};
    QSpontaneKeyEvent::setSpontaneous(&event);  // As from a mouse: what is not taken goes further.
    QCoreApplication::instance()->notify(&tile.plot(), &event);
  }

  ChartPanel panel{desk};
};

TEST_F(Charts, ThereAreFourOfTheExchangeAndTwoOfEachTrunkGroup) {
  QStringList ids;
  for (const ChartTile* each : panel.tiles()) ids.append(each->objectName());
  EXPECT_EQ(ids, (QStringList{word("chart_attempts"), word("chart_calls_up"), word("chart_setup"),
                              word("chart_restarts"), word("chart_circuits_north"),
                              word("chart_blocking_north"), word("chart_circuits_south"),
                              word("chart_blocking_south")}));
  EXPECT_EQ(panel.window().span(), (TimeSpan{now - 120 * second, now}));
}

TEST_F(Charts, EveryLineOfAChartHasADashOfItsOwn) {
  for (const ChartTile* each : panel.tiles()) {
    QSet<Qt::PenStyle> dashes;
    for (const ChartLine& line : each->kind().lines) dashes.insert(line.dash);
    EXPECT_EQ(dashes.size(), static_cast<qsizetype>(each->kind().lines.size()));
  }
}

TEST_F(Charts, AllAreReadWhereTheMouseIs) {
  ChartTile& attempts = tile("chart_attempts");
  move(attempts, place(attempts, 800 * second));
  ASSERT_TRUE(panel.window().pointer().has_value());
  const qint64 pointed = *panel.window().pointer() / second - 1;  // The second that is over.
  EXPECT_NEAR(static_cast<double>(pointed), 799.0, 1.0);
  EXPECT_EQ(attempts.reading().section(u',', 0, 0),
            QStringLiteral("attempts %1/s").arg(48 + pointed * 7 % 9));
  EXPECT_EQ(tile("chart_setup").reading().section(u',', 0, 0),
            QStringLiteral("p50 %1 ms").arg(60 + pointed * 11 % 17));
  EXPECT_EQ(tile("chart_blocking_north").reading().section(u',', 1, 1), word(" Erlang B 1.34 %"));
  EXPECT_TRUE(tile("chart_calls_up")
                  .findChild<QLabel*>(word("reading"))
                  ->text()
                  .contains(word(" at 00:13:")));
  QEvent leave{QEvent::Leave};
  QCoreApplication::sendEvent(&attempts.plot(), &leave);
  EXPECT_FALSE(panel.window().pointer().has_value());
}

TEST_F(Charts, TheWheelZoomsAllOfThem) {
  ChartTile& attempts = tile("chart_attempts");
  panel.window().pan(-200 * second);
  const PlotArea before = attempts.area();
  const QPoint at = place(attempts, before.span.from + before.span.length() / 4);
  const qint64 under = before.vtime_at(at.x());
  turn(attempts, 1, at);
  EXPECT_LT(attempts.area().span.length(), before.span.length());
  EXPECT_EQ(tile("chart_setup").area().span, attempts.area().span);
  EXPECT_NEAR(static_cast<double>(attempts.area().vtime_at(at.x()) - under), 0.0, second / 10.0);
}

TEST_F(Charts, ADragPansAllOfThemAndTheEndFollowsAgain) {
  ChartTile& attempts = tile("chart_attempts");
  const PlotArea before = attempts.area();
  QTest::mousePress(&attempts.plot(), Qt::LeftButton, {}, before.inside.center());
  move(attempts, before.inside.center() + QPoint{40, 0}, Qt::LeftButton);
  QTest::mouseRelease(&attempts.plot(), Qt::LeftButton, {}, before.inside.center() + QPoint{40, 0});
  EXPECT_LT(attempts.area().span.until, before.span.until);
  EXPECT_EQ(tile("chart_calls_up").area().span, attempts.area().span);
  EXPECT_FALSE(panel.window().follows());
  commands.find(word("charts.follow"))->trigger();
  EXPECT_EQ(attempts.area().span, before.span);
}

TEST_F(Charts, AClickOnAFaultMovesTheFocusToItAndItsTime) {
  ChartTile& calls = tile("chart_calls_up");
  const QPoint mark = place(calls, now - 3 * second);
  QTest::mouseClick(&calls.plot(), Qt::LeftButton, {}, mark);
  EXPECT_EQ(focus.entity(), (Entity{Entity::Kind::card, word("3/7")}));
  EXPECT_NEAR(static_cast<double>(focus.point().vtime), now - 3.0 * second, 2.0 * second);
  const Focus::Point before = focus.point();
  QTest::mouseClick(&calls.plot(), Qt::LeftButton, {}, place(calls, now - 60 * second));
  EXPECT_EQ(focus.point(), before);
}

TEST_F(Charts, TheKeysReadAndGoFromFaultToFault) {
  QTest::keyClick(&panel, Qt::Key_Left);
  EXPECT_EQ(panel.window().pointer(), std::optional<qint64>{841 * second});
  QTest::keyClick(&panel, Qt::Key_Comma);
  const std::vector<Mark>& faults = picture.marks().of(MarkKind::fault);
  ASSERT_FALSE(faults.empty());
  EXPECT_LT(focus.point().vtime, 841 * second);
  QTest::keyClick(&panel, Qt::Key_Home);
  EXPECT_EQ(panel.window().span().from, 0);
  QTest::keyClick(&panel, Qt::Key_Period);
  QTest::keyClick(&panel, Qt::Key_End);
  EXPECT_TRUE(panel.window().follows());
  QTest::keyClick(&panel, Qt::Key_Plus);
  EXPECT_EQ(panel.window().span().length(), 80 * second);
  QTest::keyClick(&panel, Qt::Key_Minus);
  EXPECT_EQ(panel.window().span().length(), 120 * second);
  QTest::keyClick(&panel, Qt::Key_Escape);
  EXPECT_FALSE(panel.window().pointer().has_value());
}

TEST_F(Charts, WhatIsPaintedIsAlsoSaid) {
  const QString said = tile("chart_calls_up").plot().accessibleDescription();
  EXPECT_TRUE(said.contains(word("calls 11"))) << said.toStdString();
  EXPECT_TRUE(said.contains(word("card 3/7"))) << said.toStdString();
}

TEST_F(Charts, NothingIsPaintedWhileNothingIsSeenOrNew) {
  panel.hide();
  picture.apply(
      {.views = {{word("series"), {.rows = {{word("843"), Cells{1, 2, 3, 4, 5, 6, 7, 8}}}}}},
       .stamp = {.vtime = 845 * second}});
  QTest::qWait(0);
  EXPECT_EQ(panel.window().now(), now);
  panel.show();
  EXPECT_TRUE(QTest::qWaitFor([&] { return panel.window().now() == 845 * second; }));
}

TEST_F(Charts, AreKeptAsAPictureAndAsNumbers) {
  const QTemporaryDir folder;
  commands.find(word("charts.zoom_in"))->trigger();
  const QString csv = folder.filePath(word("charts.csv")),
                png = folder.filePath(word("charts.png"));
  EXPECT_EQ(panel.write_csv(csv), QString{});
  QFile file{csv};
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  const QList<QByteArray> lines = file.readAll().split('\n');
  EXPECT_TRUE(lines[0].startsWith("\"second\",\"attempts: attempts /s\","));
  EXPECT_EQ(lines.size(), 80 + 2);
  const qint64 end = lines[1].split(',')[0].toLongLong();
  EXPECT_EQ(lines[1].split(',')[1].toLongLong(), 48 + (end - 1) * 7 % 9);
  EXPECT_EQ(panel.write_png(png), QString{});
  EXPECT_GT(QImage{png}.height(), 400);
  EXPECT_NE(panel.write_csv(word("/no such folder/charts.csv")), QString{});
}

TEST_F(Charts, TheDialogForAFileDoesNotStandInTheWay) {
  const QTemporaryDir folder;
  QSignalSpy said{&commands, &Commands::said};
  commands.find(word("charts.export_csv"))->trigger();
  auto* dialog = panel.findChild<QFileDialog*>(word("charts_export_csv"));
  ASSERT_NE(dialog, nullptr);
  EXPECT_FALSE(dialog->isModal());
  emit dialog->fileSelected(folder.filePath(word("a.csv")));
  EXPECT_TRUE(QFile::exists(folder.filePath(word("a.csv"))));
  EXPECT_EQ(said.size(), 1);
  dialog->close();
}

TEST_F(Charts, TheWheelWithShiftScrollsThem) {
  panel.resize(400, 200);
  QScrollBar* bar = panel.findChild<QScrollArea*>()->verticalScrollBar();
  ASSERT_TRUE(QTest::qWaitFor([&] { return bar->maximum() > 300; }));
  const TimeSpan before = panel.window().span();
  ChartTile& attempts = tile("chart_attempts");
  turn(attempts, -1, attempts.plot().rect().center(), Qt::ShiftModifier);
  EXPECT_GT(bar->value(), 0);
  EXPECT_EQ(panel.window().span(), before);
}

TEST_F(Charts, AfterAClickInOneTheKeysAreForAllOfThem) {
  panel.resize(400, 200);
  panel.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&panel));
  QScrollBar* bar = panel.findChild<QScrollArea*>()->verticalScrollBar();
  ASSERT_TRUE(QTest::qWaitFor([&] { return bar->maximum() > 300; }));
  ChartTile& attempts = tile("chart_attempts");
  QTest::mouseClick(&attempts.plot(), Qt::LeftButton, {}, attempts.area().inside.center());
  const auto key = [](Qt::Key which) { QTest::keyClick(QApplication::focusWidget(), which); };
  ASSERT_NE(QApplication::focusWidget(), nullptr);
  key(Qt::Key_Left);
  EXPECT_TRUE(panel.window().pointer().has_value());
  key(Qt::Key_PageUp);
  EXPECT_FALSE(panel.window().follows());
  key(Qt::Key_Down);
  EXPECT_GT(bar->value(), 0);
  key(Qt::Key_Up);
  EXPECT_EQ(bar->value(), 0);
}

TEST_F(Charts, WhatIsScrolledIntoSightIsPainted) {
  panel.resize(400, 200);
  auto* scroll = panel.findChild<QScrollArea*>();
  ASSERT_TRUE(QTest::qWaitFor([&] { return scroll->verticalScrollBar()->maximum() > 300; }));
  panel.window().pan(-10 * second);
  ChartTile& last = *panel.tiles().back();
  EXPECT_NE(last.area().span, panel.window().span());
  scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
  EXPECT_TRUE(QTest::qWaitFor([&] { return last.area().span == panel.window().span(); }));
}

TEST_F(Charts, LightAndDarkAreDifferentPictures) {
  const QImage light = panel.grab().toImage();
  panel.setPalette(widget_palette(Theme::dark));
  QCoreApplication::processEvents();
  const QImage dark = panel.grab().toImage();
  EXPECT_NE(light, dark);
}

TEST_F(Charts, AnotherRunHasOtherGroups) {
  picture.apply({.fresh = true});
  EXPECT_TRUE(QTest::qWaitFor([&] { return panel.tiles().size() == 4; }));
}

}  // namespace
}  // namespace forlopp::console
