#include "gui/panels/chart_notes.hpp"

#include <QRandomGenerator>

#include <gtest/gtest.h>

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;
const PlotArea area{{40, 4, 200, 60}, {100 * second, 200 * second}, 0.0, 10.0};

TEST(PlotArea, AMomentIsFoundWhereItIsPainted) {
  EXPECT_EQ(area.x_of(100 * second), 40.0);
  EXPECT_EQ(area.x_of(150 * second), 140.0);
  for (qint64 vtime = 100 * second; vtime <= 200 * second; vtime += 7 * second)
    EXPECT_EQ(area.vtime_at(area.x_of(vtime)), vtime);
}

TEST(ChartMarks, TheNearestWithinReachIsTheOneThatIsHit) {
  const std::vector<Mark> marks{{.from = 120 * second, .text = QStringLiteral("one")},
                                {.from = 124 * second, .text = QStringLiteral("other")}};
  ASSERT_NE(mark_at(marks, area, 81.0), nullptr);
  EXPECT_EQ(mark_at(marks, area, 81.0)->text, QStringLiteral("one"));
  EXPECT_EQ(mark_at(marks, area, 86.0)->text, QStringLiteral("other"));
  EXPECT_EQ(mark_at(marks, area, 100.0), nullptr);
}

TEST(ChartLabels, NoneLiesOverAnotherAsLongAsThereIsRoom) {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    QRandomGenerator random{seed};
    std::vector<double> places;
    for (int i = 0; i < 4; ++i) places.push_back(static_cast<double>(random() % 80));
    std::vector<double> spread_out = spread(places, 12.0, 8.0, 60.0);
    std::vector<std::size_t> order{0, 1, 2, 3};
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return places[i]; });
    for (std::size_t i = 1; i < order.size(); ++i)
      EXPECT_GE(spread_out[order[i]] - spread_out[order[i - 1]], 12.0) << "seed " << seed;
    for (const double place : spread_out) {
      EXPECT_GE(place, 8.0);
      EXPECT_LE(place, 60.0);
    }
  }
}

TEST(ChartLabels, StayWhereTheyAreIfTheyAreApart) {
  EXPECT_EQ(spread({50.0, 10.0, 30.0}, 12.0, 8.0, 60.0), (std::vector<double>{50.0, 10.0, 30.0}));
}

}  // namespace
}  // namespace forlopp::console
