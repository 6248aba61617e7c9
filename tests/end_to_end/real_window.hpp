#pragma once

#include <QTest>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "gui/main_window.hpp"
#include "tests/end_to_end/served_exchange.hpp"

namespace forlopp::console {

inline QString word(const char* text) {
  return QString::fromUtf8(text);
}

/// The console's window on an exchange that is another program, worked as people do: by clicks, by
/// keys, and by the commands that stand behind them.
class RealWindow : public testing::Test {
 protected:
  RealWindow();

  /// Opens it on an exchange that stands still after its first second, and waits for its picture.
  void open();
  void connect(const std::string& token);
  static bool eventually(const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, 100'000);
  }
  void command(const char* id);
  Picture& picture() { return window->picture(); }
  bool reaches(const char* mode);
  /// Lets it run, as fast as it can unless told otherwise, until this virtual time.
  bool run_until(const char* clock);
  template <class Widget>
  Widget* find(const char* name) {
    return window->findChild<Widget*>(word(name));
  }
  std::string text_of(const char* label);
  /// Clicks where the card is painted.
  void click_card(CardPlace place);
  /// Fills in the form of faults by keys, and presses its button.
  using Fields = std::map<std::string, const char*>;
  bool inject(const char* kind, const Fields& fields);
  /// A line of what a topic's table shows that has all of these; -1: none.
  static int row_with(const TopicTable& table, const QStringList& words);
  /// The last event of a class whose fields have this; null if there is none.
  const Event* event_with(const char* event_class, const char* key, const char* value);

  std::optional<test::ServedExchange> exchange{};
  std::optional<MainWindow> window{};
};

}  // namespace forlopp::console
