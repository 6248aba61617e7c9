#include <gtest/gtest.h>

#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;

TEST(Units, DurationsAreReadInEveryUnitAndAsSums) {
  EXPECT_EQ(parse_duration("90s"), Duration{90s});
  EXPECT_EQ(parse_duration("3 min"), Duration{3min});
  EXPECT_EQ(parse_duration("1h 30min"), Duration{90min});
  EXPECT_EQ(parse_duration("20ms"), Duration{20ms});
  EXPECT_EQ(parse_duration("50us"), Duration{50us});
  EXPECT_EQ(parse_duration("1.5h"), Duration{90min});
  EXPECT_EQ(parse_duration("0s"), Duration{0s});
}

TEST(Units, DurationsWithoutAUnitOrWithAnotherAreRefused) {
  for (const auto* text :
       {"", "s", "90", "90 s 3", "90 x", "1e3s", "nan s", "--1s", "1..2s", "5 %"})
    EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(Units, SharesRatesAndCountsAreRead) {
  EXPECT_EQ(parse_share("1 %"), 0.01);
  EXPECT_EQ(parse_share("12.5%"), 0.125);
  EXPECT_EQ(parse_rate("5/s"), 5.0);
  EXPECT_EQ(parse_rate("30/min"), 0.5);
  EXPECT_DOUBLE_EQ(*parse_rate("7200/h"), 2.0);
  EXPECT_EQ(parse_count("2_400"), 2400);
  EXPECT_FALSE(parse_count("2.5"));
  EXPECT_FALSE(parse_share("0.5"));
  EXPECT_FALSE(parse_rate("5"));
}

TEST(Units, QuantitiesKeepTheirUnit) {
  EXPECT_EQ(parse_quantity("0.08 E"), (Quantity{0.08, Unit::traffic}));
  EXPECT_EQ(parse_quantity("600ms"), (Quantity{0.6, Unit::duration}));
  EXPECT_EQ(parse_quantity("200"), (Quantity{200, Unit::count}));
  EXPECT_EQ(parse_quantity("5/s"), (Quantity{5, Unit::rate}));
  EXPECT_EQ(parse_quantity("90 %"), (Quantity{0.9, Unit::share}));
  EXPECT_FALSE(parse_quantity("0.08 F"));
}

TEST(Units, DurationsAreWrittenAsAPersonSaysThem) {
  EXPECT_EQ(text(Duration{90s}), "90 s");
  EXPECT_EQ(text(Duration{90min}), "1 h 30 min");
  EXPECT_EQ(text(Duration{50us}), "50 us");
  EXPECT_EQ(text(Duration{0s}), "0 s");
  EXPECT_EQ(text(Duration{1500ms}), "1.5 s");
  EXPECT_EQ(text(Duration{24h + 5s}), "1 d 5 s");
}

TEST(Units, QuantitiesAreWrittenAsAScenarioWouldWriteThem) {
  EXPECT_EQ(text(Quantity{0.08, Unit::traffic}), "0.08 E");
  EXPECT_EQ(text(Quantity{0.01, Unit::share}), "1 %");
  EXPECT_EQ(text(Quantity{5, Unit::rate}), "5/s");
  EXPECT_EQ(text(Quantity{2.0 / 3600, Unit::rate}), "2/h");
}

}  // namespace
}  // namespace forlopp::scenario
