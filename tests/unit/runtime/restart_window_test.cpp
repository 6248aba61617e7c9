#include "runtime/restart_window.hpp"

#include <gtest/gtest.h>

namespace forlopp::runtime {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

Instant at(Duration time) {
  return Instant{time};
}

TEST(RestartWindow, SUP_40_allows_that_many_restarts_and_not_one_more) {
  RestartWindow window{3, seconds{5}};
  EXPECT_TRUE(window.add(at(seconds{1})));
  EXPECT_TRUE(window.add(at(seconds{1})));
  EXPECT_TRUE(window.add(at(seconds{2})));
  EXPECT_FALSE(window.add(at(seconds{2})));
  EXPECT_EQ(window.count(), 4U);
}

TEST(RestartWindow, SUP_42_of_none_allows_none) {
  RestartWindow window{0, seconds{5}};
  EXPECT_FALSE(window.add(at(seconds{0})));
}

TEST(RestartWindow, SUP_44_slides) {
  RestartWindow window{2, seconds{5}};
  EXPECT_TRUE(window.add(at(seconds{0})));
  EXPECT_TRUE(window.add(at(seconds{4})));
  EXPECT_TRUE(window.add(at(seconds{6})));
  EXPECT_EQ(window.count(), 2U);
  EXPECT_FALSE(window.add(at(seconds{8})));
}

TEST(RestartWindow, SUP_44_remembers_up_to_the_period_and_forgets_after_it) {
  RestartWindow window{1, seconds{5}};
  EXPECT_TRUE(window.add(at(seconds{0})));
  EXPECT_FALSE(window.add(at(seconds{5})));
  RestartWindow later{1, seconds{5}};
  EXPECT_TRUE(later.add(at(seconds{0})));
  EXPECT_TRUE(later.add(at(seconds{5} + nanoseconds{1})));
}

TEST(RestartWindow, Remembers_no_more_than_it_needs) {
  RestartWindow window{10, seconds{5}};
  for (int i = 0; i < 100'000; ++i) static_cast<void>(window.add(at(nanoseconds{i})));
  EXPECT_EQ(window.count(), 11U);
}

TEST(RestartWindow, SUP_102_keeps_its_history_under_new_limits) {
  RestartWindow window{5, seconds{60}};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(window.add(at(seconds{i})));
  window.set_limits(3, seconds{60});
  EXPECT_FALSE(window.add(at(seconds{4})));
  window.set_limits(1, seconds{1});
  EXPECT_TRUE(window.add(at(seconds{9})));
}

TEST(RestartWindow, Without_end_of_the_period_counts_for_ever) {
  RestartWindow window{1, infinity};
  EXPECT_TRUE(window.add(at(seconds{0})));
  EXPECT_FALSE(window.add(at(std::chrono::hours{100'000})));
}

}  // namespace
}  // namespace forlopp::runtime
