#include "switch/mgmt/board.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/random.hpp"

namespace forlopp::management {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const View cards{"cards"};
constexpr std::size_t plenty = 1'000'000;

/// What somebody sees who takes changes from time to time.
struct Reader {
  std::map<std::string, Board::Row> seen{};
  std::uint64_t version = 0;
  bool more = false;
  std::size_t times_all = 0;

  void look(const Board& board, std::size_t bytes_max = plenty) {
    Board::Changes changes = board.changes(cards, version, bytes_max);
    if (changes.all) seen.clear(), ++times_all;
    for (auto& [key, row] : changes.rows) seen[key] = row;
    for (const std::string& key : changes.gone) seen.erase(key);
    version = changes.version;
    more = changes.more;
  }
};

TEST(Board, FirstLookShowsEverythingAndTheNextOnlyWhatHasChanged) {
  Board board;
  board.put(cards, "1/1", {"idle"});
  board.put(cards, "1/2", {"idle"});
  Board::Changes first = board.changes(cards, 0, plenty);
  EXPECT_TRUE(first.all);
  EXPECT_EQ(first.rows.size(), 2U);
  board.put(cards, "1/2", {"out"});
  board.remove(cards, "1/1");
  Board::Changes next = board.changes(cards, first.version, plenty);
  EXPECT_FALSE(next.all);
  EXPECT_THAT(next.rows, ElementsAre(testing::Pair("1/2", ElementsAre(Document{"out"}))));
  EXPECT_THAT(next.gone, ElementsAre("1/1"));
}

TEST(Board, RowsThatAreEqualHaveNotChanged) {
  Board board;
  board.show(cards, {{"1/1", {"idle"}}, {"1/2", {"idle"}}});
  const std::uint64_t version = board.changes(cards, 0, plenty).version;
  board.show(cards, {{"1/1", {"idle"}}, {"1/2", {"idle"}}});
  const Board::Changes none = board.changes(cards, version, plenty);
  EXPECT_THAT(none.rows, IsEmpty());
  EXPECT_THAT(none.gone, IsEmpty());
}

TEST(Board, ShowingTakesAwayWhatIsNoLongerShown) {
  Board board;
  board.show(cards, {{"1/1", {"idle"}}, {"1/2", {"idle"}}});
  Reader reader;
  reader.look(board);
  board.show(cards, {{"1/2", {"idle"}}});
  reader.look(board);
  EXPECT_THAT(reader.seen, ElementsAre(testing::Key("1/2")));
}

TEST(Board, ViewOfWhichNothingIsKnownIsEmptyAndIsSaidToBeSoOnce) {
  Board board;
  const Board::Changes first = board.changes(cards, 0, plenty);
  EXPECT_TRUE(first.all);
  EXPECT_FALSE(board.changes(cards, first.version, plenty).all);
  board.put(cards, "1/1", {"idle"});
  EXPECT_EQ(board.changes(cards, first.version, plenty).rows.size(), 1U);
}

TEST(Board, WantedViewIsNotSaidToBeEmptyBeforeSomebodyHasWrittenIt) {
  Board board;
  const View view{"alarms"};
  board.want(view);
  EXPECT_FALSE(board.changes(view, 0, plenty).all);
  board.show(view, {});
  const Board::Changes changes = board.changes(view, 0, plenty);
  EXPECT_TRUE(changes.all);
  EXPECT_TRUE(changes.rows.empty());
}

TEST(Board, PortionHasAtLeastOneChangeHoweverSmallItIs) {
  Board board;
  for (const char* key : {"a", "b", "c"}) board.put(cards, key, {std::string(100, 'x')});
  Reader reader;
  reader.look(board, 0);
  EXPECT_EQ(reader.seen.size(), 1U);
  EXPECT_TRUE(reader.more);
  while (reader.more) reader.look(board, 0);
  EXPECT_EQ(reader.seen.size(), 3U);
  EXPECT_EQ(reader.times_all, 1U);
}

TEST(Board, WhatNobodyWantsIsForgottenWhenTheWriterHasSeenIt) {
  Board board;
  board.want(cards);
  board.want(cards);
  EXPECT_THAT(board.wanted(), ElementsAre(cards));
  board.put(cards, "1/1", {"idle"});
  board.unwant(cards);
  board.unwant(cards);
  board.want(cards);  // The writer has noticed nothing.
  EXPECT_EQ(board.changes(cards, 0, plenty).rows.size(), 1U);
  board.unwant(cards);
  EXPECT_THAT(board.wanted(), IsEmpty());
  EXPECT_THAT(board.changes(cards, 0, plenty).rows, IsEmpty());
}

TEST(Board, ScopeIsAnotherViewAndPartOfItsName) {
  Board board;
  board.put({"processes", "mailbox"}, "1", {1});
  EXPECT_THAT(board.changes({"processes", "age"}, 0, plenty).rows, IsEmpty());
  EXPECT_EQ(text(View{"processes", "mailbox"}), "processes mailbox");
  EXPECT_EQ(text(cards), "cards");
}

TEST(Board, StampSaysWhenItWasTrue) {
  Board board;
  board.stamp({17, 4});
  EXPECT_EQ(board.stamp().vtime, 17);
  EXPECT_EQ(board.stamp().event, 4U);
}

/// Rows come, change and go at random; readers look seldom and take little at a time.
TEST(Board, ReaderInPortionsSeesInTheEndWhatIsThereWhateverHappensMeanwhile) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    runtime::Random random{seed};
    Board board;
    std::map<std::string, Board::Row> truth;
    Reader often, seldom;
    for (int step = 0; step < 4'000; ++step) {
      // Names come only once or twice, so that ever more are gone, and forgotten.
      const std::string key = std::to_string(step + static_cast<int>(random.below(20)));
      if (random.below(2) == 0) {
        truth[key] = {step};
        board.put(cards, key, {step});
      } else {
        truth.erase(key);
        board.remove(cards, key);
      }
      if (truth.size() > 30) {
        truth.erase(truth.begin());
        board.show(cards, truth);
      }
      if (random.below(3) == 0) often.look(board, 200);
      if (random.below(300) == 0) seldom.look(board, 40);
    }
    for (Reader* reader : {&often, &seldom}) {
      do reader->look(board, 40);
      while (reader->more);
      EXPECT_EQ(reader->seen, truth);
    }
  }
}

