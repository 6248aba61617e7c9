#include "gui/models/time_window.hpp"

#include <QRandomGenerator>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;

TEST(TimeWindow, FollowsTheClockUntilItIsMovedAway) {
  TimeWindow window;
  window.set_now(600 * second);
  EXPECT_EQ(window.span(), (TimeSpan{480 * second, 600 * second}));
  window.pan(-100 * second);
  EXPECT_FALSE(window.follows());
  window.set_now(700 * second);
  EXPECT_EQ(window.span(), (TimeSpan{380 * second, 500 * second}));
  window.pan(1'000 * second);
  EXPECT_TRUE(window.follows());
  EXPECT_EQ(window.span().until, 700 * second);
}

TEST(TimeWindow, ShowsTheStartOfARunWhole) {
  TimeWindow window;
  window.set_now(5 * second);
  EXPECT_EQ(window.span(), (TimeSpan{0, 120 * second}));
  EXPECT_TRUE(window.follows());
}

TEST(TimeWindow, WhatIsZoomedAroundStaysWhereItIs) {
  TimeWindow window;
  window.set_now(1'000 * second);
  window.pan(-300 * second);
  window.zoom(0.5, 610 * second);
  EXPECT_EQ(window.span(), (TimeSpan{595 * second, 655 * second}));
}

TEST(TimeWindow, TheClockStaysAtTheEndWhileItFollows) {
  TimeWindow window;
  window.set_now(1'000 * second);
  window.zoom(0.5, 900 * second);
  EXPECT_EQ(window.span(), (TimeSpan{940 * second, 1'000 * second}));
}

TEST(TimeWindow, AnEarlierClockIsThatOfAnotherRun) {
  TimeWindow window;
  window.set_now(1'000 * second);
  window.pan(-300 * second);
  window.set_now(10 * second);
  EXPECT_TRUE(window.follows());
  EXPECT_EQ(window.span(), (TimeSpan{0, 120 * second}));
}

TEST(TimeWindow, NeverLeavesTheRunWhateverIsDone) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    QRandomGenerator random{seed};
    TimeWindow window;
    qint64 now = 0;
    for (int i = 0; i < 500; ++i) {
      const auto some = static_cast<qint64>(random() % 2'000) * second;
      switch (random() % 4) {
        case 0: window.set_now(now += some / 100); break;
        case 1: window.pan(some - 1'000 * second); break;
        case 2: window.zoom(static_cast<double>(random() % 40 + 1) / 20.0, some); break;
        default: window.follow(); break;
      }
      const TimeSpan span = window.span();
      ASSERT_GE(span.from, 0) << seed << ' ' << i;
      ASSERT_GE(span.length(), TimeWindow::shortest);
      ASSERT_LE(span.length(), TimeWindow::longest);
      ASSERT_LE(span.until, std::max(now, span.length()));
      if (window.follows()) {
        ASSERT_EQ(span.until, std::max(now, span.length()));
      }
    }
  }
}

}  // namespace
}  // namespace forlopp::console
