#include "scenarios/cli/progress_line.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forlopp::cli {
namespace {

using namespace std::chrono_literals;
using scenario::Progress;
using testing::HasSubstr;
using testing::StartsWith;

Progress halfway() {
  Progress progress;
  progress.virtual_time = 35min;
  progress.traffic_ends = 70min;
  progress.calls_up = 212;
  return progress;
}

TEST(ProgressLine, CountsToTheEndOfTheTraffic) {
  EXPECT_THAT(progress_text(halfway()), StartsWith("00:35:00 of 01:10:00  50 %   calls up 212"));
}

TEST(ProgressLine, SaysThatItDrains) {
  Progress progress = halfway();
  progress.phase = Progress::Phase::drain;
  progress.virtual_time = 72min;
  EXPECT_THAT(progress_text(progress), StartsWith("01:12:00 draining   calls up 212"));
}

TEST(ProgressLine, SaysHowPreciseItIsWhereTheRunWaitsForThat) {
  Progress progress = halfway();
  progress.precision = {.reached = 0.072, .wanted = 0.05};
  EXPECT_THAT(progress_text(progress), HasSubstr("of at most 01:10:00, precise to 7.2 of 5 %"));
  progress.precision->reached.reset();
  EXPECT_THAT(progress_text(progress), HasSubstr("precise to ? of 5 %"));
}

}  // namespace
}  // namespace forlopp::cli
