#include "gui/models/time_series.hpp"

#include <QRandomGenerator>
#include <cmath>
#include <limits>
#include <map>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;
using Point = TimeSeries::Point;

TEST(TimeSeries, AValueIsThatOfTheLastStepThatWasOver) {
  TimeSeries series{second};
  series.set(3, 7.0);
  series.set(4, 8.0);
  EXPECT_TRUE(std::isnan(series.at(4 * second - 1)));
  EXPECT_EQ(series.at(4 * second), 7.0);
  EXPECT_EQ(series.at(5 * second + 1), 8.0);
  EXPECT_TRUE(std::isnan(series.at(6 * second)));
}

TEST(TimeSeries, WhatIsNotOverIsNotShown) {
  TimeSeries series{second};
  for (qint64 n = 0; n < 10; ++n) series.set(n, static_cast<double>(n));
  const std::vector<Point> points = series.points({0, 20 * second}, 100, 9 * second + 5);
  ASSERT_EQ(points.size(), 9U);
  EXPECT_EQ(points.back(), (Point{9 * second, 8.0}));
}

TEST(TimeSeries, TheNextOnBothSidesIsShownSoThatLinesGoOn) {
  TimeSeries series{10 * second};
  for (qint64 n = 0; n < 10; ++n) series.set(n, 1.0);
  const std::vector<Point> points = series.points({35 * second, 55 * second}, 100, 100 * second);
  ASSERT_EQ(points.size(), 4U);
  EXPECT_EQ(points.front().vtime, 30 * second);
  EXPECT_EQ(points.back().vtime, 60 * second);
}

TEST(TimeSeries, KeepsTheLastOfThem) {
  TimeSeries series{second};
  for (qint64 n = 0; n < 100'010; ++n) series.set(n, 1.0);
  EXPECT_TRUE(std::isnan(series.at(10 * second)));
  EXPECT_EQ(series.at(11 * second), 1.0);
  series.set(5, 2.0);
  EXPECT_TRUE(std::isnan(series.at(6 * second)));
}

/// Whatever order they come in, and with gaps: each column has its least and its greatest value.
TEST(TimeSeries, EachColumnHasItsLeastAndItsGreatest) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    QRandomGenerator random{seed};
    TimeSeries series{second};
    std::map<qint64, double> oracle;
    for (int i = 0; i < 400; ++i) {
      const qint64 number = 100 + static_cast<qint64>(random() % 600);
      const double value = static_cast<double>(random() % 1'000);
      series.set(number, value);
      oracle[number] = value;
    }
    const TimeSpan span{200 * second, 500 * second};
    constexpr int columns = 37;
    std::map<qint64, std::pair<double, double>> expected;
    for (const auto& [number, value] : oracle) {
      const qint64 moment = (number + 1) * second;
      if (moment < span.from || moment > span.until) continue;
      const qint64 column = (moment - span.from) * columns / span.length();
      const auto [at, fresh] = expected.try_emplace(column, value, value);
      at->second = {std::min(at->second.first, value), std::max(at->second.second, value)};
    }
    std::map<qint64, std::pair<double, double>> shown;
    std::map<qint64, int> count;
    qint64 before = std::numeric_limits<qint64>::min();
    for (const Point& point : series.points(span, columns, 1'000 * second)) {
      EXPECT_GT(point.vtime, before);
      before = point.vtime;
      EXPECT_EQ(oracle.at(point.vtime / second - 1), point.value);
      if (point.vtime < span.from || point.vtime > span.until) continue;
      const qint64 column = (point.vtime - span.from) * columns / span.length();
      const auto [at, fresh] = shown.try_emplace(column, point.value, point.value);
      at->second = {std::min(at->second.first, point.value),
                    std::max(at->second.second, point.value)};
      EXPECT_LE(++count[column], 2);
    }
    EXPECT_EQ(shown, expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace forlopp::console
