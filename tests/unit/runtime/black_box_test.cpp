#include "runtime/internal/black_box.hpp"

#include <gtest/gtest.h>

namespace forlopp::runtime {
namespace {

using namespace std::chrono_literals;

struct Ping {};
struct Pong {};

Envelope envelope_of(const MessageType& type, std::uint32_t sender) {
  return {.next = nullptr, .type = &type, .target = Pid{}, .sender = Pid{sender, 1}};
}

TEST(BlackBox, KeepsTheLastOnesOldestFirst) {
  BlackBox box{4};
  for (std::uint32_t i = 1; i <= 10; ++i) {
    box.note(envelope_of(i % 2 == 0 ? message_type<Pong> : message_type<Ping>, i), Instant{i * 1s});
  }
  const auto entries = box.entries(Instant{11s});
  ASSERT_EQ(entries.size(), 4U);
  for (std::uint32_t i = 0; i < 4; ++i) {
    EXPECT_EQ(entries[i].sender, (Pid{7 + i, 1}));
    EXPECT_EQ(entries[i].type, i % 2 == 0 ? &message_type<Ping> : &message_type<Pong>);
    EXPECT_LE(entries[i].when, Instant{(7 + i) * 1s});
    EXPECT_GT(entries[i].when, Instant{(7 + i) * 1s} - 17us);
  }
}

TEST(BlackBox, IsEmptyAtFirst) {
  EXPECT_TRUE(BlackBox{64}.entries(Instant{}).empty());
}

TEST(BlackBox, TellsTheTimeAfterDays) {
  BlackBox box{2};
  const Instant when{240h + 5s};
  box.note(envelope_of(message_type<Ping>, 1), when);
  const auto entries = box.entries(when + 1h);
  EXPECT_LE(entries[0].when, when);
  EXPECT_GT(entries[0].when, when - 17us);
}

TEST(BlackBox, GrowsWithUse) {
  EXPECT_LE(sizeof(BlackBox), 32U);
  BlackBox box{64};
  for (std::uint32_t i = 1; i <= 64; ++i) {
    box.note(envelope_of(message_type<Ping>, i), Instant{});
    EXPECT_EQ(box.entries(Instant{}).size(), i);
  }
}

}  // namespace
}  // namespace forlopp::runtime
