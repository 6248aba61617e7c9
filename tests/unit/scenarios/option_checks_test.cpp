#include "scenarios/cli/option_checks.hpp"

#include <gtest/gtest.h>

namespace forlopp::cli {
namespace {

TEST(OptionChecks, TakeWhatCanBeRun) {
  for (const char* seeds : {"1", "1000", "1000000"}) EXPECT_EQ(refusal_of_seeds(seeds), "");
  for (const char* seed : {"0", "7", "1000000000000000"}) EXPECT_EQ(refusal_of_seed(seed), "");
  for (const char* pace : {"0", "1", "0.001", "2.5", "1e3"}) EXPECT_EQ(refusal_of_pace(pace), "");
}

TEST(OptionChecks, SayWhatIsExpectedInASentence) {
  EXPECT_EQ(refusal_of_seeds("0"), "found '0'; expected a whole number of seeds from 1 to 1000000");
  EXPECT_EQ(refusal_of_pace("1e400"),
            "found '1e400'; expected 0, or a number from 0.001 to 1000000");
  EXPECT_EQ(refusal_of_seed("9223372036854775808"),
            "found '9223372036854775808'; expected a whole number from 0 to 1000000000000000");
  for (const char* seed : {"-1", "1.5", "", "1e3"}) EXPECT_NE(refusal_of_seed(seed), "");
  for (const char* seeds : {"-1", "1.5", "", "7x"}) EXPECT_NE(refusal_of_seeds(seeds), "");
  for (const char* pace : {"-1", "nan", "inf", "1e-9", ""}) EXPECT_NE(refusal_of_pace(pace), "");
}

}  // namespace
}  // namespace forlopp::cli
