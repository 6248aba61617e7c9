#include "callmodel/digit_tree.hpp"

#include <string_view>

#include <gtest/gtest.h>

namespace forlopp::callmodel {
namespace {

using enum DigitMatch;

DigitTree tree_of(std::string_view map) {
  DigitTreeBuilder builder;
  EXPECT_TRUE(builder.add_digit_map(map, {.id = 1}));
  return builder.build();
}

DigitMatch match(const DigitTree& tree, std::string_view dialled) {
  return tree.analyse(Digits::parse(dialled).value()).match;
}

// The examples of RFC 3660, section 2.

TEST(DigitMap, WaitsForTheCriticalTimerOnlyWhereTheTimerIsAllThatIsMissing) {
  const DigitTree tree = tree_of("(xxxxxxx|x11T)");
  EXPECT_EQ(match(tree, "4"), need_more);
  EXPECT_EQ(match(tree, "41"), need_more);
  EXPECT_EQ(match(tree, "411"), could_be_complete);
  EXPECT_EQ(match(tree, "4112"), need_more);
  EXPECT_EQ(match(tree, "4112222"), complete);
}

TEST(DigitMap, RangeThatMayBeAbsentBeforeTheTimerIsCritical) {
  const DigitTree tree = tree_of("(1[2-3].T)");
  EXPECT_EQ(match(tree, "1"), could_be_complete);
  EXPECT_EQ(match(tree, "12323"), could_be_complete);
  EXPECT_EQ(match(tree, "14"), invalid);
}

TEST(DigitMap, TimerThatMayBeAbsentDoesNotHoldBackAMatch) {
  const DigitTree tree = tree_of("(1[2-3]T.)");
  EXPECT_EQ(match(tree, "1"), need_more);
  EXPECT_EQ(match(tree, "12"), complete);
}

TEST(DigitMap, EverythingAfterTheFirstDigitMayBeAbsent) {
  EXPECT_EQ(match(tree_of("(1[2-3T].)"), "1"), complete);
}

TEST(DigitMap, TakesTheUsualPlanOfRfc3435) {
  const DigitTree tree = tree_of("(0T|00T|[1-7]xxx|8xxxxxxx|#xxxxxxx|*xx|91xxxxxxxxxx|9011x.T)");
  EXPECT_EQ(match(tree, "0"), could_be_complete);
  EXPECT_EQ(match(tree, "00"), could_be_complete);
  EXPECT_EQ(match(tree, "123"), need_more);
  EXPECT_EQ(match(tree, "1234"), complete);
  EXPECT_EQ(match(tree, "*69"), complete);
  EXPECT_EQ(match(tree, "9011"), could_be_complete);
  EXPECT_EQ(match(tree, "90114981234567"), could_be_complete);
  EXPECT_EQ(match(tree, "92"), invalid);
}

TEST(DigitMap, RefusesWhatIsNotAPattern) {
  DigitTreeBuilder builder;
  for (const auto* map : {"", "1[2", "1[]", "[5-2]", "1y", "(1|)", "."}) {
    EXPECT_EQ(builder.add_digit_map(map, {}).error(), NumberingError::bad_pattern) << map;
  }
}

// Prefixes.

DigitTree swedish_plan() {
  DigitTreeBuilder builder;
  EXPECT_TRUE(builder.add_prefix("", 0, 0, {}).error() == NumberingError::bad_lengths);
  EXPECT_TRUE(builder.add_prefix("112", 3, 3, {.id = 112, .category = Category::emergency}));
  EXPECT_TRUE(builder.add_prefix("11", 5, 5, {.id = 11}));
  EXPECT_TRUE(builder.add_prefix("0", 8, 10, {.id = 1, .category = Category::national}));
  EXPECT_TRUE(builder.add_prefix("08", 8, 9, {.id = 8, .category = Category::national}));
  EXPECT_TRUE(builder.add_prefix("00", 7, 17, {.id = 0, .category = Category::international}));
  EXPECT_TRUE(builder.add_prefix("2", 1, 1, {.id = 2}));
  EXPECT_TRUE(builder.add_prefix("2345", 6, 6, {.id = 2345}));
  return builder.build();
}

TEST(DigitTree, NumberOfFixedLengthIsCompleteAtItsLastDigit) {
  const DigitTree tree = swedish_plan();
  EXPECT_EQ(match(tree, ""), need_more);
  EXPECT_EQ(match(tree, "11"), need_more);
  EXPECT_EQ(match(tree, "112"), complete);
  EXPECT_EQ(tree.analyse("112"_dn).destination.category, Category::emergency);
  EXPECT_EQ(match(tree, "1131"), need_more);
  EXPECT_EQ(tree.analyse("11312"_dn).destination.id, 11U);
}

TEST(DigitTree, NumberOfVariableLengthIsCriticalFromMinimumToMaximum) {
  const DigitTree tree = swedish_plan();
  EXPECT_EQ(match(tree, "0812345"), need_more);
  EXPECT_EQ(match(tree, "08123456"), could_be_complete);
  EXPECT_EQ(match(tree, "081234567"), complete);
  EXPECT_EQ(match(tree, "0812345678"), invalid);
}

TEST(DigitTree, LongerPrefixHidesShorterOne) {
  const DigitTree tree = swedish_plan();
  EXPECT_EQ(tree.analyse("081234567"_dn).destination.id, 8U);
  EXPECT_EQ(tree.analyse("0311234567"_dn).destination.id, 1U);
  EXPECT_EQ(match(tree, "0311234567"), complete);
}

TEST(DigitTree, CompleteNumberThatCouldGoOnIntoALongerPrefixWaits) {
  const DigitTree tree = swedish_plan();
  EXPECT_EQ(match(tree, "2"), could_be_complete);
  EXPECT_EQ(tree.analyse("2"_dn).destination.id, 2U);
  EXPECT_EQ(match(tree, "23"), need_more);
  EXPECT_EQ(match(tree, "24"), invalid);
  EXPECT_EQ(match(tree, "234567"), complete);
}

TEST(DigitTree, DigitNobodyOwnsIsInvalidAtOnce) {
  EXPECT_EQ(match(swedish_plan(), "9"), invalid);
  EXPECT_EQ(match(DigitTree{}, "1"), invalid);
}

TEST(DigitTree, PrefixesAndPatternsLiveInOnePlan) {
  DigitTreeBuilder builder;
  ASSERT_TRUE(builder.add_prefix("2", 4, 4, {.id = 2}));
  ASSERT_TRUE(builder.add_pattern("*21*x.#", {.id = 21, .category = Category::feature_code}));
  const DigitTree tree = builder.build();
  EXPECT_EQ(tree.analyse("2001"_dn), (Analysis{complete, {.id = 2}}));
  EXPECT_EQ(match(tree, "*21*2002"), need_more);
  EXPECT_EQ(tree.analyse("*21*2002#"_dn).destination.id, 21U);
}

TEST(DigitTree, SamePrefixTwiceIsAnError) {
  DigitTreeBuilder builder;
  ASSERT_TRUE(builder.add_prefix("08", 8, 9, {}));
  EXPECT_EQ(builder.add_prefix("08", 8, 9, {}).error(), NumberingError::duplicate);
  EXPECT_EQ(builder.add_prefix("08x", 8, 9, {}).error(), NumberingError::not_a_digit);
  EXPECT_EQ(builder.add_prefix("0812", 3, 9, {}).error(), NumberingError::bad_lengths);
}

TEST(DigitTree, SharesTheTailsOfRowsThatLeadToTheSamePlace) {
  DigitTreeBuilder builder;
  for (int block = 1000; block < 2000; ++block) {
    ASSERT_TRUE(builder.add_prefix(std::to_string(block), 9, 9, {.id = 1}));
  }
  EXPECT_LT(builder.build().node_count(), 1200U);
}

}  // namespace
}  // namespace forlopp::callmodel
