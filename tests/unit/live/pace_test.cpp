#include "scenarios/live/pace.hpp"

#include <gtest/gtest.h>

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;

TEST(Pace, LetsVirtualTimeFollowRealTime) {
  Pace pace{2.0};
  pace.start(2.0, 10s, 100s);
  EXPECT_EQ(pace.allowed(10s, 100s + 50ms), 10s + 100ms);
  EXPECT_EQ(pace.wait(10s + 100ms, 100s + 20ms), 30ms);
}

TEST(Pace, DoesNotMakeARunHurryThatCouldNotKeepUp) {
  Pace pace{1.0};
  pace.start(1.0, 0s, 100s);
  EXPECT_EQ(pace.allowed(1s, 110s), 1s + 100ms);
  EXPECT_EQ(pace.allowed(1s + 100ms, 110s + 50ms), 1s + 150ms);
}

TEST(Pace, NeverSendsVirtualTimeBack) {
  Pace pace{1.0};
  pace.start(1.0, 5s, 100s);
  EXPECT_EQ(pace.allowed(6s, 100s), 6s);
}

TEST(Pace, LooksSeldomWhereThingsRushBy) {
  EXPECT_LT(Pace{1.0}.between_looks(), Pace{50.0}.between_looks());
  EXPECT_LT(Pace{50.0}.between_looks(), Pace{0.0}.between_looks());
  EXPECT_TRUE(Pace{0.0}.is_as_fast_as_it_can());
}

}  // namespace
}  // namespace forlopp::live
