#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <QTest>
#include <functional>

#include <gtest/gtest.h>

#include "gui/main_window.hpp"
#include "tests/gui/canned_exchange.hpp"
#include "tests/gui/fake_exchange.hpp"

namespace forlopp::console {

inline QString word(const char* text) {
  return QString::fromUtf8(text);
}

/// Windows as on their first day, on an exchange that says what is canned.
class WindowAtAnExchange : public testing::Test {
 protected:
  WindowAtAnExchange() {
    QSettings{}.clear();
    exchange.answer = canned_answer;
  }
  static bool eventually(const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, 10'000);
  }
  static void show(MainWindow& window) {
    window.show();
    window.activateWindow();  // Only then it hears keys, on a real screen.
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  void connect(MainWindow& window) {
    show(window);
    window.open(exchange.address());
    ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
    exchange.send(canned_frame());
    ASSERT_TRUE(eventually([&] { return window.picture().alarms().rowCount() == 3; }))
        << window.picture().line().sentence.toStdString();
  }
  /// From layout to layout, each of which asks the one around it.
  static void settle() {
    for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
  }
  /// Where somebody looks at them: in the folder that the environment names.
  static void keep(MainWindow& window, const char* name) {
    const QString folder = qEnvironmentVariable("FORLOPP_PICTURES");
    if (folder.isEmpty()) return;
    QDir{}.mkpath(folder);
    QCoreApplication::processEvents();
    window.grab().save(QStringLiteral("%1/%2.png").arg(folder, word(name)));
  }

  FakeExchange exchange;
};

}  // namespace forlopp::console
