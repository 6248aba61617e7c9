#include "tests/end_to_end/real_window.hpp"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

#include "gui/panels/fault_panel.hpp"
#include "gui/panels/shelf_view.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

using std::chrono::milliseconds;

constexpr Patience soon{.first_delay = milliseconds{50}, .longest_delay = milliseconds{200}};

}  // namespace

RealWindow::RealWindow() {
  QSettings{}.clear();
}

void RealWindow::open() {
  exchange.emplace(test::ServedExchange::Options{.more = {"--paused", "--pace", "0"}});
  connect(exchange->token());
  ASSERT_TRUE(eventually([&] { return picture().run().paused(); })) << text_of("line");
  ASSERT_TRUE(run_until("00:01"));
  ASSERT_TRUE(eventually([&] {
    return picture().shelves().cards().size() == 8 && picture().supervision().rowCount() > 0;
  })) << text_of("line");
}

void RealWindow::connect(const std::string& token) {
  window.emplace(soon);
  window->resize(1'600, 1'000);
  window->show();
  window->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&*window));  // Else no key is a command.
  window->open({.host = QStringLiteral("127.0.0.1"),
                .port = exchange->port(),
                .token = QString::fromStdString(token)});
}

void RealWindow::command(const char* id) {
  QAction* action = window->commands().find(word(id));
  ASSERT_NE(action, nullptr) << id;
  ASSERT_TRUE(action->isEnabled()) << id;
  action->trigger();
}

bool RealWindow::reaches(const char* mode) {
  return eventually([&] { return picture().run().mode == word(mode); });
}

bool RealWindow::run_until(const char* clock) {
  const qint64 moment = read_clock(word(clock));
  window->commands().run_until(word(clock));
  return eventually([&] { return picture().run().paused() && picture().run().vtime == moment; });
}

std::string RealWindow::text_of(const char* label) {
  const auto* found = find<QLabel>(label);
  return found == nullptr ? "no such label" : found->text().toStdString();
}

void RealWindow::click_card(CardPlace place) {
  auto* view = window->findChild<ShelfView*>();
  const QPoint point = view->rectangle(place).center();
  ASSERT_TRUE(view->visibleRegion().contains(point)) << "the card cannot be seen";
  QTest::mouseClick(view, Qt::LeftButton, {}, point);
}

bool RealWindow::inject(const char* kind, const Fields& fields) {
  auto* panel = window->findChild<FaultPanel*>();
  const auto fill = [&](const char* name, const char* value) {
    auto* field = panel->findChild<QLineEdit*>(word(name));
    ASSERT_NE(field, nullptr) << name;
    field->clear();
    QTest::keyClicks(field, word(value));
  };
  if (const auto target = fields.find("target"); target != fields.end())
    fill("target", target->second);
  auto* kinds = panel->findChild<QComboBox*>(word("kind"));
  QTest::keyClick(kinds, Qt::Key_Home);
  for (int i = 0; i < kinds->count() && kinds->currentText() != word(kind); ++i)
    QTest::keyClick(kinds, Qt::Key_Down);
  EXPECT_EQ(kinds->currentText().toStdString(), kind);
  for (const auto& [name, value] : fields)
    if (name != "target") fill(name.c_str(), value);
  auto* button = panel->findChild<QPushButton*>(word("inject"));
  EXPECT_FALSE(button->visibleRegion().isEmpty()) << "the button cannot be seen";
  QTest::mouseClick(button, Qt::LeftButton);
  auto* outcome = panel->findChild<QLabel*>(word("outcome"));
  EXPECT_TRUE(eventually([&] { return !outcome->text().isEmpty(); }));
  EXPECT_TRUE(outcome->text().contains(word("strikes"))) << outcome->text().toStdString();
  return !testing::Test::HasFailure();
}

int RealWindow::row_with(const TopicTable& table, const QStringList& words) {
  for (int row = 0; row < table.rowCount(); ++row) {
    QString line;
    for (int column = 0; column < table.columnCount(); ++column)
      line += table.index(row, column).data().toString() + QLatin1Char{' '};
    const bool all =
        std::ranges::all_of(words, [&](const QString& each) { return line.contains(each); });
    if (all && !table.index(row, 0).data(TopicTable::gone_role).toBool()) return row;
  }
  return -1;
}

const Event* RealWindow::event_with(const char* event_class, const char* key, const char* value) {
  const EventModel& events = picture().events();
  for (int row = events.rowCount() - 1; row >= 0; --row) {
    const auto* event = std::get_if<Event>(&events.line(row));
    if (event != nullptr && event->event_class == word(event_class) &&
        event->fields[word(key)].toString() == word(value))
      return event;
  }
  return nullptr;
}

}  // namespace forlopp::console