TEST(Board, WhoWasAwayWhenMuchWentIsGivenEverythingAnew) {
  Board board;
  board.put(cards, "stays", {1});
  board.put(cards, "goes", {1});
  Reader away, present;
  away.look(board);
  for (int i = 0; i < 3'000; ++i) {
    board.put(cards, "n" + std::to_string(i), {i});
    board.remove(cards, "n" + std::to_string(i));
    present.look(board);
  }
  board.remove(cards, "goes");
  away.look(board);
  present.look(board);
  EXPECT_EQ(away.times_all, 2U);
  EXPECT_EQ(present.times_all, 1U);
  EXPECT_THAT(away.seen, ElementsAre(testing::Key("stays")));
  EXPECT_EQ(present.seen, away.seen);
}

TEST(Board, WhatIsVoidIsGivenToNobodyAndThenEverythingAnew) {
  Board board;
  board.want(cards);
  board.put(cards, "1/1", {1});
  board.put(cards, "1/2", {1});
  Reader reader;
  reader.look(board);
  board.start_anew();
  reader.look(board);
  EXPECT_EQ(reader.times_all, 1U);
  board.put(cards, "1/1", {2});
  reader.look(board);
  EXPECT_EQ(reader.times_all, 2U);
  EXPECT_THAT(reader.seen, ElementsAre(testing::Pair("1/1", Board::Row{2})));
}

}  // namespace
}  // namespace forlopp::management
