#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "tests/bench/console/measured_application.hpp"
#include "tests/gui/screen.hpp"

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
  const forlopp::console::Screen screen;
  const QTemporaryDir home;
  qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
  forlopp::bench::MeasuredApplication application{count, words};
  QApplication::setOrganizationName(QStringLiteral("forlopp"));
  QApplication::setApplicationName(QStringLiteral("console_budget"));
  QApplication::setStyle(QStringLiteral("Fusion"));
  return RUN_ALL_TESTS();
}
