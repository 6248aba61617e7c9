#include "callmodel/cause.hpp"

#include <gtest/gtest.h>

#include "callmodel/timers.hpp"

namespace forlopp::callmodel {
namespace {

TEST(Cause, BusyCallerHearsBusyAndCongestedCallerHearsCongestion) {
  EXPECT_EQ(treatment(Cause::user_busy), ToneId::busy);
  EXPECT_EQ(treatment(Cause::no_circuit_available), ToneId::congestion);
  EXPECT_EQ(treatment(Cause::temporary_failure), ToneId::congestion);
  EXPECT_EQ(treatment(Cause::unallocated_number), ToneId::number_unobtainable);
}

TEST(Cause, EveryRowHasANameAndIsFoundByItsValue) {
  for (const CauseInfo& row : causes()) {
    EXPECT_FALSE(row.name.empty());
    EXPECT_EQ(info(row.cause).cause, row.cause);
  }
}

TEST(Cause, UnknownValueFromAFarExchangeIsTheUnspecifiedOfItsClass) {
  EXPECT_EQ(info(Cause{30}).cause, Cause::normal_unspecified);
  EXPECT_EQ(info(Cause{63}).cause, Cause::resource_unavailable);
}

TEST(TimerSet, TakesAValueInsideTheRangeOnly) {
  using namespace std::chrono_literals;
  TimerSet timers;
  EXPECT_EQ(timers[TimerId::first_digit], 16s);
  EXPECT_EQ(timers[TimerId::critical], 4s);
  EXPECT_TRUE(timers.set(TimerId::no_answer, 60s));
  EXPECT_EQ(timers[TimerId::no_answer], 60s);
  EXPECT_FALSE(timers.set(TimerId::no_answer, 1s));
  EXPECT_EQ(timers[TimerId::no_answer], 60s);
}

}  // namespace
}  // namespace forlopp::callmodel
