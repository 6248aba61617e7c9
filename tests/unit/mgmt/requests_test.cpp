#include "switch/mgmt/requests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forlopp::management {
namespace {

/// Keeps what was answered.
struct Ear {
  std::vector<Answer> heard{};
  RequestQueue::Reply reply() {
    return [this](Answer answer) { heard.push_back(std::move(answer)); };
  }
  Refusal refusal() const { return std::get<Refused>(heard.at(0)).why; }
};

TEST(RequestQueue, RequestsAreTakenInTheOrderInWhichTheyCame) {
  RequestQueue queue;
  Ear ear;
  EXPECT_TRUE(queue.empty());
  queue.ask({"pause"}, ear.reply());
  queue.ask({"run"}, ear.reply());
  EXPECT_FALSE(queue.empty());
  EXPECT_EQ(queue.take()->request.what, "pause");
  auto second = queue.take();
  EXPECT_EQ(second->request.what, "run");
  second->reply(Done{{}, {7, 3}});
  EXPECT_EQ(std::get<Done>(ear.heard.at(0)).stamp.event, 3U);
  EXPECT_FALSE(queue.take().has_value());
}

TEST(RequestQueue, TooManyAreRefusedAtOnceAndTheOthersKept) {
  RequestQueue queue;
  Ear kept, refused;
  for (std::size_t i = 0; i < requests_waiting_max; ++i) queue.ask({"pause"}, kept.reply());
  queue.ask({"pause"}, refused.reply());
  EXPECT_EQ(refused.refusal(), Refusal::busy);
  EXPECT_TRUE(kept.heard.empty());
}

TEST(RequestQueue, ClosingRefusesThoseWhoWaitAndThoseWhoComeLater) {
  RequestQueue queue;
  Ear before, after;
  queue.ask({"pause"}, before.reply());
  queue.close();
  queue.ask({"pause"}, after.reply());
  EXPECT_EQ(before.refusal(), Refusal::over);
  EXPECT_EQ(after.refusal(), Refusal::over);
  EXPECT_FALSE(queue.take(std::chrono::hours{1}).has_value());
}

}  // namespace
}  // namespace forlopp::management
