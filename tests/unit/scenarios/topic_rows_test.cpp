#include "scenarios/cli/topic_rows.hpp"

#include <gmock/gmock.h>

namespace forlopp::cli {
namespace {

using management::Array;
using management::Document;
using management::Map;

Document frame(int number, Map news) {
  return Map{{"frame", number}, {"vtime", 7 * number}, {"topics", Map{{"calls", std::move(news)}}}};
}

TEST(TopicRows, OfAllPartsAreShownInTheOrderOfTheirKeys) {
  TopicRows rows;
  EXPECT_FALSE(
      rows.take(frame(1, {{"all", true}, {"rows", Array{Array{"10", 1}}}, {"more", true}})));
  EXPECT_TRUE(rows.take(frame(2, {{"rows", Array{Array{"9", 2}}}})));
  EXPECT_EQ(rows.rows(), (Array{Array{"9", 2}, Array{"10", 1}}));
  EXPECT_EQ(rows.whole_frame(),
            frame(2, {{"all", true}, {"rows", Array{Array{"9", 2}, Array{"10", 1}}}}));
}

TEST(TopicRows, ThatChangedOrWentMeanwhileAreAsTheyAreNow) {
  TopicRows rows;
  rows.take(
      frame(1, {{"all", true}, {"rows", Array{Array{"1", 1}, Array{"2", 1}}}, {"more", true}}));
  rows.take(frame(2, {{"rows", Array{Array{"2", 5}}}, {"gone", Array{"1"}}, {"more", true}}));
  EXPECT_EQ(rows.rows(), (Array{Array{"2", 5}}));
  rows.take(frame(3, {{"all", true}, {"rows", Array{Array{"3", 1}}}}));
  EXPECT_EQ(rows.rows(), (Array{Array{"3", 1}}));
}

TEST(TopicRows, OfAFrameWithoutNewsAreStillToCome) {
  TopicRows rows;
  EXPECT_FALSE(rows.take(Map{{"frame", 1}}));
  EXPECT_TRUE(rows.take(frame(2, {{"all", true}, {"rows", Array{}}})));
  EXPECT_TRUE(rows.rows().empty());
}

TEST(KeyOrder, IsThatOfNumbersWhereThereAreNumbers) {
  const KeyOrder before;
  EXPECT_TRUE(before("9", "10"));
  EXPECT_FALSE(before("10", "9"));
  EXPECT_TRUE(before("card 1/2", "card 1/10"));
  EXPECT_TRUE(before("card 1", "card 1/1"));
  EXPECT_TRUE(before("north 2", "south 1"));
  EXPECT_TRUE(before("01", "1"));
  EXPECT_FALSE(before("1", "01"));
  EXPECT_FALSE(before("1", "1"));
}

}  // namespace
}  // namespace forlopp::cli
