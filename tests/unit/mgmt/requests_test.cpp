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

TEST(RequestQueue, OperatorIsTakenBeforeAnyNumberOfViewers) {
  RequestQueue queue;
  Ear viewers, refused, operators;
  for (std::size_t i = 0; i < requests_waiting_max; ++i) queue.ask({"ladder"}, viewers.reply());
  queue.ask({"ladder"}, refused.reply());
  queue.ask({.what = "halt", .role = Role::operator_}, operators.reply());
  queue.ask({.what = "pause", .role = Role::operator_}, operators.reply());
  EXPECT_EQ(refused.refusal(), Refusal::busy);
  EXPECT_EQ(queue.take()->request.what, "halt");
  EXPECT_EQ(queue.take()->request.what, "pause");
  EXPECT_EQ(queue.take()->request.what, "ladder");
  queue.close();
  EXPECT_EQ(viewers.heard.size(), requests_waiting_max - 1);
}

TEST(RequestQueue, WhatNeedsTooMuchMemoryIsRefused) {
  RequestQueue queue;
  const Map large{{"call", Array(60'000)}};  // Of nulls, a byte each on the wire.
  Ear refused, small;
  for (int i = 0; i < 100 && refused.heard.empty(); ++i)
    queue.ask({"ladder", large}, refused.reply());
  EXPECT_EQ(refused.refusal(), Refusal::busy);
  queue.ask({"ladder"}, small.reply());
  while (queue.take()) continue;
  queue.ask({"ladder", large}, small.reply());
  EXPECT_TRUE(small.heard.empty());
  EXPECT_EQ(queue.take()->request.what, "ladder");
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
