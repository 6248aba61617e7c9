#include "runtime/internal/run_queue.hpp"

#include <gtest/gtest.h>

namespace forlopp::runtime {
namespace {

TEST(RunQueue, KeepsTheOrderWhetherOneWaitsAloneOrSeveralDo) {
  RunQueue queue;
  Process first;
  Process second;
  Process third;
  EXPECT_EQ(queue.push(first), 1U);
  EXPECT_EQ(queue.push(second), 2U);
  EXPECT_EQ(queue.pop(), &first);
  EXPECT_EQ(queue.push(third), 2U);
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
  queue.push(normal);
  queue.push(low);
  queue.push(high);
  EXPECT_EQ(queue.pop(), &high);
  EXPECT_EQ(queue.pop(), &normal);
  EXPECT_EQ(queue.pop(), &low);
}

TEST(RunQueue, LetsInWhoWasBroughtByOthers) {
  RunQueue queue;
  Process alone;
  Process brought;
  Process urgent;
  urgent.priority = Priority::high;
  queue.push(alone);
  queue.bring(brought);
  queue.bring(urgent);
  EXPECT_EQ(queue.length(), 3U);
  EXPECT_TRUE(queue.anybody_urgent());
  EXPECT_EQ(queue.pop(), &urgent);
  EXPECT_EQ(queue.pop(), &alone);
  EXPECT_EQ(queue.pop(), &brought);
  EXPECT_EQ(queue.length(), 0U);
}

TEST(RunQueue, GivesOneThatWaitsAloneToAThief) {
  RunQueue queue;
  RunQueue thief;
  Process process;
  queue.push(process);
  EXPECT_EQ(queue.steal_half(thief), &process);
  EXPECT_EQ(queue.length(), 0U);
  EXPECT_EQ(thief.length(), 0U);
}

}  // namespace
}  // namespace forlopp::runtime
