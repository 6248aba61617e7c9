#include <QApplication>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#if defined(__SANITIZE_ADDRESS__)
// What fontconfig and Qt keep until the end is not ours to free.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libQt6\n";
}
#endif

// Windows that nobody sees, and no settings but those of this run.
int main(int count, char** words) {
  const QTemporaryDir home;
  qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
  qputenv("XDG_RUNTIME_DIR", home.path().toUtf8());
  qputenv("LC_ALL", "C.UTF-8");
  qputenv("TZ", "UTC");
  qputenv("QT_SCALE_FACTOR", "1");
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application{count, words};
  QApplication::setOrganizationName(QStringLiteral("forlopp"));
  QApplication::setApplicationName(QStringLiteral("console_test"));
  QApplication::setStyle(QStringLiteral("Fusion"));
  testing::InitGoogleTest(&count, words);
  return RUN_ALL_TESTS();
}
