#include "gui/models/shelf_state.hpp"

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

Cells card(State state, const QByteArray& ports) {
  return {static_cast<int>(state), ports, QStringLiteral("<0.7.0>"), QString{}};
}

class Shelves : public testing::Test {
 protected:
  void apply(const ViewChange& change) { shelves.apply(change, columns); }
  const Columns columns{QStringLiteral("cards")};
  ShelfState shelves;
};

TEST_F(Shelves, HoldCardsWithTheirPorts) {
  apply({.rows = {{QStringLiteral("2/3"), card(State::active, QByteArray("\0\2\5", 3))}}});
  const Card* found = shelves.find({2, 3});
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->state, State::active);
  EXPECT_EQ(found->port(1), State::active);
  EXPECT_EQ(found->port(2), State::crashed);
  EXPECT_EQ(found->port(3), State::unknown);
}

TEST_F(Shelves, LoseCardsThatAreGoneOrNotAmongAll) {
  apply({.rows = {{QStringLiteral("1/1"), card(State::idle, {})},
                  {QStringLiteral("1/2"), card(State::idle, {})}}});
  apply({.gone = {QStringLiteral("1/1")}});
  EXPECT_EQ(shelves.find({1, 1}), nullptr);
  apply({.all = true, .rows = {{QStringLiteral("3/4"), card(State::idle, {})}}});
  EXPECT_EQ(shelves.cards().size(), 1U);
}

TEST_F(Shelves, KeepTheirCardsUntilTheLastPartOfAll) {
  for (const char* key : {"1/1", "1/2", "1/3"})
    apply({.rows = {{QLatin1String{key}, card(State::idle, {})}}});
  apply({.all = true, .more = true, .rows = {{QStringLiteral("1/1"), card(State::idle, {})}}});
  EXPECT_EQ(shelves.cards().size(), 3U);
  apply({.rows = {{QStringLiteral("1/3"), card(State::active, {})}}});
  EXPECT_EQ(shelves.cards().size(), 2U);
  EXPECT_EQ(shelves.find({1, 2}), nullptr);
}

TEST_F(Shelves, IgnoreKeysThatAreNoPlace) {
  apply({.rows = {{QStringLiteral("nowhere"), card(State::idle, {})},
                  {QStringLiteral("1/x"), card(State::idle, {})}}});
  EXPECT_TRUE(shelves.cards().empty());
}

}  // namespace
}  // namespace forlopp::console
