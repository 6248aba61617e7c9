#include "gui/text.hpp"

#include <QCborArray>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

TEST(Text, TimesAreReadAsTheyAreWritten) {
  EXPECT_EQ(clock_text(842'317'000'000), QStringLiteral("00:14:02.317"));
  for (const qint64 time : {0LL, 842'317'000'000LL, 360'000'000'000'000LL})
    EXPECT_EQ(read_clock(clock_text(time)), time);
  EXPECT_EQ(read_clock(QStringLiteral("90")), 90'000'000'000);
  EXPECT_EQ(read_clock(QStringLiteral("1:30.5")), 90'500'000'000);
  EXPECT_EQ(read_clock(QStringLiteral("soon")), -1);
  EXPECT_EQ(read_clock(QStringLiteral("1:2:3:4")), -1);
  EXPECT_EQ(read_clock(QStringLiteral("1::2")), -1);
}

TEST(Text, DurationsHaveTheirUnit) {
  EXPECT_EQ(duration_text(5'000'000'000), QStringLiteral("5 s"));
  EXPECT_EQ(duration_text(84'000'000), QStringLiteral("84 ms"));
  EXPECT_EQ(duration_text(0), QStringLiteral("0 s"));
}

TEST(Text, ListsAreJoined) {
  EXPECT_EQ(plain_text(QCborArray{1, 2.5, QStringLiteral("x")}), QStringLiteral("1, 2.5, x"));
}

TEST(Text, NumbersInNamesCountAsNumbers) {
  const auto less = [](const char* one, const char* other) {
    return naturally_less(QString::fromLatin1(one), QString::fromLatin1(other));
  };
  EXPECT_TRUE(less("2/9", "2/10"));
  EXPECT_FALSE(less("2/10", "2/9"));
  EXPECT_TRUE(less("card", "card 1"));
  EXPECT_TRUE(less("a", "b"));
  EXPECT_FALSE(less("1", "1"));
  EXPECT_TRUE(less("01", "1") != less("1", "01"));
}

}  // namespace
}  // namespace forlopp::console
