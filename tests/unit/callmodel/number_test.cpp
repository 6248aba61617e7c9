#include "callmodel/number.hpp"

#include <gtest/gtest.h>

namespace forlopp::callmodel {
namespace {

TEST(Digits, KeepsEverySymbolThatATelephoneCanDial) {
  const auto digits = Digits::parse("0123456789*#ABCD");
  ASSERT_TRUE(digits);
  EXPECT_EQ(digits->size(), 16U);
  EXPECT_EQ(digits->text(), "0123456789*#ABCD");
  EXPECT_EQ((*digits)[11], Digit::hash);
}

TEST(Digits, RefusesWhatCannotBeDialled) {
  EXPECT_EQ(Digits::parse("08-123").error(), DigitsError::not_a_digit);
  EXPECT_EQ(Digits::parse(std::string(31, '1')).error(), DigitsError::too_long);
  EXPECT_TRUE(Digits::parse(std::string(30, '1')));
}

TEST(Digits, IgnoresTheThirtyFirstDigit) {
  Digits digits = *Digits::parse(std::string(30, '7'));
  const Digits before = digits;
  EXPECT_FALSE(digits.push(Digit::d1));
  EXPECT_EQ(digits, before);
}

TEST(Digits, TellsANumberFromItsPrefix) {
  EXPECT_NE("10"_dn, "100"_dn);
  EXPECT_LT("10"_dn, "100"_dn);
  EXPECT_LT("0812"_dn, "09"_dn);
  EXPECT_NE(DigitsHash{}("10"_dn), DigitsHash{}("100"_dn));
}

}  // namespace
}  // namespace forlopp::callmodel
