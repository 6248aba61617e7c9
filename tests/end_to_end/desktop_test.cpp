// Goal: what needs a real screen with windows on it: who has the keys, menus, and panels that are
// dragged about. Without one (tests/gui/screen.hpp) there is nothing to see here.
#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>

#include "tests/end_to_end/real_window.hpp"

namespace forlopp::console {
namespace {

class OnTheDesktop : public RealWindow {
 protected:
  void SetUp() override {
    if (QGuiApplication::platformName() != word("xcb")) GTEST_SKIP() << "This is no X screen.";
    open();
  }
  /// To whoever has the keys, as the window system does it.
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(window->windowHandle(), key, modifiers);
  }
};

TEST_F(OnTheDesktop, DigitIsACommandInTheTreeAndTextInAField) {
  press(Qt::Key_4);
  ASSERT_TRUE(reaches("running"));
  press(Qt::Key_G);
  auto* until = find<QLineEdit>("until");
  ASSERT_TRUE(eventually([&] { return until->hasFocus(); }));
  press(Qt::Key_1);
  EXPECT_EQ(until->text(), word("1"));
  while (QWidget* completions = QApplication::activePopupWidget())
    QTest::keyClick(completions, Qt::Key_Escape);
  command("panel.supervision");
  ASSERT_TRUE(eventually([&] { return !until->hasFocus(); }));
  EXPECT_EQ(picture().run().mode, word("running"));
  press(Qt::Key_1);
  EXPECT_TRUE(reaches("paused"));
}

TEST_F(OnTheDesktop, MenuIsOpenedAndWorkedByKeys) {
  press(Qt::Key_R, Qt::AltModifier);
  ASSERT_TRUE(eventually([&] { return QApplication::activePopupWidget() != nullptr; }));
  auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  ASSERT_NE(menu, nullptr);
  QAction* fast = window->commands().find(word("run.fast"));
  ASSERT_TRUE(menu->actions().contains(fast));
  while (menu->activeAction() != fast) QTest::keyClick(menu, Qt::Key_Down);
  QTest::keyClick(menu, Qt::Key_Return);
  EXPECT_TRUE(reaches("running"));
  EXPECT_EQ(QApplication::activePopupWidget(), nullptr);
}

TEST_F(OnTheDesktop, PanelIsDraggedOutOfTheWindowAndShowsOn) {
  auto* shelves = find<QDockWidget>("shelves");
  const QPoint title{60, 10};
  QTest::mousePress(shelves, Qt::LeftButton, {}, title);
  for (int way = 10; way <= 200; way += 10) QTest::mouseMove(shelves, title + QPoint{way, way});
  QTest::mouseRelease(shelves, Qt::LeftButton, {}, title + QPoint{200, 200});
  ASSERT_TRUE(eventually([&] { return shelves->isFloating(); }));
  ASSERT_TRUE(run_until("00:20"));
  EXPECT_TRUE(eventually([&] { return picture().shelves().cards().size() == 8; }));
  EXPECT_TRUE(shelves->isVisible());
  command("view.reset_layout");
  EXPECT_FALSE(shelves->isFloating());
}

}  // namespace
}  // namespace forlopp::console
