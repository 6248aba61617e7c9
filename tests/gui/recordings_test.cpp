// Goal: the window opens a recording as it opens an exchange, says that it is one, and makes one.
#include "gui/recordings.hpp"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSlider>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/client/recording.hpp"
#include "gui/main_window.hpp"
#include "tests/gui/canned_exchange.hpp"
#include "tests/gui/fake_exchange.hpp"
#include "tests/gui/recorded_exchange.hpp"

namespace forlopp::console {
namespace {

using testing::HasSubstr;

QString word(const char* text) {
  return QString::fromUtf8(text);
}

class RecordingWindow : public testing::Test {
 protected:
  RecordingWindow() {
    QSettings{}.clear();
    exchange.answer = canned_answer;
    recorded.hello("r1").mark();
    for (int i = 1; i <= 100; ++i) recorded.frame({{{word("1/1"), i % 8}}});
  }
  static bool eventually(const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, 10'000);
  }
  void open_recording(MainWindow& window) {
    show(window);
    window.open_recording(recorded.file());
    ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
    QTest::keyClick(&window, Qt::Key_1);
    ASSERT_TRUE(eventually([&] { return !window.picture().playback().playing; }));
  }
  /// So that it hears keys, also on a real screen.
  static void show(MainWindow& window) {
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  static qint64 frame(MainWindow& window) { return window.picture().playback().frame; }
  static std::string label(MainWindow& window, const char* name) {
    return window.findChild<QLabel*>(word(name))->text().toStdString();
  }
  /// Waits for the dialog, and takes this file in it.
  void choose(MainWindow& window, const char* dialog_name, const QString& path) {
    QFileDialog* dialog = nullptr;
    ASSERT_TRUE(eventually([&] {
      dialog = window.findChild<QFileDialog*>(word(dialog_name));
      return dialog != nullptr && dialog->isVisible();
    }));
    auto* name = dialog->findChild<QLineEdit*>(word("fileNameEdit"));
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
  }

  FakeExchange exchange;
  RecordedExchange recorded;
  QTemporaryDir folder;
};

TEST_F(RecordingWindow, SaysThatItShowsARecording) {
  MainWindow window;
  open_recording(window);
  EXPECT_TRUE(window.findChild<QWidget*>(word("playback_bar"))->isVisible());
  EXPECT_THAT(label(window, "line"), HasSubstr("test.frec"));
  EXPECT_THAT(label(window, "mode"), HasSubstr("recording, paused"));
  EXPECT_THAT(window.windowTitle().toStdString(), HasSubstr("recording"));
  QAction* halt = window.commands().find(word("fault.halt"));
  EXPECT_FALSE(halt->isEnabled());
  EXPECT_THAT(halt->toolTip().toStdString(), HasSubstr("this is a recording"));
}

TEST_F(RecordingWindow, IsPlayedByTheKeysOfTime) {
  MainWindow window;
  open_recording(window);
  const qint64 first = frame(window);
  QTest::keyClick(&window, Qt::Key_N);
  ASSERT_TRUE(eventually([&] { return frame(window) == first + 1; }));
  QTest::keyClick(&window, Qt::Key_B);
  ASSERT_TRUE(eventually([&] { return frame(window) == first; }));
  QTest::keyClick(&window, Qt::Key_5);
  ASSERT_TRUE(eventually([&] { return frame(window) == 100; }));
  window.commands().find(word("run.replay"))->trigger();
  EXPECT_TRUE(eventually([&] { return frame(window) == 1; }));
}

TEST_F(RecordingWindow, GoesToATimeAndWhereTheBarIsMoved) {
  MainWindow window;
  open_recording(window);
  auto* until = window.findChild<QLineEdit*>(word("until"));
  QTest::keyClicks(until, word("00:05"));
  QTest::keyClick(until, Qt::Key_Return);
  ASSERT_TRUE(eventually([&] { return frame(window) == 50; }));
  ASSERT_TRUE(eventually([&] { return label(window, "clock") == "00:00:05.000"; }));
  auto* slider = window.findChild<QSlider*>(word("playback_slider"));
  QTest::keyClick(slider, Qt::Key_Home);
  EXPECT_TRUE(eventually([&] { return frame(window) == 1; }));
}

TEST_F(RecordingWindow, IsOpenedFromTheMenuAndLeftForTheExchange) {
  MainWindow window;
  window.show();
  window.open(exchange.address());
  ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
  window.commands().find(word("run.open_recording"))->trigger();
  choose(window, "open_recording", recorded.file());
  ASSERT_TRUE(eventually([&] { return window.picture().recorded() && frame(window) > 0; }));
  window.commands().find(word("run.leave_recording"))->trigger();
  ASSERT_TRUE(
      eventually([&] { return !window.picture().recorded() && !window.picture().stale(); }));
  EXPECT_FALSE(window.findChild<QWidget*>(word("playback_bar"))->isVisible());
}

TEST_F(RecordingWindow, SaysWhyAFileIsNotShown) {
  MainWindow window;
  window.show();
  window.open_recording(word("/nowhere/x.frec"));
  EXPECT_TRUE(eventually(
      [&] { return label(window, "line").find("cannot be read") != std::string::npos; }));
}

TEST_F(RecordingWindow, AWrongFileLeavesTheLineAsItIsAndSaysWhy) {
  MainWindow window;
  show(window);
  window.open(exchange.address());
  ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
  QString said;
  QObject::connect(&window.commands(), &Commands::said, &window,
                   [&](const QString& sentence) { said = sentence; });
  window.open_recording(word("/nowhere/x.frec"));
  ASSERT_TRUE(eventually([&] { return said.contains(word("cannot be read")); }));
  EXPECT_FALSE(window.picture().stale());
  QTest::keyClick(&window, Qt::Key_Space);
  EXPECT_TRUE(eventually([&] { return exchange.asked(word("pause")).size() == 1; }));
  EXPECT_EQ(exchange.clients_seen(), 1);
}

TEST_F(RecordingWindow, WhatIsBeingRecordedEndsWhenAnotherIsShown) {
  const QString path = folder.filePath(word("heard.frec"));
  MainWindow window;
  window.show();
  window.open(exchange.address());
  ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
  QAction* record = window.commands().find(word("run.record"));
  record->trigger();
  choose(window, "record_into", path);
  ASSERT_TRUE(eventually([&] { return record->isChecked(); }));
  window.open_recording(recorded.file());
  ASSERT_TRUE(eventually([&] { return window.picture().recorded(); }));
  EXPECT_FALSE(record->isChecked());
  EXPECT_EQ(label(window, "recorder"), "");
}

TEST_F(RecordingWindow, AFileThatExistsIsRefusedWithoutAQuestion) {
  MainWindow window;
  window.show();
  window.open(exchange.address());
  ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
  QString said;
  QObject::connect(&window.commands(), &Commands::said, &window,
                   [&](const QString& sentence) { said = sentence; });
  window.commands().find(word("run.record"))->trigger();
  choose(window, "record_into", recorded.file());
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
  EXPECT_TRUE(eventually([&] { return said.contains(word("exists")); }));
}

TEST_F(RecordingWindow, HaltIsInReachWhileAFileIsChosen) {
  MainWindow window;
  window.show();
  window.open(exchange.address());
  ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
  for (const char* command : {"run.open_recording", "run.record", "charts.export_csv"}) {
    window.commands().find(word(command))->trigger();
    auto* dialog = window.findChild<QFileDialog*>();
    ASSERT_NE(dialog, nullptr) << command;
    EXPECT_FALSE(dialog->isModal()) << command;
    dialog->close();
    QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
  }
}

TEST_F(RecordingWindow, RecordsWhatItHears) {
  const QString path = folder.filePath(word("heard.frec"));
  MainWindow window;
  window.show();
  window.open(exchange.address());
  ASSERT_TRUE(eventually([&] { return !window.picture().stale(); }));
  const auto asked = exchange.asked(word("subscribe")).size();
  QAction* record = window.commands().find(word("run.record"));
  record->trigger();
  EXPECT_FALSE(record->isChecked());
  choose(window, "record_into", path);
  ASSERT_TRUE(eventually([&] { return record->isChecked(); }));
  ASSERT_TRUE(eventually([&] { return exchange.asked(word("subscribe")).size() > asked; }));
  exchange.send(canned_frame());
  ASSERT_TRUE(
      eventually([&] { return label(window, "recorder").find("1 frame") != std::string::npos; }));
  record->trigger();
  ASSERT_TRUE(eventually([&] { return !record->isChecked(); }));
  EXPECT_EQ(label(window, "recorder"), "");
  const auto opened = Recording::open(path);
  ASSERT_TRUE(opened.recording) << opened.error.toStdString();
  EXPECT_EQ(opened.recording->items().size(), 3U);
}

TEST_F(RecordingWindow, IsPainted) {
  const QString pictures = qEnvironmentVariable("FORLOPP_PICTURES");
  RecordedExchange real;
  real.item(0, 0, canned_hello()).item(100'000'000, 842'317'000'000, canned_frame());
  MainWindow window;
  window.show();
  window.resize(1'366, 768);
  window.open_recording(real.file());
  ASSERT_TRUE(eventually([&] { return window.picture().alarms().rowCount() == 3; }));
  QCoreApplication::processEvents();
  for (const Theme theme : {Theme::light, Theme::dark}) {
    window.set_theme(theme);
    QCoreApplication::processEvents();
    const QPixmap picture = window.grab();
    EXPECT_FALSE(picture.isNull());
    if (pictures.isEmpty()) continue;
    QDir{}.mkpath(pictures);
    picture.save(QStringLiteral("%1/recording_%2.png")
                     .arg(pictures, theme == Theme::dark ? word("dark") : word("light")));
  }
}

}  // namespace
}  // namespace forlopp::console
