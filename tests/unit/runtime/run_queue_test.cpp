#include "runtime/internal/run_queue.hpp"

#include <gtest/gtest.h>

namespace forlopp::runtime {
namespace {

TEST(RunQueue, KeepsTheOrderWhetherOneWaitsAloneOrSeveralDo) {
  RunQueue queue;
  Process first;
  Process second;
  Process third;
  EXPECT_EQ(queue.push_own(first), 1U);
  EXPECT_EQ(queue.push_own(second), 2U);
  EXPECT_EQ(queue.pop(), &first);
  EXPECT_EQ(queue.push_own(third), 2U);
  EXPECT_EQ(queue.pop(), &second);
  EXPECT_EQ(queue.pop(), &third);
  EXPECT_EQ(queue.pop(), nullptr);
  EXPECT_EQ(queue.length(), 0U);
}

TEST(RunQueue, LetsUrgentProcessesPassOneThatWaitedAlone) {
  RunQueue queue;
  Process normal;
  Process high;
  Process low;
  high.priority = Priority::high;
  low.priority = Priority::low;
  queue.push_own(normal);
  queue.push(low);
  queue.push(high);
  EXPECT_EQ(queue.pop(), &high);
  EXPECT_EQ(queue.pop(), &normal);
  EXPECT_EQ(queue.pop(), &low);
}

TEST(RunQueue, GivesOneThatWaitsAloneToAThief) {
  RunQueue queue;
  RunQueue thief;
  Process process;
  queue.push_own(process);
  EXPECT_EQ(queue.steal_half(thief), &process);
  EXPECT_EQ(queue.length(), 0U);
  EXPECT_EQ(thief.length(), 0U);
}

}  // namespace
}  // namespace forlopp::runtime
