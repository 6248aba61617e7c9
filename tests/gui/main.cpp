#include <QApplication>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>

#include <gtest/gtest.h>

#include "tests/gui/screen.hpp"

#if defined(__SANITIZE_ADDRESS__)
// What fontconfig, Qt and D-Bus keep until the end is not ours to free.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libQt6\nleak:libdbus\n";
}
#endif

namespace {
constexpr int skipped = 77;  // As ctest is told.
}

// Windows that nobody sees, and no settings but those of this run.
int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
  const forlopp::console::Screen screen;
  if (!screen.there()) {
    QTextStream{stderr} << "There is no Xvfb here: nothing was tested.\n";
    return skipped;
  }
  const QTemporaryDir home;
  qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
  qputenv("XDG_RUNTIME_DIR", home.path().toUtf8());
  QApplication application{count, words};
  QApplication::setOrganizationName(QStringLiteral("forlopp"));
  QApplication::setApplicationName(QStringLiteral("console_test"));
  QApplication::setStyle(QStringLiteral("Fusion"));
  return RUN_ALL_TESTS();
}
