// Goal: whatever the exchange does, the window is as a person has left it: what was typed, opened,
// chosen and set is there after another hello, a line that was lost, a step back.
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollArea>
#include <QSettings>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <gtest/gtest.h>

#include "gui/main_window.hpp"
#include "gui/panels/chart_panel.hpp"
#include "gui/panels/fault_timeline.hpp"
#include "gui/panels/field_view.hpp"
#include "gui/panels/inspector_panel.hpp"
#include "gui/panels/ladder_view.hpp"
#include "gui/panels/mini_timeline.hpp"
#include "gui/panels/shelf_view.hpp"
#include "gui/panels/supervision_panel.hpp"
#include "tests/gui/canned_exchange.hpp"
#include "tests/gui/fake_exchange.hpp"

namespace forlopp::console {
namespace {

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class LeftAlone : public testing::Test {
 protected:
  LeftAlone() {
    QSettings{}.clear();
    exchange.answer = canned_answer;
    window.emplace();
    window->show();
    window->open(exchange.address());
    EXPECT_TRUE(eventually([&] { return !window->picture().stale(); }));
    tell_all();
    auto* charts = window->findChild<ChartPanel*>();
    EXPECT_TRUE(eventually([&] { return charts->window().now() > 0; }));
  }
  static bool eventually(const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, 10'000);
  }
  void tell_all() {
    QCborMap frame = canned_frame();
    frame.insert(word("frame"), ++frames);
    exchange.send(frame);
    ASSERT_TRUE(eventually([&] {
      return !exchange.acknowledged().empty() && exchange.acknowledged().back() == frames;
    }));
    QCoreApplication::processEvents();
  }
  template <class Widget>
  Widget* part(const char* dock) {
    return window->findChild<QDockWidget*>(word(dock))->widget()->findChild<Widget*>();
  }
  /// Does something in every panel.
  void work() {
    const char* const filters[]{"calls", "alarms", "events", "faults"};
    for (const char* dock : filters)
      window->findChild<QDockWidget*>(word(dock))
          ->widget()
          ->findChild<QLineEdit*>(word("filter"))
          ->setText(word("3"));
    part<QTableView>("alarms")->setCurrentIndex(part<QTableView>("alarms")->model()->index(0, 0));
    part<QTableView>("calls")->setCurrentIndex(part<QTableView>("calls")->model()->index(1, 0));
    window->findChild<QLineEdit*>(word("find"))->setText(word("lc_"));
    window->findChild<QLineEdit*>(word("until"))->setText(word("15:"));
    window->findChild<QComboBox*>(word("kind"))->setCurrentText(word("message_loss"));
    for (const char* field : {"target", "parameter_probability", "expect", "lasting", "moment"})
      window->findChild<QLineEdit*>(word(field))->setText(word("10 %"));
    part<QTableView>("stories")->setCurrentIndex(part<QTableView>("stories")->model()->index(0, 0));
    part<FaultTimeline>("faults")->choose(word("late"));
    tree().expandAll();
    tree().setCurrentIndex(window->picture().supervision().index_of(card));
    part<ShelfView>("shelves")->set_zoom(ShelfView::Zoom::ports);
    window->findChild<ChartPanel*>()->window().pan(-100'000'000'000);
    window->findChild<InspectorPanel*>()->pin().setChecked(true);
  }
  QTreeView& tree() { return window->findChild<SupervisionPanel*>()->tree(); }
  /// All that a person may have left, as lines of text.
  QStringList left() {
    QStringList lines;
    const auto note = [&](const QWidget* of, const QString& what) {
      lines.append(QStringLiteral("%1 %2: %3")
                       .arg(of->parentWidget()->objectName(), of->objectName(), what));
    };
    for (const auto* edit : window->findChildren<QLineEdit*>()) note(edit, edit->text());
    for (const auto* box : window->findChildren<QComboBox*>()) note(box, box->currentText());
    for (const auto* box : window->findChildren<QCheckBox*>())
      if (box->objectName() != word("trace"))
        note(box, box->isChecked() ? word("on") : word("off"));
    for (const auto* view : window->findChildren<QTableView*>())
      note(view, view->currentIndex().siblingAtColumn(0).data(Qt::UserRole).toString());
    note(&tree(), tree().currentIndex().data(SupervisionModel::key_role).toString());
    for (const char* key : {"switch_sup", "switch_sup.shelf_sup", "switch_sup.shelf_sup.shelf_3"})
      note(&tree(), tree().isExpanded(window->picture().supervision().index_of(word(key)))
                        ? word("open")
                        : word("closed"));
    lines.append(part<FaultTimeline>("faults")->chosen());
    lines.append(text(window->focus().entity()));
    lines.append(QString::number(window->findChild<ChartPanel*>()->window().span().from));
    lines.append(QString::number(static_cast<int>(part<ShelfView>("shelves")->zoom())));
    lines.sort();
    return lines;
  }
  static std::string told(const QStringList& lines) {
    return lines.join(QLatin1Char{'\n'}).toStdString();
  }

  const QString card = word("switch_sup.shelf_sup.shelf_3.card_3_7");
  qint64 frames = 0;
  FakeExchange exchange;
  std::optional<MainWindow> window{};
};

TEST_F(LeftAlone, AllIsAsItWasAfterALineThatWasLost) {
  work();
  const QStringList before = left();
  exchange.shut();
  ASSERT_TRUE(eventually([&] { return window->picture().stale(); }));
  EXPECT_EQ(told(left()), told(before));
  exchange.reopen();
  ASSERT_TRUE(eventually([&] { return !window->picture().stale(); }));
  tell_all();
  EXPECT_EQ(told(left()), told(before));
}

TEST_F(LeftAlone, AllIsAsItWasAfterAStepBack) {
  work();
  const QStringList before = left();
  QCborMap hello = canned_hello();
  hello.insert(word("run"), word("run-2"));
  exchange.send(hello);
  ASSERT_TRUE(eventually([&] { return window->picture().hello().run == word("run-2"); }));
  tell_all();
  EXPECT_EQ(told(left()), told(before));
}

TEST_F(LeftAlone, AClickInAPartGivesItTheKeys) {
  window->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&*window));
  window->focus().move_to({Entity::Kind::call, word("7")});
  const auto click = [&](QWidget& part, QPoint at) {
    QTest::mouseClick(&part, Qt::LeftButton, {}, at);
    return QApplication::focusWidget();
  };
  const auto shown = [&](const char* dock) {
    window->commands().find(QStringLiteral("panel.%1").arg(word(dock)))->trigger();
    QCoreApplication::processEvents();
  };
  shown("shelves");
  auto* shelves = part<ShelfView>("shelves");
  ASSERT_EQ(click(*shelves, shelves->rectangle(CardPlace{1, 1}).center()), shelves);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
  EXPECT_EQ(window->focus().entity().key, word("1/2"));
  shown("supervision");
  ASSERT_EQ(click(*tree().viewport(), {60, 10}), &tree());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
  EXPECT_EQ(tree().currentIndex().row(), 0);
  shown("faults");
  auto* timeline = part<FaultTimeline>("faults");
  ASSERT_EQ(click(*timeline, timeline->rect().center()), timeline);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
  EXPECT_FALSE(timeline->chosen().isEmpty());
  shown("field");
  auto* field = part<FieldView>("field");
  EXPECT_EQ(click(*field, field->rect().center()), field);
  shown("ladder");
  auto* ladder = part<LadderView>("ladder");
  EXPECT_EQ(click(*ladder->viewport(), {10, 10}), ladder);
  auto* run = window->findChild<MiniTimeline*>();
  EXPECT_EQ(click(*run, {4, run->height() / 2}), run);
  shown("charts");
  auto* charts = window->findChild<ChartPanel*>();
  EXPECT_EQ(click(charts->tiles().front()->plot(), {60, 40}), charts);
  const bool followed = charts->window().follows();
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageUp);
  EXPECT_TRUE(followed);
  EXPECT_FALSE(charts->window().follows());
}

}  // namespace
}  // namespace forlopp::console
