// Goal: whatever an exchange sends, the console shows something or says what is wrong, and goes on.
// Method: real messages, of which bytes, cells and keys were changed at random, for the reader and,
// if it takes them, for the window with all its panels. Deterministic.
#include "tests/support/mutation.hpp"

#include <QCborArray>
#include <QCborMap>
#include <QSettings>
#include <vector>

#include <gtest/gtest.h>

#include "gui/main_window.hpp"

namespace forlopp::console {
namespace {

using runtime::Random;

QCborValue any_value(Random& random) {
  switch (random.below(9)) {
    case 0: return nullptr;
    case 1: return true;
    case 2: return static_cast<qint64>(random.next());
    case 3: return -static_cast<qint64>(random.below(1'000));
    case 4: return 1e300;
    case 5: return QStringLiteral("2147483647/99999");
    case 6: return QByteArray(static_cast<qsizetype>(random.below(600)), '\xff');
    case 7: return QCborArray{1, QStringLiteral("a")};
    default: return QCborMap{{QStringLiteral("kind"), 1}};
  }
}

/// One of its parts, however deep, becomes something else, is left out, or comes twice.
QCborValue changed(Random& random, const QCborValue& value) {
  if (random.below(4) == 0 || !(value.isArray() || value.isMap())) return any_value(random);
  if (value.isArray()) {
    QCborArray array = value.toArray();
    if (array.isEmpty()) return any_value(random);
    const auto at = static_cast<qsizetype>(random.below(static_cast<quint64>(array.size())));
    const quint64 way = random.below(8);
    if (way == 0) array.removeAt(at);
    if (way == 1) array.insert(at, array.at(at));
    if (way > 1) array[at] = changed(random, array.at(at));
    return array;
  }
  QCborMap map = value.toMap();
  if (map.isEmpty()) return any_value(random);
  const QCborValue key = map.keys()[static_cast<qsizetype>(random.below(map.size()))];
  if (random.below(8) == 0)
    map.remove(key);
  else
    map[key] = changed(random, map[key]);
  return map;
}

QByteArray bytes_of(const std::string& text) {
  return QByteArray::fromStdString(text);
}

class MutatedMessages : public testing::Test {
 protected:
  MutatedMessages() {
    QSettings{}.clear();
    window.resize(1'200, 800);
    window.show();
    for (const auto& [name, message] : messages) hear(bytes_of(message));
  }
  /// As the line would, but for the line.
  void hear(const QByteArray& bytes) {
    ReadMessage read = read_message(bytes);
    if (!read.error.isEmpty()) {
      EXPECT_TRUE(std::holds_alternative<Unheard>(read.message));
      ++refused;
      return;
    }
    ++taken;
    if (const auto* hello = std::get_if<Hello>(&read.message)) window.picture().greet(*hello);
    auto* frame = std::get_if<Frame>(&read.message);
    if (frame == nullptr) return;
    store.add(std::move(*frame));
    window.picture().apply(store.take());
  }
  /// What is painted of it, too.
  void look() {
    QCoreApplication::processEvents();
    window.grab();
  }

  const std::vector<std::pair<std::string, std::string>> messages =
      test::real_messages("exchange_says");
  Random random{20'261};
  Store store;
  MainWindow window;
  int refused = 0;
  int taken = 0;
};

TEST_F(MutatedMessages, OfWhichBytesWereChangedAreShownOrRefused) {
  for (int round = 0; round < 300; ++round)
    for (const auto& [name, message] : messages) hear(bytes_of(test::mutated(random, message)));
  look();
  EXPECT_GT(refused, 300);
  EXPECT_GT(taken, 300);
}

TEST_F(MutatedMessages, OfWhichPartsWereChangedAreShownOrRefused) {
  for (int round = 0; round < 60; ++round) {
    for (const auto& [name, message] : messages) {
      QCborValue value = QCborValue::fromCbor(bytes_of(message));
      for (int i = 0; i < 3; ++i) value = changed(random, value);
      hear(value.toCbor());
    }
    if (round % 10 == 0) look();
  }
  EXPECT_GT(taken, 100);
}

TEST_F(MutatedMessages, LeaveAWindowThatShowsAnHonestExchange) {
  for (int round = 0; round < 50; ++round)
    for (const auto& [name, message] : messages) hear(bytes_of(test::mutated(random, message)));
  store.start_afresh({});
  window.picture().apply(store.take());
  EXPECT_EQ(window.picture().supervision().rowCount(), 0);
  for (const auto& [name, message] : messages) hear(bytes_of(message));
  look();
  EXPECT_EQ(window.picture().shelves().cards().size(), 8U);
  EXPECT_GT(window.picture().supervision().rowCount(), 0);
}

}  // namespace
}  // namespace forlopp::console
