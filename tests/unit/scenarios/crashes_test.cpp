#include <gtest/gtest.h>

#include "scenarios/engine/run_crashes.hpp"

namespace forlopp::scenario {
namespace {

using runtime::ExitReason;
using runtime::Pid;

runtime::CrashReport crash(const std::string& label, std::uint32_t number, Pid parent = {}) {
  return {.when = runtime::Instant{std::chrono::seconds{number}},
          .pid = Pid::from_bits(number),
          .label = label,
          .reason = ExitReason::Kind::killed,
          .state = "",
          .parent = parent,
          .parent_label = "",
          .started = {}};
}

TEST(Crashes, OfHalfCallsAreAllKeptHoweverManyOthersThereWere) {
  CrashCollection crashes;
  for (std::uint32_t i = 1; i <= 100; ++i) crashes.add(crash("card", i));
  for (std::uint32_t i = 101; i <= 200; ++i) crashes.add(crash("o_half 7", i));
  EXPECT_EQ(crashes.total(), 200U);
  EXPECT_EQ(crashes.reports().size(), 120U);
}

TEST(Crashes, WhomASupervisorPullsAlongItsReportNames) {
  CrashCollection crashes;
  crashes.add(crash("shelf 3", 1));
  crashes.add(crash("card 3/1", 2, Pid::from_bits(1)));
  crashes.add(crash("card 3/1 timer", 3, Pid::from_bits(2)));
  crashes.add(crash("o_half 7", 4, Pid::from_bits(99)));
  EXPECT_EQ(crashes.total(), 2U);
  ASSERT_EQ(crashes.reports().size(), 2U);
  EXPECT_NE(crashes.reports()[0].text.find("with it   card 3/1, card 3/1 timer"), std::string::npos)
      << crashes.reports()[0].text;
}

}  // namespace
}  // namespace forlopp::scenario
