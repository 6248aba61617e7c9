#include "ports/internal/inflow.hpp"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forlopp::ports {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> all_of(Inflow& inflow) {
  std::vector<std::string> all;
  while (auto data = inflow.next()) all.push_back(*data);
  return all;
}

TEST(Inflow, GivesWhateverHasComeIfItIsRaw) {
  Inflow inflow{Framing::raw, 10};
  inflow.add("one\ntwo");
  EXPECT_THAT(all_of(inflow), ElementsAre("one\ntwo"));
  EXPECT_THAT(all_of(inflow), IsEmpty());
  EXPECT_TRUE(inflow.is_empty());
}

TEST(Inflow, GivesWholeLinesHoweverTheyCome) {
  Inflow inflow{Framing::lines, 10};
  inflow.add("o");
  EXPECT_THAT(all_of(inflow), IsEmpty());
  inflow.add("ne\n\ntw");
  EXPECT_THAT(all_of(inflow), ElementsAre("one\n", "\n"));
  inflow.add("o\nthree");
  EXPECT_THAT(all_of(inflow), ElementsAre("two\n"));
  inflow.end();
  EXPECT_THAT(all_of(inflow), ElementsAre("three"));
  EXPECT_TRUE(inflow.is_empty());
}

TEST(Inflow, MeasuresTheLineThatIsComingIn) {
  Inflow inflow{Framing::lines, 3};
  inflow.add("one\ntwo\nthr");
  EXPECT_FALSE(inflow.is_too_long());
  EXPECT_THAT(all_of(inflow), ElementsAre("one\n", "two\n"));
  inflow.add("e");
  EXPECT_TRUE(inflow.is_too_long());
}

}  // namespace
}  // namespace forlopp::ports
