#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/fault_catalogue.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class TargetText : public testing::TestWithParam<const char*> {};

TEST_P(TargetText, IsReadAndWrittenAlike) {
  const auto target = parse_target(GetParam());
  ASSERT_TRUE(target) << target.error();
  EXPECT_EQ(text(*target), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    All, TargetText,
    testing::Values("card 2/3", "link 1/16", "line 57", "line 2/3/12", "shelf 4", "number 210017",
                    "any card", "any 3 cards", "any 3 cards of shelf 2", "any line of shelf 1",
                    "any call", "any 5 calls", "all links", "all links of shelf 1", "10 % of lines",
                    "10 % of lines of shelf 2", "1 % of numbers", "0.5 % of calls",
                    "process path_finder", "process of card 1/9", "process of any card",
                    "process of trunk_group north", "supervisor resources", "supervisor of shelf 3",
                    "supervisor of any shelf"));

TEST(Target, ThatIsNoneIsRefused) {
  for (const auto* text :
       {"", "card", "card 2", "card 0/1", "card 1/2/3/4", "any", "any 0 cards", "all",
        "101 % of lines", "-1 % of lines", "process nobody", "supervisor of card 1/1", "number 12x",
        "line 1/2", "any numbers of shelf 1", "card 99999999999/1"})
    EXPECT_FALSE(parse_target(text)) << text;
}

TEST(FaultCatalogue, SaysOfEachKindWhatItDoesHowItIsNoticedAndWhatMustHappen) {
  std::set<std::string_view> names;
  for (const auto& fault : fault_catalogue()) {
    EXPECT_TRUE(names.insert(fault.name).second) << fault.name;
    EXPECT_EQ(find_fault(fault.name), &fault);
    EXPECT_EQ(&definition(fault.kind), &fault);
    EXPECT_FALSE(fault.does.empty() || fault.noticed_by.empty() || fault.outcome.empty());
    EXPECT_FALSE(fault.targets.empty());
    for (const auto& parameter : fault.parameters) EXPECT_LE(parameter.least, parameter.most);
  }
}

TEST(Fault, StrikesOnceUnlessItRepeats) {
  Fault fault;
  fault.trigger.at = 10s;
  EXPECT_THAT(strike_times(fault, 60s), ElementsAre(10s));
}

TEST(Fault, StrikesAsOftenAsSaid) {
  Fault fault;
  fault.trigger = {.at = 10s, .every = 20s, .times = 2};
  EXPECT_THAT(strike_times(fault, 10min), ElementsAre(10s, 30s));
}

TEST(Fault, StrikesUntilTheRunEnds) {
  Fault fault;
  fault.trigger = {.at = 10s, .every = 20s, .times = 0};
  EXPECT_THAT(strike_times(fault, 60s), ElementsAre(10s, 30s, 50s));
}

TEST(Fault, ThatWaitsForAnotherHasNoTimesOfItsOwn) {
  Fault fault;
  fault.trigger.after = "card_pulled";
  EXPECT_TRUE(strike_times(fault, 10min).empty());
}

}  // namespace
}  // namespace forlopp::scenario
